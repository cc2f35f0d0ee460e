import { diskTree, overlaidTree, watchedTree } from '../config/files/disk-tree.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../config/load-config.ts';
import type { DecideInput } from '../engine/decide.ts';
import { idInFile } from '../engine/secrecy/held.ts';
import { namesInFile } from '../engine/secrecy/secret-name.ts';
import { readTarget, type TargetPattern } from '../model/target-pattern.ts';
import { isSecret } from '../model/value.ts';
import type { FileChange } from '../render/text/absorb-text.ts';
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
import { accessOf, readOrEnd, refuseOtherApplications, withApi } from './open-application.ts';
import { besideBaseline } from './read-kept.ts';
import { runContextOf, settledInput } from './run-context.ts';

/** A configuration file as it was read. */
type ReadFile = FileText & { readonly path: string; readonly bytes: Buffer };

/** The options of absorb. */
export type AbsorbRequest = {
  readonly file: string;
  /** Limits it to these targets; empty: everything that can be absorbed. */
  readonly only: readonly TargetPattern[];
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  /** Called with the planned edits to approve them; not called without edits. */
  readonly approve: (absorbed: Absorbed) => Promise<'yes' | 'no'>;
};

/** What was absorbed, what was left out and why, and the changed files, without secrets. */
export type Absorbed = Omit<AbsorbResult, 'files'> & {
  /** The changed files; empty: nothing to absorb. */
  readonly changes: readonly FileChange[];
};

/** Copies drifted live values into the file and those that it extends, and proves that the files declare them. */
export async function absorbFile(request: AbsorbRequest, context: WorkflowContext): Promise<Absorbed> {
  const work = await absorbWork(request.file, request, context);
  const taken = await absorbDrift(work.input);
  // The texts to write hold what is secret in the file.
  const { files: _texts, ...shown } = taken;
  const absorbed = { ...shown, changes: work.changesOf(taken) };
  if (absorbed.changes.length === 0) return absorbed;
  // Only written files: an extended file may be read through a link.
  for (const { file } of absorbed.changes) await outputPlace({ path: file, asked: 'The file' }, context.cwd);
  if ((await request.approve(absorbed)) !== 'yes') throw declined();
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

/** The input of absorbing into a file: the comparison, and the current files. */
export type AbsorbWork = {
  readonly input: AbsorbInput;
  readonly files: readonly ReadFile[];
  /** The changed files as shown to the user, without secrets. */
  readonly changesOf: (taken: AbsorbResult) => readonly FileChange[];
  /** The current content of the files. */
  readonly reload: () => Promise<Reading>;
};

/** Reads a file with all that it extends, its baseline, and the live application. Writes nothing. */
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
  refuseOtherApplications(live, desired.application);
  const digest = await runContext.fingerprint;
  const facts = settledInput(desired, live, runContext, digest);
  const reading = async (texts: readonly FileText[]): Promise<Reading> => {
    const tree = overlaidTree(
      diskTree(context.cwd),
      new Map(files.map(({ path }, at) => [path, texts[at]?.text ?? ''])),
    );
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

/** Writes the files, reads them again, and restores everything if they do not declare what was absorbed. */
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
  throw new Error(`the files do not declare what was absorbed (${targets}): ${mismatch}; the files were restored`);
}

function replacementsOf({ files }: AbsorbWork, taken: AbsorbResult): readonly Replacement[] {
  return files.flatMap(({ shown, path, text, bytes }, at) => {
    const after = taken.files[at]?.text ?? text;
    return after === text ? [] : [{ path, shown, before: bytes, after: Buffer.from(after) }];
  });
}
