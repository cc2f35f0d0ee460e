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

export type Line = {
  /** Without the newline; a view, not a copy. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
  /** `torn`: half written, as a killed run or a lost power leaves it; there is none after it. */
  readonly state: 'whole' | 'torn';
};

const newline = 10;

/** The lines of a journal, one by one: a file of newlines alone must not become millions of objects. */
export function* linesOf(bytes: Buffer): Generator<Line, undefined> {
  for (let from = 0, number = 1; from < bytes.length; number += 1) {
    const found = bytes.indexOf(newline, from);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    // After a loss of power, parts of the last line may be zeros although its end is there.
    const torn = found === -1 || (end === bytes.length - 1 && line.includes(0));
    yield { bytes: line, number, state: torn ? 'torn' : 'whole' };
    from = end + 1;
  }
  return undefined;
}
