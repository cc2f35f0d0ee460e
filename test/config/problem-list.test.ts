import { describe, expect, it } from 'vitest';
import { ProblemList } from '../../src/config/check/problems-and-limits.ts';

function listOf(lines: readonly number[]): ProblemList {
  const problems = new ProblemList();
  for (const line of lines)
    problems.add('unknown-key', { file: 'a.yaml', line, column: 1 }, 'it is unknown', 'Remove it.');
  return problems;
}
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
const last = (problems: ProblemList): string | undefined => problems.sorted(['a.yaml']).at(-1)?.message;

describe('the problems of a file', () => {
  it('count once each, however many there are and however often one is found', () => {
    const lines = upTo(20_000);
    const twice = listOf([...lines, ...lines, ...lines]);
    expect(twice.size).toBe(20_000);
    expect(last(twice)).toBe('19900 more problems are not shown');
  });

  it('are not counted without end', () => {
    const lines = upTo(150_000);
    expect(last(listOf([...lines, ...lines]))).toBe('more than 109900 more problems are not shown');
  });
});
