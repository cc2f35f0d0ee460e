import type { Readable } from 'node:stream';
import { maxFileBytes } from '../../config/check/limits.ts';
import { errorCode } from '../../leaf/system-text.ts';
import { type Ending, endWith } from '../../workflows/ending.ts';

/** Reads the configuration from standard input, up to the maximum size of a file. */
export async function readStandardInput(stdin: Readable & { readonly isTTY?: boolean }): Promise<Buffer> {
  if (stdin.isTTY === true) {
    const cure = 'Pipe a file into it, such as `sops -d capstan.yaml | capstan plan -f -`, or name a file with -f.';
    throw ended('wrongUsage', 'standard input is a terminal, but -f - reads a file from it', cure);
  }
  const bytes = await allOf(stdin);
  if (bytes.length > 0) return bytes;
  throw ended('invalidFile', 'standard input is empty', 'Check the command before the pipe: it may have failed.');
}

async function allOf(stdin: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(Buffer.from(chunk));
      total += chunks.at(-1)?.length ?? 0;
      if (total > maxFileBytes) break;
    }
  } catch (error) {
    throw ended('invalidFile', `standard input cannot be read (${errorCode(error)})`, 'Pipe a file into it.');
  }
  if (total <= maxFileBytes) return Buffer.concat(chunks);
  const bound = `${maxFileBytes / 1024 / 1024} MiB`;
  throw ended('invalidFile', `standard input is larger than ${bound}`, 'Check that it is the right file.');
}

/** For commands that change the file, or that need standard input for questions. */
export function refuseStandardInput(): Error {
  const message = 'this command does not read its configuration from standard input';
  return ended(
    'wrongUsage',
    message,
    'Name a file with -f. These commands read it with -f -: plan, validate, apply, drift, compare, snapshot and doctor.',
  );
}

function ended(ending: Ending, message: string, cure: string): Error {
  return endWith(ending, { code: 'standard-input', message, cure });
}
