import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawRuns } from '../support/law-runs.ts';
import { sameValues } from '../support/same-values.ts';

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
