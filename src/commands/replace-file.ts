import { chmod, readFile, rename, stat } from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd, endWith } from './expected-end.ts';
import { writeBeside } from './write-beside.ts';

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
      // As late as can be: what somebody saved in the meantime must not be lost.
      if (!(await readFile(path)).equals(before)) throw changedMeanwhile(shown);
      await rename(temporary, path);
    });
  } catch (cause) {
    throw cause instanceof ExpectedEnd ? cause : notWritable(shown, cause);
  }
}

function changedMeanwhile(shown: string): ExpectedEnd {
  return endWith(exitCode.stale, {
    code: 'file-changed',
    message: `The file ${shown} was changed while capstan was at work; it was left as it is.`,
    cure: 'Run absorb again.',
  });
}

function notWritable(shown: string, cause: unknown): ExpectedEnd {
  return endWith(exitCode.cannotWriteOutput, {
    code: 'output-not-writable',
    message: `The file ${shown} cannot be written (${errorCode(cause)}).`,
    cure: 'Make the file and its folder writable.',
  });
}
