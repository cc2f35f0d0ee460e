import type { Problem } from '../model/problem.ts';

/** An end of the program that is not a bug: what is wrong, what to do, and the exit code that says so. */
export class ExpectedEnd extends Error {
  readonly exitCode: number;
  /** At least one. */
  readonly problems: readonly Problem[];

  constructor(code: number, problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.name = 'ExpectedEnd';
    this.exitCode = code;
    this.problems = problems;
  }
}

/** An expected end with one reason that has no place in a file. */
export function endWith(code: number, reason: Omit<Problem, 'source'>): ExpectedEnd {
  return new ExpectedEnd(code, [{ ...reason, source: null }]);
}
