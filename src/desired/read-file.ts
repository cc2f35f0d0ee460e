import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Source } from '../core/model/source.ts';
import { maxFileBytes } from './bounds.ts';
import type { ProblemList } from './problem-list.ts';

/** What to call a file in messages, and where it was asked for. */
export type FileName = { readonly path: string; readonly shown: string; readonly askedAt: Source | null };

type Bytes = { readonly kind: 'bytes'; readonly bytes: Buffer } | Trouble;
type Trouble = { readonly kind: 'trouble'; readonly code: string; readonly message: string; readonly cure: string };

/** Reads a regular file as UTF-8; undefined, with a problem, when that is not to be had. Never reads past the bound. */
export async function readTextFile(name: FileName, problems: ProblemList): Promise<string | undefined> {
  const read = await readBytes(name.path);
  if (read.kind === 'trouble') {
    problems.add(read.code, name.askedAt, `${name.shown} ${read.message}`, read.cure);
    return undefined;
  }
  return decode(read.bytes, name, problems);
}

async function readBytes(path: string): Promise<Bytes> {
  try {
    // Asked before opening: opening a device or a pipe can block or act.
    const before = await stat(path);
    if (!before.isFile()) return notRegular(before.isDirectory() ? 'a directory' : 'not a regular file');
    if (before.size > maxFileBytes) return tooLarge;
    // Without O_NONBLOCK a pipe that took the file's place in between would hang the program.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readHandle(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return troubleOf(error);
  }
}

async function readHandle(handle: FileHandle): Promise<Bytes> {
  if (!(await handle.stat()).isFile()) return notRegular('not a regular file');
  const chunks: Buffer[] = [];
  for (let total = 0; total <= maxFileBytes; ) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(64 * 1024) });
    if (bytesRead === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
  }
  return tooLarge;
}

const tooLarge: Trouble = {
  kind: 'trouble',
  code: 'file-too-large',
  message: `is larger than ${maxFileBytes / 1024 / 1024} MiB`,
  cure: 'Check that this is the right file, or divide it with "extends".',
};

function notRegular(what: string): Trouble {
  return { kind: 'trouble', code: 'not-a-file', message: `is ${what}`, cure: 'Name a YAML file.' };
}

function troubleOf(error: unknown): Trouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        kind: 'trouble',
        code: 'no-such-file',
        message: 'does not exist',
        cure: 'Check the name; `capstan import` writes a first file from live.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        kind: 'trouble',
        code: 'file-not-readable',
        message: 'may not be read',
        cure: 'Give yourself permission to read it.',
      };
    default:
      return {
        kind: 'trouble',
        code: 'file-not-readable',
        message: `cannot be read (${code})`,
        cure: 'Check the file and its disk.',
      };
  }
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
