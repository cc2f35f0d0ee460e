import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { standardInput } from '../../config/files/standard-input.ts';
import { errorCode } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';
import { outputPlace } from './output-place.ts';
import { type FilesInUse, type FileUse, isOwnOutput, type OutputKind } from './own-output.ts';

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
  const place = await outputPlace({ path: wanted.path, asked: wanted.flag }, cwd);
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
