import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { textSearch } from '../../src/leaf/text-search.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
const wanted = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 }), { maxLength: 12 });

describe('a search for many texts', () => {
  it('finds one that is there, and none when none is', () => {
    fc.assert(
      fc.property(wanted, text, (texts, within) => {
        const found = textSearch(texts.map((one, index) => [one, index] as const))(within);
        const isThere = (one: string): boolean => one !== '' && within.includes(one);
        expect(found === null).toBe(!texts.some(isThere));
        if (found !== null) expect(isThere(texts[found] ?? '')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the same one of several, however many it looks for besides', () => {
    const others = Array.from({ length: 20 }, (_, at) => `other ${at}`);
    fc.assert(
      fc.property(wanted, text, (texts, within) => {
        const find = (all: readonly string[]) => textSearch(all.map((one, index) => [one, index] as const))(within);
        expect(find(texts)).toBe(find([...texts, ...others]));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes steps in proportion to the text, however many texts it looks for and however alike they are', () => {
    const stepsFor = (count: number, length: number): number => {
      const find = textSearch(
        Array.from({ length: count }, (_, index) => [`${'a'.repeat(200)}${index}!`, index] as const),
      );
      const spy = vi.spyOn(Map.prototype, 'get');
      find('a'.repeat(length));
      const steps = spy.mock.calls.length;
      spy.mockRestore();
      return steps;
    };
    expect(stepsFor(10, 10_000)).toBeLessThan(3 * 10_000);
    expect(stepsFor(1000, 10_000)).toBe(stepsFor(10, 10_000));
  });

  it('knows a long text by its beginning', () => {
    const long = 'ab'.repeat(5000);
    expect(textSearch([[long, 0]])(`x${long}`)).toBe(0);
    expect(textSearch([[long, 0]])(`x${long.slice(0, 200)}`)).toBeNull();
  });
});
