import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';

/** Writes a file whole or not at all, readable by its owner only. */
export async function saveFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw endWith(exitCode.cannotWriteOutput, {
      code: 'output-not-writable',
      message: `The file ${path} cannot be written (${errorCode(cause)}).`,
      cure: 'Choose another file with --out, or make its folder writable.',
    });
  }
}
