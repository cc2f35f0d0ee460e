import { link, lstat, readFile, rename } from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { exitCode } from './exit-code.ts';
import { type ExpectedEnd, endWith } from './expected-end.ts';
import { writeBeside } from './write-beside.ts';

/** The text of a file; null when there is none. */
export async function textOfFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw notWritable(path, errorCode(cause));
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
    throw notWritable(path, errorCode(cause));
  });
  if (found?.isDirectory() === true) throw notWritable(path, 'EISDIR');
  return found !== null;
}

/** Writes a file whole or not at all, and never over another one. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeBeside(path, text, 0o644, (temporary) => place(temporary, path));
  } catch (cause) {
    throw errorCode(cause) === 'EEXIST' ? alreadyThere(path) : notWritable(path, errorCode(cause));
  }
}

// A link fails when somebody was faster; not every file system has links.
async function place(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(errorCode(cause))) throw cause;
    await rename(temporary, path);
  }
}

function alreadyThere(path: string): ExpectedEnd {
  return endWith(exitCode.wrongUsage, {
    code: 'file-exists',
    message: `The file ${path} exists already, and import never overwrites.`,
    cure: 'Choose another file with --out, delete or move this one, or take entries over from --print.',
  });
}

function notWritable(path: string, reason: string): ExpectedEnd {
  return endWith(exitCode.cannotWriteOutput, {
    code: 'output-not-writable',
    message: `The file ${path} cannot be written (${reason}).`,
    cure: 'Choose another file with --out, or make its folder writable.',
  });
}
