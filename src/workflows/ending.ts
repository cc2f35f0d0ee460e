import type { Problem } from '../model/finding.ts';
import { type Failure, failureText } from '../service/interface.ts';

/** The reasons for which a workflow ends early; `cli/exit-codes.ts` maps each to a number. */
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

/** An expected error: what is wrong, what to do, and its kind. */
export class ExpectedEnd extends Error {
  /** The kind of end, which maps to an exit code of the program. */
  readonly ending: Ending;
  /** At least one. */
  readonly problems: readonly Problem[];

  constructor(ending: Ending, problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    // As the library calls it.
    this.name = 'CapstanError';
    this.ending = ending;
    this.problems = problems;
  }
}

/** An expected end with one reason without a location in a file. */
export function endWith(ending: Ending, reason: Omit<Problem, 'source'>): ExpectedEnd {
  return new ExpectedEnd(ending, [{ ...reason, source: null }]);
}

// For several failures: the first of these kinds that occurs.
const gravest = ['notPermitted', 'serviceFailed', 'cannotWriteOutput', 'invalidFile'] as const;

/** The end if the service could not be read. */
export function endingOfFailures(failures: readonly Pick<Failure, 'code'>[]): Ending {
  const endings = failures.map(({ code }) => endingOfFailure(code));
  return gravest.find((ending) => endings.includes(ending)) ?? 'unexpected';
}

/** The end for one failure. */
export function endingOfFailure(code: string): (typeof gravest)[number] {
  if (code === 'unauthorized' || code === 'forbidden') return 'notPermitted';
  if (code === 'journal-not-written' || code === 'audit-not-written') return 'cannotWriteOutput';
  // The application does not exist: the file names a wrong one.
  return code === 'application-not-found' ? 'invalidFile' : 'serviceFailed';
}

/** How messages name the user's input: in the file, or as flags. */
export type WhereWritten = {
  readonly application: string;
  readonly host: string;
  /** The variables of the credentials. */
  readonly credentials: string;
};

/** The error that ends a command that could not read the live application. */
export function failureProblems(failures: readonly Failure[], where: WhereWritten): readonly Problem[] {
  return connectionProblems(failures, where).map((problem) => ({
    ...problem,
    cure: `${problem.cure} Nothing was changed.`,
  }));
}

/** Failed requests as problems with cures. Equal failures of several requests are reported once. */
export function connectionProblems(failures: readonly Failure[], where: WhereWritten): readonly Problem[] {
  const groups = new Map<string, { readonly first: Failure; count: number }>();
  for (const failure of failures) {
    const key = JSON.stringify([failure.code, failure.status, failure.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: failure, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()].map(({ first, count }) => ({
    code: first.code,
    message: messageOf(first, count),
    cure: first.cure ?? cureFor(first, where),
    source: null,
  }));
}

function messageOf(failure: Failure, count: number): string {
  if (count === 1) return failureText(failure);
  const { request, reason } = failure;
  return `${request ?? 'a request'} and ${count - 1} more request${count === 2 ? '' : 's'}: ${reason}`;
}

function cureFor({ code, status }: Failure, { application, host, credentials }: WhereWritten): string {
  switch (code) {
    case 'unauthorized':
      return `Check the client id and secret in ${credentials}, and that they belong to this application (${application}).`;
    case 'forbidden':
      return 'Use the credentials of an API client with the owner feature; its IP allow list must admit this machine.';
    case 'application-not-found':
      return `Check ${application}.`;
    case 'unreachable':
    case 'timeout':
      return `Check the network, ${host}, and the proxy (HTTPS_PROXY, NO_PROXY).`;
    case 'rate-limited':
    case 'server-error':
      return 'Try again later.';
    case 'rejected':
      return `Check ${application}; if it stays, report it.`;
    case 'bad-reply': {
      const again = status === 200 || status === null ? 'Try again; if it stays, check' : 'Check';
      return `${again} ${host}, and the proxy (HTTPS_PROXY, NO_PROXY): something other than the service may have answered. capstan never plans against a live state that it could not read reliably.`;
    }
  }
}
