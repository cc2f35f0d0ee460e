import { randomBytes } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';

/** Writes a file whole or not at all, readable by its owner only. A link, a pipe or a device stays what it is. */
export async function saveFile(path: string, text: string, flag = '--out'): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    if (await isReplaceable(target)) await replaceFile(target, text);
    else await writeFile(target, text);
  } catch (cause) {
    throw endWith(exitCode.cannotWriteOutput, {
      code: 'output-not-writable',
      message: `The file ${path} cannot be written (${errorCode(cause)}).`,
      cure: `Choose another file with ${flag}, or make its folder writable.`,
    });
  }
}

// /dev/stdout and its like are written to: a file in their place would take the device from everybody.
async function isReplaceable(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found === null || found.isFile() || found.isDirectory();
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw cause;
  }
}
