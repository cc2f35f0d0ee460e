import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, link, lstat, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { errorCode } from '../../leaf/error-code.ts';
import type { WorkflowContext } from '../context.ts';
import { ExpectedEnd, endWith } from '../ending.ts';
import { claimOutput, notWritable, type Output } from './claim-output.ts';

/** A new file beside `path` with this content, on the disk when `place` gets its name, to put it where it belongs. */
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
    // Gone already when it was renamed.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

/** A file that gets another content. `path`: where it really is, links resolved. */
export type Replacement = {
  readonly path: string;
  readonly shown: string;
  readonly before: Buffer;
  readonly after: Buffer;
};

/** Replaces a file whole or not at all, and keeps its mode. Ends when it does not hold what it held when it was read. */
export async function replaceFile({ path, shown, before, after }: Replacement): Promise<void> {
  try {
    const { mode } = await stat(path);
    await writeBeside(path, after, 0o600, async (temporary) => {
      await chmod(temporary, mode & 0o7777);
      // As late as can be: what someone saved in the meantime must not be lost.
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
    message: `The file ${shown} was changed while capstan was at work; it was left as it is.`,
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

/** The text of a file; null when there is none. */
export async function textOfFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cannotWriteFile(path, errorCode(cause));
  }
}

/** Ends when there is a file already, unless it holds just this text. */
export async function refuseOverwrite(path: string, text: string | null): Promise<void> {
  if (!(await isThere(path))) return;
  if (text === null || (await textOfFile(path)) !== text) throw alreadyThere(path);
}

// Asked without opening it: it may be a pipe.
async function isThere(path: string): Promise<boolean> {
  const found = await lstat(path).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return null;
    throw cannotWriteFile(path, errorCode(cause));
  });
  if (found?.isDirectory() === true) throw cannotWriteFile(path, 'EISDIR');
  return found !== null;
}

/** Writes a file whole or not at all, and never over another one. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const became = await writeIfNew(path, text).catch((cause: unknown) => {
    throw cannotWriteFile(path, errorCode(cause));
  });
  if (became === 'there') throw alreadyThere(path);
}

/** The same for a file that is left as it is when it is there. Throws what the system throws. */
export async function writeIfNew(path: string, text: string): Promise<'written' | 'there'> {
  try {
    await writeBeside(path, text, 0o644, (temporary) => place(temporary, path));
    return 'written';
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return 'there';
    throw cause;
  }
}

// A link fails when someone was faster; not every file system has links.
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
    message: `The file ${path} exists already, and import never overwrites.`,
    cure: 'Choose another file with --out, delete or move this one, or take entries over from --print.',
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

/** Writes an output whole or not at all. What became of the file since it was claimed is asked again. */
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

// The name changes hands in one step: a link that took it in the meantime is replaced and not followed.
async function take({ place, kind }: Output, temporary: string): Promise<void> {
  // The collector of metrics runs as another user, and a schema or a pipeline is no more secret than the program.
  if (kind === 'metrics' || kind === 'schema' || kind === 'ci') await chmod(temporary, readableByAll);
  await rename(temporary, place);
}

// Appended: /dev/stdout may be a file that others write to.
async function writeTo(stream: string, text: string): Promise<void> {
  const handle = await open(stream, constants.O_WRONLY | constants.O_APPEND);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
