import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawRuns } from '../support/law-runs.ts';
import { sameOutcomes, sameValues } from '../support/same-values.ts';

const anyPair = fc.record({ name: fc.string(), count: fc.nat() });

describe('values that several laws share', () => {
  it('are the ones that each law would be asked of', () => {
    const asked: unknown[] = [];
    fc.assert(
      fc.property(anyPair, (value) => {
        asked.push(value);
      }),
      lawRuns,
    );
    const shared: unknown[] = [];
    sameValues(anyPair).each((value) => {
      shared.push(value);
    });
    expect(shared).toEqual(asked);
  });

  it('of which one breaks a law: a small one is shown, with its seed', () => {
    const numbers = sameValues(fc.nat());
    const broken = /seed: [\s\S]*Counterexample: \[\[100,0\]\]/;
    expect(() => numbers.each((value) => expect(value).toBeLessThan(100))).toThrow(broken);
    expect(() => numbers.pairs((one, other) => expect(one - other).toBeLessThan(100))).toThrow(/Counterexample/);
  });
});

describe('what comes of a value, for several laws', () => {
  it('is found out once, for the values that each law would be asked of', async () => {
    const found: unknown[] = [];
    const outcomes = sameOutcomes(fc.nat(), async (value) => {
      found.push(value);
      return -value;
    });
    const asked: unknown[] = [];
    await outcomes.each((value, outcome) => {
      asked.push(value);
      expect(outcome).toBe(-value);
    });
    await outcomes.each(() => undefined);
    expect(asked).toEqual(fc.sample(fc.nat(), lawRuns));
    expect(found).toEqual(asked);
  });

  it('breaks a law where it cannot be found out, too, and a small value is shown with its seed', async () => {
    const broken = /seed: [\s\S]*Counterexample: \[100\]/;
    const outcomes = sameOutcomes(fc.nat(), async (value) => value);
    await expect(outcomes.each((_, outcome) => expect(outcome).toBeLessThan(100))).rejects.toThrow(broken);
    const without = sameOutcomes(fc.nat(), async (value) => expect(value).toBeLessThan(100));
    await expect(without.each(() => undefined)).rejects.toThrow(broken);
  });
});
