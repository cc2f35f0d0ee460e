import { isUtf8 } from 'node:buffer';
import type { Source } from '../../model/source.ts';
import type { ProblemList } from '../check/problem-list.ts';
import type { FileTree } from './file-tree.ts';

/** What to call a file in messages, and where it was asked for. */
export type FileName = { readonly path: string; readonly shown: string; readonly askedAt: Source | null };

/** Reads a regular file as UTF-8; undefined, with a problem, when that is not to be had. Never reads past the bound. */
export async function readTextFile(
  name: FileName,
  { readBytes }: FileTree,
  problems: ProblemList,
): Promise<string | undefined> {
  const read = await readBytes(name.path);
  if (read.kind === 'error') {
    problems.add(read.code, name.askedAt, `${name.shown} ${read.message}`, read.cure);
    return undefined;
  }
  return decode(read.bytes, name, problems);
}

function decode(bytes: Buffer, { shown }: FileName, problems: ProblemList): string | undefined {
  if (!isUtf8(bytes)) {
    problems.add('not-utf-8', firstInvalid(bytes, shown), `${shown} is not UTF-8 text`, 'Save the file as UTF-8.');
    return undefined;
  }
  return new TextDecoder('utf-8').decode(bytes);
}

function firstInvalid(bytes: Buffer, file: string): Source {
  let line = 1;
  let start = 0;
  for (;;) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (newline === -1 || !isUtf8(part)) return { file, line, column: firstInvalidColumn(part) };
    line += 1;
    start = end + 1;
  }
}

function firstInvalidColumn(line: Buffer): number {
  let low = 0;
  let high = line.length;
  // Grows until the part stops being UTF-8, except for a character that the cut itself breaks.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(wholeCharacters(line, middle))) low = middle;
    else high = middle - 1;
  }
  return wholeCharacters(line, low).toString('utf8').length + 1;
}

function wholeCharacters(line: Buffer, length: number): Buffer {
  for (let cut = 0; cut <= 3 && cut <= length; cut += 1) {
    const part = line.subarray(0, length - cut);
    if (isUtf8(part)) return part;
  }
  return line.subarray(0, length);
}
