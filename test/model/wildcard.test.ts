import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { matchesWildcard, type Wildcard } from '../../src/leaf/text-search.ts';
import { lawRuns } from '../support/law-runs.ts';

/** The meaning of a wildcard, tried out place by place: slow, and plain to see. */
function meaning([part = '', ...rest]: Wildcard, text: string, barrier: string): boolean {
  if (!text.startsWith(part)) return false;
  const tail = text.slice(part.length);
  if (rest.length === 0) return tail === '';
  for (let gap = 0; gap <= tail.length; gap += 1) {
    if (gap > 0 && barrier.includes(tail.charAt(gap - 1))) return false;
    if (meaning(rest, tail.slice(gap), barrier)) return true;
  }
  return false;
}

const letters = (max: number) => fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: max });

describe('a wildcard', () => {
  it('matches what its meaning says', () => {
    const parts = fc.array(letters(4), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, letters(12), fc.constantFrom('', '/', '/b'), (pattern, text, barrier) => {
        expect(matchesWildcard(pattern, text, barrier)).toBe(meaning(pattern, text, barrier));
      }),
      { ...lawRuns, numRuns: 5_000 },
    );
  });

  it('matches every text that is made from its parts, and none of which a part is missing', () => {
    const piece = fc.tuple(letters(5), letters(5));
    fc.assert(
      fc.property(letters(5), fc.array(piece, { minLength: 1, maxLength: 6 }), (first, pieces) => {
        const pattern = [first, ...pieces.map(([, part]) => part)];
        const text = first + pieces.map(([gap, part]) => gap + part).join('');
        expect(matchesWildcard(pattern, text)).toBe(true);
        expect(matchesWildcard([...pattern, 'c', ''], text)).toBe(false);
      }),
      lawRuns,
    );
  });
});

const long = 20_000;
const hostile: readonly (readonly [string, string])[] = [
  ['a letter between many stars, and an end that is not there', `${'*a'.repeat(long / 4)}*!`],
  ['many stars and nothing else', '*'.repeat(long)],
  ['a long part that is nearly everywhere', `*${'a'.repeat(long / 2)}b*`],
  ['half of the text again and again', `*${'a'.repeat(long / 3)}*${'a'.repeat(long / 3)}b*`],
  ['overlapping beginnings', `*${'ab'.repeat(long / 8)}aa*${'ab'.repeat(long / 8)}c*`],
];

describe('a match', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(hostile)('takes a number of steps that is linear in pattern and text, for %s', (_what, pattern) => {
    const steps = vi.spyOn(String.prototype, 'charAt');
    for (const text of ['a'.repeat(long), 'ab'.repeat(long / 2), 'aab/'.repeat(long / 4)]) {
      for (const barrier of ['', '/:']) {
        steps.mockClear();
        matchesWildcard(pattern.split('*'), text, barrier);
        expect(steps.mock.calls.length).toBeLessThan(8 * (text.length + pattern.length));
      }
    }
  });
});
