/** A pattern as the parts between its wildcards, in their order; a single part has no wildcard. */
export type Wildcard = readonly string[];

/**
 * Whether the text is these parts with any run of characters between them; none of the characters of `barrier` may be
 * in such a run. Takes time linear in the lengths of pattern and text, whatever they hold: anyone who writes one of them
 * may be an attacker. The first place of a part is always good enough: a later one leaves less for the rest, and has
 * every barrier in its gap that the first one has.
 */
export function matchesWildcard([first = '', ...rest]: Wildcard, text: string, barrier = ''): boolean {
  const last = rest.at(-1);
  if (last === undefined) return text === first;
  const end = text.length - last.length;
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = firstPlace(part, text, at, end);
    if (found === undefined || !isFree(text, at, found, barrier)) return false;
    at = found + part.length;
  }
  return isFree(text, at, end, barrier);
}

function isFree(text: string, from: number, to: number, barrier: string): boolean {
  if (barrier === '') return true;
  for (let at = from; at < to; at += 1) if (barrier.includes(text.charAt(at))) return false;
  return true;
}

// Knuth, Morris and Pratt: after a mismatch the part moves on without going back in the text.
function firstPlace(part: string, text: string, from: number, to: number): number | undefined {
  if (part === '') return from;
  const overlaps = overlapsOf(part);
  let matched = 0;
  for (let at = from; at < to; at += 1) {
    matched = longerBy(text.charAt(at), part, matched, overlaps);
    if (matched === part.length) return at + 1 - matched;
  }
  return undefined;
}

/** By the length of a beginning of the part: how long a shorter beginning is that it also ends with; none of the empty one. */
type Overlaps = readonly (number | undefined)[];

function overlapsOf(part: string): Overlaps {
  const overlaps: (number | undefined)[] = [undefined, 0];
  let length = 0;
  for (let at = 1; at < part.length; at += 1) {
    length = longerBy(part.charAt(at), part, length, overlaps);
    overlaps.push(length);
  }
  return overlaps;
}

function longerBy(character: string, part: string, matched: number, overlaps: Overlaps): number {
  let length: number | undefined = matched;
  while (length !== undefined && part.charAt(length) !== character) length = overlaps[length];
  return length === undefined ? 0 : length + 1;
}
