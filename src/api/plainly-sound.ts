import type { Json } from '../core/model/json.ts';

// A longer text could be too much for the expressions below; the scanner takes any.
const maxCharacters = 1_000_000;

// Sixteen digits with or without a point, a power, or a negative zero: a number that may not survive. Any number of
// fifteen digits does.
const doubtfulNumber = /[\d.]{16}|\d[eE]|-0/;

/**
 * Whether a reply is certainly free of what only its text shows: numbers that do not survive parsing, and keys that
 * stand twice in one object; and not nested beyond the bound. False means: look closely. Nearly every reply passes here,
 * at a fraction of what the close look costs.
 */
export function isPlainlySound(text: string, value: Json, maxDepth: number): boolean {
  if (text.length > maxCharacters) return false;
  const skeleton = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if (doubtfulNumber.test(skeleton)) return false;
  // A key that stands twice is one key less in the value than in the text.
  const written = skeleton.match(/""\s*:/g)?.length ?? 0;
  return countKeys(value, maxDepth) === written;
}

/** The number of keys in all objects of a value; NaN when it nests deeper than the bound. */
function countKeys(value: Json, levelsLeft: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levelsLeft === 0) return Number.NaN;
  const parts: readonly Json[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : parts.length;
  for (const part of parts) count += countKeys(part, levelsLeft - 1);
  return count;
}
