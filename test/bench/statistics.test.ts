import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Statistics = {
  readonly spread: (values: readonly number[]) => { min: number; median: number; max: number };
  readonly growthExponent: (points: readonly { x: number; y: number }[]) => number;
};

const script = join(import.meta.dirname, '../../bench/statistics.mjs');
const { spread, growthExponent } = (await import(script)) as Statistics;

describe('what the bench makes of its times', () => {
  it('gives the least, the middle and the greatest, in whatever order they came', () => {
    expect(spread([30, 4, 200])).toEqual({ min: 4, median: 30, max: 200 });
  });

  it.each([0.5, 1, 2])('finds the exponent %s of a power', (exponent) => {
    const points = [200, 2000, 5000].map((x) => ({ x, y: 3 * x ** exponent }));
    expect(growthExponent(points)).toBeCloseTo(exponent, 10);
  });

  it('takes the exponent that fits all of the points best', () => {
    // By hand: logarithms 0, 1, 2 against 0, 2, 1.
    const points = [0, 1, 2].map((x, at) => ({ x: Math.exp(x), y: Math.exp([0, 2, 1][at] ?? 0) }));
    expect(growthExponent(points)).toBeCloseTo(0.5, 10);
  });
});

describe('the bench', () => {
  const bench = join(import.meta.dirname, '../../bench/bench.mjs');

  // A row that is named wrongly would otherwise be within all its limits.
  it.each([
    [['--only', 'no such row'], 'No row has "no such row" in its name.'],
    [['--rounds', 'x'], '--rounds takes a whole number, 1 or more, and not "x".'],
    [['--rounds', '0'], '--rounds takes a whole number, 1 or more, and not "0".'],
  ])('fails where it would measure nothing: %j', (words, says) => {
    const { status, stderr } = spawnSync(process.execPath, [bench, ...words], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining(says)]);
  });
});
