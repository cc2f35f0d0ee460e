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
