import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { maxJournalBytes } from './bounds.ts';
import { errorCode } from './error-code.ts';

export type Bytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a regular file up to the length that it has now: a run may be writing on. Follows no link, waits for no pipe. */
export async function readBytes(path: string): Promise<Bytes> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      return await readWhole(handle);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return { kind: 'unreadable', reason: reasonOf(errorCode(cause)) };
  }
}

async function readWhole(handle: FileHandle): Promise<Bytes> {
  const found = await handle.stat();
  if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a regular file' };
  if (found.size > maxJournalBytes) {
    return { kind: 'unreadable', reason: `it is larger than ${maxJournalBytes / 1024 / 1024} MiB` };
  }
  const bytes = Buffer.alloc(found.size);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return { kind: 'bytes', bytes: bytes.subarray(0, length) };
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'ELOOP':
      return 'it is a symbolic link';
    default:
      return `it cannot be read (${code})`;
  }
}
