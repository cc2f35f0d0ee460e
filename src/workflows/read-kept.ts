import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { type AskedBaseline, noBaseline } from '../config/baseline/locate-baseline.ts';
import { sideOfKept } from '../engine/comparison/sides.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import { wholeFromSnapshot } from '../engine/snapshot/state-of-snapshot.ts';
import { byText, isJsonObject } from '../leaf/json.ts';
import { parseJson } from '../leaf/parse-json.ts';
import { errorCode } from '../leaf/system-text.ts';
import type { Section } from '../model/address.ts';
import type { Baseline } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import { type Side, unknownApplicationId } from '../model/differences.ts';
import type { KeptRead, KeptState } from '../model/live.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { loadOptions } from './load-file.ts';
import { readSnapshot, refuseOtherApplication } from './read-saved.ts';

/** Facts about a saved state that the files may not contain. */
export type KeptChoice = {
  /** null: taken from the files. */
  readonly application: string | null;
  /** The default for an unknown application; null: the run ends. */
  readonly otherwise: string | null;
};

// A whole application takes a few megabytes.
const maxFileBytes = 256 * 1024 * 1024;
const maxFiles = 10_000;

/** Reads a state saved in a file or folder: an export of the Console, a snapshot, or responses of the service. */
export async function readKept(shown: string, choice: KeptChoice, context: WorkflowContext): Promise<KeptState> {
  const path = resolve(context.cwd, shown);
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(shown, errorCode(cause));
  });
  const read = found.isDirectory()
    ? await readFolder(path, shown, choice, context)
    : await readOneFile(path, shown, choice, context);
  if (read.kind === 'kept') return withApplicationAsked(read.kept, choice);
  throw new ExpectedEnd('invalidFile', read.problems);
}

async function readOneFile(
  path: string,
  shown: string,
  choice: KeptChoice,
  context: WorkflowContext,
): Promise<KeptRead> {
  const text = await textOf(path, shown, context);
  if (!/^\uFEFF?\s*(?:[[{]|HTTP\/)/.test(text) && !/\.json$/i.test(shown)) return csvOf(text, shown, choice);
  if (isSnapshot(text)) return { kind: 'kept', kept: await snapshotState(path, shown) };
  return repliesOf([{ name: basename(shown), file: shown, text }], choice);
}

async function csvOf(text: string, shown: string, choice: KeptChoice): Promise<KeptRead> {
  const { readSettingsCsv } = await import('../kept/settings-csv.ts');
  const application = choice.application ?? applicationInName(shown) ?? choice.otherwise;
  if (application === null) throw unknownApplication(shown);
  return readSettingsCsv({ file: shown, text, application, sectionOf });
}

/** The Console names its export `ID_settings.csv`; a browser adds a number to a second download. */
function applicationInName(shown: string): string | null {
  const [, id] = /^([A-Za-z0-9]{8,})_settings(?:[ _-]?\(?\d+\)?)?\.csv$/i.exec(basename(shown)) ?? [];
  return id ?? null;
}

function unknownApplication(shown: string): Error {
  return endWith('wrongUsage', {
    code: 'application-unknown',
    message: `${visibleText(shown)} does not contain the id of its application.`,
    cure: 'Add --application ID; the Console names its exports ID_settings.csv.',
  });
}

// The default section: names that the Console adds for Hosted Login are custom settings.
function sectionOf(name: string): Section {
  return catalogue.lookup(name)?.section === 'settings' ? 'settings' : 'custom';
}

/** Whether a .json file is read as a snapshot. An unreadable file counts as one, so that the error is reported. */
async function isSnapshotFile(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null || !isJson(text) || isSnapshot(text);
}

function isJson(text: string): boolean {
  return parseJson(text).ok;
}

function isSnapshot(text: string): boolean {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.json.value) && parsed.json.value['kind'] === 'capstan-snapshot';
}

async function snapshotState(path: string, shown: string): Promise<KeptState> {
  const snapshot = await readSnapshot(path, shown);
  const { live, secrets } = wholeFromSnapshot(snapshot);
  const { id, region } = snapshot.application;
  return { kind: 'snapshot', application: id, region, readAt: snapshot.readAt, live, hidden: secrets, notes: [] };
}

async function readFolder(
  path: string,
  shown: string,
  choice: KeptChoice,
  context: WorkflowContext,
): Promise<KeptRead> {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
    .map(({ name }) => name)
    .sort(byText);
  if (names.length === 0 || names.length > maxFiles) throw noReplies(shown);
  const files = [];
  for (const name of names) {
    const file = join(shown, name).replaceAll('\\', '/');
    files.push({ name, file, text: await textOf(join(path, name), file, context) });
  }
  return repliesOf(files, choice);
}

async function repliesOf(
  files: readonly { readonly name: string; readonly file: string; readonly text: string }[],
  { application, otherwise }: KeptChoice,
): Promise<KeptRead> {
  const { readReplies } = await import('../kept/replies.ts');
  const read = readReplies({ files, application, sectionOf });
  const isUnnamed = read.kind === 'problems' && read.problems.every(({ code }) => code === 'application-unknown');
  return isUnnamed && otherwise !== null ? readReplies({ files, application: otherwise, sectionOf }) : read;
}

function noReplies(shown: string): Error {
  return endWith('invalidFile', {
    code: 'no-settings',
    message: `The folder ${visibleText(shown)} contains no .json file, or more than ${maxFiles}.`,
    cure: 'Save responses of the service there, each as NAME.json; or name a file.',
  });
}

async function textOf(path: string, shown: string, context: WorkflowContext): Promise<string> {
  context.files.note(path, 'read');
  try {
    if ((await stat(path)).size > maxFileBytes) throw unreadable(shown, 'it is too large');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (cause) {
    if (cause instanceof ExpectedEnd) throw cause;
    throw unreadable(shown, cause instanceof TypeError ? 'it is not UTF-8' : errorCode(cause));
  }
}

function unreadable(shown: string, reason: string): Error {
  return endWith('invalidFile', {
    code: 'source-unreadable',
    message: `${visibleText(shown)} cannot be read (${reason}).`,
    cure: 'Name a settings export of the Console (CSV), a snapshot, or a folder of saved responses (JSON).',
  });
}

function withApplicationAsked(kept: KeptState, { application }: KeptChoice): KeptState {
  if (application === null || application === kept.application) return kept;
  throw endWith('invalidFile', {
    code: 'source-of-other-application',
    message: 'The snapshot is of a different application than --application names.',
    cure: 'Remove --application, or name a snapshot of that application.',
  });
}

/** A side of a comparison saved as an export of the Console or as responses; null: something else. */
export async function keptSide(name: string, context: WorkflowContext): Promise<Side | null> {
  const path = resolve(context.cwd, name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && !/\.(?:csv|json)$/iu.test(name)) return null;
  if (!isFolder && /\.json$/iu.test(name) && (await isSnapshotFile(path))) return null;
  const kept = await readKept(name, { application: null, otherwise: unknownApplicationId }, context);
  const known = [{ source: `${name}, which hides it`, addresses: kept.hidden }];
  const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live: kept.live, known });
  return sideOfKept({ ...kept, live: sealLive(kept.live, secrecy) }, name);
}

/** A file with the baseline that it names. */
type Read = { readonly file: string; readonly desired: Desired; readonly baseline: AskedBaseline | null };

/** A desired state with its baseline; null: none was given. */
export type BesideBaseline = { readonly desired: Desired; readonly baseline: Baseline | null };

/**
 * Reads the baseline of a file: the one that the flag names, else the one that the file names. An unavailable baseline
 * ends the run.
 */
export async function besideBaseline(
  flag: string | undefined,
  read: Read,
  context: WorkflowContext,
): Promise<BesideBaseline> {
  return { desired: read.desired, baseline: await readBaseline(flag, read, context) };
}

/**
 * The baseline that a file names, for commands that need only its secrets. A file that does not exist yet, such as a
 * snapshot before its first write, knows none.
 */
export async function baselineForSecrets(read: Read, context: WorkflowContext): Promise<Baseline | null> {
  try {
    return await readBaseline(undefined, read, context);
  } catch (error) {
    if (error instanceof ExpectedEnd && error.problems.every(({ code }) => code === 'no-such-file')) return null;
    throw error;
  }
}

async function readBaseline(
  flag: string | undefined,
  { file, desired, baseline: written }: Read,
  context: WorkflowContext,
): Promise<Baseline | null> {
  const asked = flag === undefined ? written : { text: flag, askedAt: null };
  if (asked === null || asked.text === noBaseline) return null;
  const [{ loadBaseline }, { gitWith }] = await Promise.all([
    import('../config/baseline/load-baseline.ts'),
    import('../leaf/git.ts'),
  ]);
  const result = await loadBaseline(
    asked,
    { file, desired },
    loadOptions(context, 'left-out'),
    gitWith(context.environment),
  );
  if (result.kind === 'baseline') return result.baseline;
  if (result.kind === 'snapshot') {
    context.files.note(result.path, 'read');
    return snapshotBaseline(result, desired);
  }
  throw new ExpectedEnd('invalidFile', result.problems);
}

async function snapshotBaseline({ name, path }: { name: string; path: string }, desired: Desired): Promise<Baseline> {
  const [{ readSnapshot }, { baselineOfSnapshot }] = await Promise.all([
    import('./read-saved.ts'),
    import('../engine/snapshot/state-of-snapshot.ts'),
  ]);
  const snapshot = await readSnapshot(path, name);
  refuseOtherApplication(name, snapshot.application.id, desired.application.id);
  return baselineOfSnapshot(snapshot, name);
}
