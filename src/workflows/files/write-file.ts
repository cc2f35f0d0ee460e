import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, link, lstat, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { errorCode } from '../../leaf/system-text.ts';
import type { WorkflowContext } from '../context.ts';
import { ExpectedEnd, endWith } from '../ending.ts';
import { claimOutput, notWritable, type Output } from './claim-output.ts';

/** Writes a temporary file beside `path` and syncs it to disk. Then `place` receives its name, to move it. */
async function writeBeside(
  path: string,
  content: string | Buffer,
  mode: number,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary);
  } finally {
    // Already gone if it was renamed.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

/** A file with new content. `path`: with links resolved. */
export type Replacement = {
  readonly path: string;
  readonly shown: string;
  readonly before: Buffer;
  readonly after: Buffer;
};

/** Replaces a file atomically, and keeps its mode. Ends if its content changed since it was read. */
export async function replaceFile({ path, shown, before, after }: Replacement): Promise<void> {
  try {
    const { mode } = await stat(path);
    await writeBeside(path, after, 0o600, async (temporary) => {
      await chmod(temporary, mode & 0o7777);
      // As late as possible: changes saved in the meantime must not be lost.
      if (!(await readFile(path)).equals(before)) throw changedMeanwhile(shown);
      await rename(temporary, path);
    });
  } catch (cause) {
    throw cause instanceof ExpectedEnd ? cause : cannotReplace(shown, cause);
  }
}

function changedMeanwhile(shown: string): ExpectedEnd {
  return endWith('stale', {
    code: 'file-changed',
    message: `The file ${shown} was changed while capstan was running; it was not overwritten.`,
    cure: 'Run the command again.',
  });
}

function cannotReplace(shown: string, cause: unknown): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `The file ${shown} cannot be written (${errorCode(cause)}).`,
    cure: 'Make the file and its folder writable.',
  });
}

/** The text of a file; null if it does not exist. */
export async function textOfFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cannotWriteFile(path, errorCode(cause));
  }
}

/** Ends if the file exists, unless it has exactly this text. */
export async function refuseOverwrite(path: string, text: string | null): Promise<void> {
  if (!(await isThere(path))) return;
  if (text === null || (await textOfFile(path)) !== text) throw alreadyThere(path);
}

// Checked without opening it: it may be a pipe.
async function isThere(path: string): Promise<boolean> {
  const found = await lstat(path).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cannotWriteFile(path, errorCode(cause));
  });
  if (found?.isDirectory() === true) throw cannotWriteFile(path, 'EISDIR');
  return found !== null;
}

/** Writes a new file atomically, and never overwrites one. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const became = await writeIfNew(path, text).catch((cause: unknown) => {
    throw cannotWriteFile(path, errorCode(cause));
  });
  if (became === 'there') throw alreadyThere(path);
}

/** The same, but an existing file is kept. Throws system errors. */
export async function writeIfNew(path: string, text: string): Promise<'written' | 'there'> {
  try {
    await writeBeside(path, text, 0o644, (temporary) => place(temporary, path));
    return 'written';
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return 'there';
    throw cause;
  }
}

// A link fails if the file was created meanwhile; not every file system has links.
async function place(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(errorCode(cause))) throw cause;
    await rename(temporary, path);
  }
}

function alreadyThere(path: string): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'file-exists',
    message: `The file ${path} already exists, and import never overwrites a file.`,
    cure: 'Choose another file with --out, delete or move this one, or copy entries from --print.',
  });
}

function cannotWriteFile(path: string, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `The file ${path} cannot be written (${reason}).`,
    cure: 'Choose another file with --out, or make its folder writable.',
  });
}

const ownerOnly = 0o600;
const readableByAll = 0o644;

/** Writes an output atomically. The file is checked again, because it may have changed since it was claimed. */
export async function saveFile(
  claimed: Output,
  text: string,
  context: Pick<WorkflowContext, 'cwd' | 'files'>,
): Promise<void> {
  const output = await claimOutput(claimed, context);
  try {
    if (output.form === 'stream') await writeTo(output.place, text);
    else await writeBeside(output.place, text, ownerOnly, (temporary) => take(output, temporary));
  } catch (cause) {
    throw notWritable(output, errorCode(cause));
  }
}

// The rename is atomic: a link created in the meantime is replaced and not followed.
async function take({ place, kind }: Output, temporary: string): Promise<void> {
  // The metrics collector runs as another user, and a schema or a pipeline is not secret.
  if (kind === 'metrics' || kind === 'schema' || kind === 'ci') await chmod(temporary, readableByAll);
  await rename(temporary, place);
}

// Appended: /dev/stdout may be a file that other programs write to.
async function writeTo(stream: string, text: string): Promise<void> {
  const handle = await open(stream, constants.O_WRONLY | constants.O_APPEND);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** The first line of the variables file that `capstan init` writes. */
export const variablesHead = '# The variables of capstan.';

/** Whether a file is, or was, such a file. */
export function isStarterVariables(text: string): boolean {
  return text.startsWith(variablesHead);
}
