import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';

/** A new file beside `path` with this content, on the disk when `place` gets its name, to put it where it belongs. */
export async function writeBeside(
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
