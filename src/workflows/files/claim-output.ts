import { constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { standardInput } from '../../config/files/file-tree.ts';
import { errorCode } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';
import { outputPlace, refuseProtectFile } from './output-place.ts';

/** The kinds of output of `--out`, `--metrics`, `--report` and `--audit`. */
export type OutputKind = 'plan' | 'snapshot' | 'metrics' | 'audit' | 'schema' | 'report' | 'ci';

// The maximum size of plans and snapshots; capstan writes no larger file.
const maxBytes = 256 * 1024 * 1024;
// The first line of an audit is much shorter.
const maxAuditBytes = 64 * 1024;

/** Whether a file is empty, or capstan's own output of this kind. */
async function isOwnOutput(path: string, kind: OutputKind): Promise<boolean> {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(path, flags);
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    if (kind !== 'audit') return size <= maxBytes && recognisers[kind](await handle.readFile('utf8'));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxAuditBytes), 0, maxAuditBytes, 0);
    return recognisers.audit(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

const recognisers: { readonly [kind in OutputKind]: (text: string) => boolean } = {
  // The report of a run is a plan with outcomes. It may be the only record of a run, so it does not count as a plan.
  plan: (text) => hasMembers(text, ['formatVersion', 'configDigest', 'digest', 'changes', 'calls'], ['outcomes']),
  snapshot: (text) => hasMembers(text, ['formatVersion', 'readAt', 'global', 'clients'], []) && kindOf(text),
  metrics: (text) => text.split('\n').every((line) => /^(?:|(?:# (?:HELP|TYPE) )?capstan_drift_.*)$/.test(line)),
  audit: isAudit,
  report: (text) => objectOf(text)?.['kind'] === 'capstan-fleet',
  ci: (text) => /(?:^|\n)# Made by `capstan fleet ci /.test(text),
  schema: (text) => /^https:\/\/capstan\.invalid\/schemas\//.test(String(objectOf(text)?.['$id'])),
};

// A run that was killed during its first write leaves an incomplete line.
function isAudit(text: string): boolean {
  const [first = '', ...more] = text.split('\n');
  if (more.length === 0) return /^\{"at":"\d{4}-/.test(first);
  return hasMembers(first, ['at', 'method', 'host', 'path', 'outcome'], []);
}

function kindOf(text: string): boolean {
  return objectOf(text)?.['kind'] === 'capstan-snapshot';
}

function hasMembers(text: string, names: readonly string[], strangers: readonly string[]): boolean {
  const found = objectOf(text);
  if (found === null) return false;
  return names.every((name) => Object.hasOwn(found, name)) && !strangers.some((name) => Object.hasOwn(found, name));
}

function objectOf(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The use of a file in a run. */
type FileUse = 'read' | 'audit';

/** The files that a run reads or writes: no output may replace one of them. */
export type FilesInUse = {
  /** Adds a file. `path` is absolute. */
  readonly note: (path: string, use: FileUse) => void;
  /** The use of a file, by any of its names; null: unused. */
  readonly useOf: (path: string) => Promise<FileUse | null>;
  /** The paths of the files that are read. */
  readonly read: () => readonly string[];
};

/** An empty list of files in use. */
export function filesInUse(): FilesInUse {
  const noted = new Map<string, FileUse>();
  return {
    note: (path, use) => void noted.set(path, use),
    useOf: async (path) => {
      const wanted = await identityOf(path);
      if (wanted === null) return null;
      for (const [other, use] of noted) if ((await identityOf(other)) === wanted) return use;
      return null;
    },
    read: () => [...noted].flatMap(([path, use]) => (use === 'read' ? [path] : [])),
  };
}

// By inode, not by name: `./x`, another letter case and a link are the same file.
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}
/** An output that a flag names. */
export type WantedOutput = {
  readonly flag: '--out' | '--metrics' | '--report' | '--audit';
  readonly path: string;
  readonly kind: OutputKind;
};

/** An output that may be written. */
export type Output = WantedOutput & {
  /** The resolved path of the output. */
  readonly place: string;
  /** A file is replaced as a whole. A pipe or a device is written to: replacing it would break its other users. */
  readonly form: 'file' | 'stream';
};

type Around = { readonly cwd: string; readonly files: FilesInUse };

/** The same for an optional flag: null without it. */
export async function claimed(
  { path, ...wanted }: Omit<WantedOutput, 'path'> & { readonly path: string | undefined },
  runContext: Around,
): Promise<Output | null> {
  return path === undefined ? null : claimOutput({ ...wanted, path }, runContext);
}

/**
 * The only place that decides whether an output may be written: never through a link of a checkout, never over a file
 * that this run reads, and only over capstan's own output of that kind. Ends the run otherwise; called before any
 * request.
 */
export async function claimOutput(wanted: WantedOutput, { cwd, files }: Around): Promise<Output> {
  if (wanted.path === standardInput) throw noOutputName(wanted.flag);
  const named = { path: wanted.path, asked: wanted.flag };
  const place = await outputPlace(named, cwd);
  refuseProtectFile(named, place);
  const form = await formOf(place, wanted);
  if (form === 'stream') return { ...wanted, place, form };
  if (form === 'nothing') {
    await requireFolder(place, wanted);
    return { ...wanted, place, form: 'file' };
  }
  const use = await files.useOf(place);
  if (use !== null) throw inUse(wanted, use);
  if (!(await isOwn(place, wanted))) throw notOurs(wanted);
  return { ...wanted, place, form };
}

async function formOf(place: string, wanted: WantedOutput): Promise<'file' | 'stream' | 'nothing'> {
  // A stream of the process, such as /dev/stdout, is a link to something that may have no path.
  if (/^\/(?:dev|proc)\//.test(place) && !place.startsWith('/dev/shm/')) return 'stream';
  const found = await lstat(place).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return null;
    throw notWritable(wanted, errorCode(cause));
  });
  if (found === null) return 'nothing';
  if (found.isDirectory()) throw notWritable(wanted, 'EISDIR');
  return found.isFile() ? 'file' : 'stream';
}

async function requireFolder(place: string, wanted: WantedOutput): Promise<void> {
  await lstat(dirname(place)).catch((cause: unknown) => {
    throw notWritable(wanted, errorCode(cause));
  });
}

async function isOwn(place: string, wanted: WantedOutput): Promise<boolean> {
  try {
    return await isOwnOutput(place, wanted.kind);
  } catch (cause) {
    throw notWritable(wanted, errorCode(cause));
  }
}

/** The error for an output that cannot be written. */
export function notWritable({ flag, path }: Pick<WantedOutput, 'flag' | 'path'>, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `The file ${visibleText(path)} cannot be written (${reason}).`,
    cure: `Choose another file with ${flag}, or make its folder writable.`,
  });
}

function inUse({ flag, path }: WantedOutput, use: FileUse): ExpectedEnd {
  const why = use === 'read' ? 'This run reads' : 'This run writes its audit to';
  return endWith('wrongUsage', {
    code: 'output-in-use',
    message: `${why} the file ${visibleText(path)}, so ${flag} may not overwrite it.`,
    cure: `Name another file with ${flag}.`,
  });
}

const names: { readonly [kind in OutputKind]: string } = {
  plan: 'a saved plan',
  snapshot: 'a snapshot',
  metrics: 'a metrics file',
  audit: 'an audit',
  schema: 'a schema',
  report: 'a report of a fleet',
  ci: 'a pipeline',
};

function notOurs({ flag, path, kind }: WantedOutput): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'output-not-ours',
    message: `The file ${visibleText(path)} exists and is not ${names[kind]} of capstan, so ${flag} may not overwrite it.`,
    cure: `Name another file with ${flag}, or delete this one first.`,
  });
}

// In other programs it means standard output.
function noOutputName(flag: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${flag} needs the name of a file, not "-".`,
    cure: 'Remove the flag: `snapshot` then prints to stdout, and `plan --format json` prints a plan.',
  });
}
