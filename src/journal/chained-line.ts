import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** What stands before the first line. */
export const chainStart: Buffer = Buffer.alloc(32);

/**
 * A line of a journal: the JSON object `body` with a last member `mac`, which binds these very bytes and every line
 * before. Nothing has to be parsed to check it.
 */
export function chainedLine(macKey: KeyObject, previous: Buffer, body: string): { text: string; mac: Buffer } {
  const open = body.slice(0, -1);
  const mac = macOf(macKey, previous, Buffer.from(open, 'utf8'));
  return { text: `${open}${closing(mac)}`, mac };
}

/** The mac of a line that has the right one; undefined when the line, or one before it, is not what was written. */
export function checkedMac(macKey: KeyObject, previous: Buffer, line: Buffer): Buffer | undefined {
  if (line.length < closingBytes) return undefined;
  const mac = macOf(macKey, previous, line.subarray(0, -closingBytes));
  const right = Buffer.from(closing(mac), 'latin1');
  return timingSafeEqual(line.subarray(-closingBytes), right) ? mac : undefined;
}

function macOf(key: KeyObject, previous: Buffer, open: Buffer): Buffer {
  return createHmac('sha256', key).update(previous).update(open).digest();
}

function closing(mac: Buffer): string {
  return `,"mac":"${mac.toString('hex')}"}`;
}

const closingBytes = closing(chainStart).length;
