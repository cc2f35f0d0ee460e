import type { Problem } from '../model/finding.ts';
import type { Failure } from '../service/interface.ts';

/** The ways in which a workflow stops before its end; `cli/exit-codes.ts` gives each a number. */
export type Ending =
  | 'unexpected'
  | 'refused'
  | 'stale'
  | 'wrongUsage'
  | 'invalidFile'
  | 'serviceFailed'
  | 'cannotWriteOutput'
  | 'afterWrite'
  | 'locked'
  | 'notPermitted'
  | 'interrupted';

/** An end that is not a bug: what is wrong, what to do, and which kind of end it is. */
export class ExpectedEnd extends Error {
  /** Which kind of end it is, as the exit codes of the program do. */
  readonly ending: Ending;
  /** At least one. */
  readonly problems: readonly Problem[];

  constructor(ending: Ending, problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.name = 'ExpectedEnd';
    this.ending = ending;
    this.problems = problems;
  }
}

/** An expected end with one reason that has no place in a file. */
export function endWith(ending: Ending, reason: Omit<Problem, 'source'>): ExpectedEnd {
  return new ExpectedEnd(ending, [{ ...reason, source: null }]);
}

// For several failures: the first of these that occurs.
const gravest = ['notPermitted', 'serviceFailed', 'cannotWriteOutput', 'invalidFile'] as const;

/** The end when the service could not be read. */
export function endingOfFailures(failures: readonly Pick<Failure, 'code'>[]): Ending {
  const endings = failures.map(({ code }) => endingOfFailure(code));
  return gravest.find((ending) => endings.includes(ending)) ?? 'unexpected';
}

/** The end that one failure gives. */
export function endingOfFailure(code: string): (typeof gravest)[number] {
  if (code === 'unauthorized' || code === 'forbidden') return 'notPermitted';
  if (code === 'journal-not-written' || code === 'audit-not-written') return 'cannotWriteOutput';
  // No such application: the file names a wrong one.
  return code === 'application-not-found' ? 'invalidFile' : 'serviceFailed';
}
