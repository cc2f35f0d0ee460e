import { type Hides, hiddenText } from '../absorb/hidden-text.ts';
import { createReadApi } from '../api/create-api.ts';
import { withoutGoneSecrets } from '../core/diff/gone-secrets.ts';
import { type IsSecretKey, secretKeys } from '../core/diff/secret-keys.ts';
import type { Baseline } from '../core/model/baseline.ts';
import type { Desired } from '../core/model/desired.ts';
import type { LiveState } from '../core/model/live.ts';
import type { TargetPattern } from '../core/model/target-pattern.ts';
import { isSecret } from '../core/model/value.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../desired/load-desired.ts';
import { overlaidTree, watchedTree } from '../desired/overlaid-tree.ts';
import { judgementDays } from '../judgement-days.ts';
import { readLiveState } from '../live/read-live-state.ts';
import type { FileChange } from '../render/file-diff.ts';
import { visibleText } from '../render/visible-text.ts';
import type { FileText, Reading, TakeInInput, TakenIn } from '../take-in.ts';
import { apiOptions } from './api-options.ts';
import { readCredentials } from './credentials.ts';
import { exitCode, exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import { loadOptions } from './load-file.ts';
import { checkNames, inFile, surroundings } from './prepare-plan.ts';
import { besideBaseline, withSecretsOf } from './read-baseline.ts';
import type { Session } from './session.ts';

/** A configuration file as it was read. */
type ReadFile = FileText & { readonly path: string; readonly bytes: Buffer };

/** What absorbing into a file takes: what to judge by, and the files as they are. */
export type AbsorbWork = {
  readonly input: TakeInInput;
  readonly files: readonly ReadFile[];
  /** The files that get another text, as people may see them: without secrets. */
  readonly changesOf: (taken: TakenIn) => readonly FileChange[];
  /** What the files say that are on the disk now. */
  readonly reload: () => Promise<Reading>;
};

/** Reads a file with all that it extends, its baseline, and live. Writes nothing. */
export async function absorbWork(
  file: string,
  asked: { readonly only: readonly TargetPattern[]; readonly baseline: string | undefined },
  session: Session,
): Promise<AbsorbWork> {
  const read = new Map<string, Buffer>();
  const options = loadOptions(session, 'left-out');
  const loaded = await loadDesired(file, {
    ...options,
    tree: watchedTree(session.cwd, (path, bytes) => read.set(path, bytes)),
  });
  if (loaded.kind === 'problems') throw new ExpectedEnd(exitCode.invalidFile, loaded.problems);
  const files = filesOf(loaded, read);
  const { desired, baseline } = await besideBaseline(asked.baseline, { file, ...loaded }, session);
  checkNames(desired, session);
  const around = await surroundings(desired, { only: [], baseline, liveEdits: 'shown', undo: null }, session);
  const isSecretKey = secretKeys(desired, around.catalogue);
  const live = await readLive(desired, isSecretKey, session);
  const { catalogue, liveEdits } = around;
  const days = judgementDays(session.now());
  const facts = {
    desired,
    live: withoutGoneSecrets(live, desired, days.today),
    catalogue,
    only: [],
    baseline,
    liveEdits,
    undo: null,
    ...days,
  };
  const reading = async (texts: readonly FileText[]): Promise<Reading> => {
    const tree = overlaidTree(session.cwd, new Map(files.map(({ path }, at) => [path, texts[at]?.text ?? ''])));
    return readingOf(await loadDesired(file, { ...options, tree }), baseline);
  };
  return {
    input: { facts, digest: await around.fingerprint, named: asked.only, files, read: reading },
    files,
    changesOf: (taken) => changesOf(files, taken, hidesOf(desired, isSecretKey)),
    reload: async () => readingOf(await loadDesired(file, options), baseline),
  };
}

function filesOf({ sources }: LoadedDesired, read: ReadonlyMap<string, Buffer>): readonly ReadFile[] {
  return sources.map(({ shown, realPath }) => {
    const bytes = read.get(realPath) ?? Buffer.alloc(0);
    return { shown, path: realPath, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  });
}

function readingOf(loaded: LoadResult, baseline: Baseline | null): Reading {
  if (loaded.kind === 'desired') return { kind: 'desired', desired: withSecretsOf(baseline, loaded.desired) };
  return { kind: 'bad', reason: `no file can hold it (${loaded.problems[0]?.code ?? 'unknown reason'})` };
}

async function readLive(desired: Desired, isSecretKey: IsSecretKey, session: Session): Promise<LiveState> {
  const credentials = readCredentials(desired.credentials, session.variables);
  const api = createReadApi(apiOptions(desired, credentials, session));
  try {
    session.progress(`Reading ${visibleText(desired.application.id)}…`);
    const read = await readLiveState(desired, api, isSecretKey);
    if (read.kind === 'read') return read.live;
    throw new ExpectedEnd(exitCodeOfFailures(read.failures), failureProblems(read.failures, inFile));
  } finally {
    session.progress('');
    await api.close();
  }
}

function changesOf(files: readonly ReadFile[], taken: TakenIn, hides: Hides): readonly FileChange[] {
  return files.flatMap(({ shown, text }, at) => {
    const after = taken.files[at]?.text ?? text;
    if (after === text) return [];
    return [{ file: shown, before: hiddenText(text, hides), after: hiddenText(after, hides) }];
  });
}

function hidesOf({ accept, allow }: Desired, isSecretKey: IsSecretKey): Hides {
  const hidden = new Set([...accept, ...allow].filter(({ live }) => isSecret(live)).map(({ target }) => target.text));
  return { key: isSecretKey, live: (target) => hidden.has(target) };
}
