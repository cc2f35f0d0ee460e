import { overlaidTree, watchedTree } from '../config/files/disk-tree.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../config/load-config.ts';
import type { DecideInput } from '../engine/decide.ts';
import { idInFile } from '../engine/secrecy/held.ts';
import { namesInFile } from '../engine/secrecy/secret-name.ts';
import { readTarget, type TargetPattern } from '../model/target-pattern.ts';
import { isSecret } from '../model/value.ts';
import type { FileChange } from '../render/difference/file-diff.ts';
import { createReadApi } from '../service/client/create-api.ts';
import { readLiveState } from '../service/live/read-live-state.ts';

import { type Hides, hiddenText } from '../yaml-edit/edit/hidden-text.ts';
import {
  type AbsorbInput,
  type AbsorbResult,
  absorbDrift,
  type FileText,
  mismatchWith,
  type Reading,
} from './absorb-drift.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { outputPlace } from './files/output-place.ts';
import { type Replacement, replaceFile } from './files/write-file.ts';
import { loadOptions } from './load-file.ts';
import { accessOf, readOrEnd, withApi } from './open-application.ts';
import { besideBaseline } from './read-baseline.ts';
import { runContextOf } from './run-context.ts';
import { settledInput } from './settled-input.ts';

/** A configuration file as it was read. */
type ReadFile = FileText & { readonly path: string; readonly bytes: Buffer };

/** What absorb is asked for. */
export type AbsorbRequest = {
  readonly file: string;
  /** Narrows it to these targets; empty: everything that may be absorbed. */
  readonly only: readonly TargetPattern[];
  /** What `--baseline` names; undefined: what the file names, if it does. */
  readonly baseline: string | undefined;
  /** Is given what would be written; not asked when nothing would be. */
  readonly approve: (absorbed: Absorbed) => Promise<'yes' | 'no'>;
};

/** What was absorbed, what was left out and why, and the files that get another text, without secrets. */
export type Absorbed = AbsorbResult & {
  /** The files that get another text; empty: nothing is to be absorbed. */
  readonly changes: readonly FileChange[];
};

/** Copies drifted live values into the file and those that it extends, and proves that the files declare them. */
export async function absorbFile(request: AbsorbRequest, context: WorkflowContext): Promise<Absorbed> {
  const work = await absorbWork(request.file, request, context);
  const taken = await absorbDrift(work.input);
  const absorbed = { ...taken, changes: work.changesOf(taken) };
  if (absorbed.changes.length === 0) return absorbed;
  // Only those that are written: a file that is extended may well be read through a link.
  for (const { file } of absorbed.changes) await outputPlace({ path: file, asked: 'The file' }, context.cwd);
  if ((await request.approve(absorbed)) === 'no') throw declined();
  await context.interruption.hold(() => writeAbsorbed(work, taken));
  return absorbed;
}

function declined(): Error {
  return endWith('interrupted', {
    code: 'declined',
    message: 'Cancelled. Nothing was written.',
    cure: '',
  });
}

/** What absorbing into a file takes: what to judge by, and the files as they are. */
export type AbsorbWork = {
  readonly input: AbsorbInput;
  readonly files: readonly ReadFile[];
  /** The files that get another text, as people may see them: without secrets. */
  readonly changesOf: (taken: AbsorbResult) => readonly FileChange[];
  /** What the files say that are on the disk now. */
  readonly reload: () => Promise<Reading>;
};

/** Reads a file with all that it extends, its baseline, and live. Writes nothing. */
export async function absorbWork(
  file: string,
  asked: { readonly only: readonly TargetPattern[]; readonly baseline: string | undefined },
  context: WorkflowContext,
): Promise<AbsorbWork> {
  const read = new Map<string, Buffer>();
  const options = loadOptions(context, 'left-out');
  const loaded = await loadDesired(file, {
    ...options,
    tree: watchedTree(context.cwd, (path, bytes) => read.set(path, bytes)),
  });
  if (loaded.kind === 'problems') throw new ExpectedEnd('invalidFile', loaded.problems);
  const files = filesOf(loaded, read);
  const { desired, baseline } = await besideBaseline(asked.baseline, { file, ...loaded }, context);
  const access = accessOf(desired, context);
  const against = { only: [], baseline, liveEdits: 'shown', undo: null, key: 'ahead' } as const;
  const runContext = await runContextOf(desired, against, context);
  const { live } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => readLiveState(desired, api)),
  );
  const digest = await runContext.fingerprint;
  const facts = settledInput(desired, live, runContext, digest);
  const reading = async (texts: readonly FileText[]): Promise<Reading> => {
    const tree = overlaidTree(context.cwd, new Map(files.map(({ path }, at) => [path, texts[at]?.text ?? ''])));
    return readingOf(await loadDesired(file, { ...options, tree }));
  };
  return {
    input: { facts, digest, named: asked.only, files, read: reading },
    files,
    changesOf: (taken) => changesOf(files, taken, hidesOf(facts)),
    reload: async () => readingOf(await loadDesired(file, options)),
  };
}

function filesOf({ sources }: LoadedDesired, read: ReadonlyMap<string, Buffer>): readonly ReadFile[] {
  return sources.map(({ shown, realPath }) => {
    const bytes = read.get(realPath) ?? Buffer.alloc(0);
    return { shown, path: realPath, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  });
}

function readingOf(loaded: LoadResult): Reading {
  if (loaded.kind === 'desired') return { kind: 'desired', desired: loaded.desired };
  return { kind: 'bad', reason: `no file can hold it (${loaded.problems[0]?.code ?? 'unknown reason'})` };
}

function changesOf(files: readonly ReadFile[], taken: AbsorbResult, hides: Hides): readonly FileChange[] {
  return files.flatMap(({ shown, text }, at) => {
    const after = taken.files[at]?.text ?? text;
    if (after === text) return [];
    return [{ file: shown, before: hiddenText(text, hides), after: hiddenText(after, hides) }];
  });
}

function hidesOf({ desired, live, secrecy }: DecideInput): Hides {
  const names = namesInFile(desired, live.clients);
  const key: Hides['key'] = (alias, section, name, value) => {
    const clientId = alias === null ? null : idInFile(alias, names);
    return secrecy.reasonOf({ clientId, section, key: name }, value) !== null;
  };
  const overrides = [...desired.accept, ...desired.allow];
  const hidden = new Set(overrides.filter((one) => isSecret(one.live)).map(({ target }) => target.text));
  return {
    key,
    live: (text, value) => {
      const target = readTarget(text);
      return hidden.has(text) || (target.kind === 'key' && key(target.alias, target.section, target.key, value));
    },
  };
}

/** Writes the files, reads them again, and puts everything back when they do not ask for what was absorbed. */
export async function writeAbsorbed(work: AbsorbWork, taken: AbsorbResult): Promise<void> {
  const written: Replacement[] = [];
  try {
    for (const replacement of replacementsOf(work, taken)) {
      await replaceFile(replacement);
      written.push(replacement);
    }
    await check(work, taken);
  } catch (cause) {
    for (const { before, after, ...file } of written) await replaceFile({ ...file, before: after, after: before });
    throw cause;
  }
}

async function check(work: AbsorbWork, taken: AbsorbResult): Promise<void> {
  const reading = await work.reload();
  const mismatch = reading.kind === 'bad' ? reading.reason : mismatchWith(work.input, reading.desired, taken);
  if (mismatch === null) return;
  const targets = taken.absorbed.map(({ target }) => target).join(', ');
  throw new Error(`the files did not ask for what was absorbed (${targets}): ${mismatch}; they were put back`);
}

function replacementsOf({ files }: AbsorbWork, taken: AbsorbResult): readonly Replacement[] {
  return files.flatMap(({ shown, path, text, bytes }, at) => {
    const after = taken.files[at]?.text ?? text;
    return after === text ? [] : [{ path, shown, before: bytes, after: Buffer.from(after) }];
  });
}
