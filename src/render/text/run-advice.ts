import type { Outcome, RunReport } from '../../model/run.ts';

/**
 * Whether a request failed only because the live application holds another value than was written: the write itself
 * took place.
 */
export function isWrittenOtherwise({ status, code }: Pick<Outcome, 'status' | 'code'>): boolean {
  return status === 'failed' && (code === 'type-changed' || code === 'not-as-written');
}

/** Whether a request may have changed the live application, so that the undo of its run has something to restore. */
export function mayHaveChanged({ status, code, seen }: Outcome): boolean {
  if (status !== 'failed') return status !== 'not-run';
  return isWrittenOtherwise({ status, code }) || (seen !== null && seen !== 'old');
}

const planAgain = 'run `capstan plan`: it reads the live application again and shows what is left to do.';

/** What the result of a run means for the live application, and what to do now; '' for nothing. */
export function runAdvice(report: RunReport): string {
  switch (report.result) {
    case 'in-sync':
    case 'done':
      return '';
    case 'refused':
      return 'Nothing was written. Fix the findings above, then plan again.';
    case 'stale':
      return 'Nothing was written. Run `capstan plan` again and review what is new.';
    case 'failed':
      return `Nothing was written. ${dealWith(report.stoppedBy?.code)}, then apply again.`;
    case 'interrupted':
      return `Nothing was written after the interruption. To go on, ${planAgain}`;
    case 'partial':
      return partialAdvice(report);
    case 'unknown':
      return 'The service did not confirm a request, and the live application does not show its effect. Wait a minute, then run `capstan plan`: it reads the live application again, and another apply writes what is left.';
    case 'side-effects':
      return 'The plan was applied, and the values listed above changed at the same time: by someone else, or by the service. Check that this is intended.';
    case 'stored-otherwise':
      return 'The service stores a value in another form than the file. Write the stored form into the file, as shown above: until then, each plan shows the difference.';
    case 'unverified':
      return 'The service accepted the requests but does not show all new values yet. Run `capstan plan` in a minute: it should be in sync, and otherwise shows what is left.';
  }
}

function partialAdvice({ outcomes, sideEffects }: RunReport): string {
  const failed = outcomes.find(({ status }) => status === 'failed');
  const done = outcomes.filter(({ status }) => status === 'done').length;
  const rest = outcomes.some(({ status }) => status === 'not-run') ? ', and the requests after it were not sent' : '';
  if (failed === undefined)
    return `${done === 0 ? 'No request took effect' : 'Requests that were done stay done'}. To go on, ${planAgain}`;
  if (failed.code === 'type-changed') return typeAdvice(rest);
  if (failed.code === 'not-as-written')
    return `The live application holds another value than ${failed.call} wrote${rest}. Find out who else writes it; then ${planAgain}`;
  return `${rejectedText(failed, done, rest, sideEffects.length)} ${dealWith(failed.code)}, then ${planAgain}`;
}

function dealWith(code: string | null | undefined): string {
  switch (code) {
    case 'unauthorized':
      return 'Check the client id and secret in the environment';
    case 'forbidden':
      return 'Check that the API client has the owner feature and that its IP allow list contains this machine';
    case 'journal-not-written':
      return 'Free disk space, or choose a writable folder with --journal DIR';
    case 'audit-not-written':
      return 'Free disk space, or choose a writable file with --audit FILE';
    case 'run-timeout':
      return 'Give the run more time, or wait until the service is faster';
    case 'rate-limited':
    case 'server-error':
    case 'timeout':
    case 'unreachable':
      return 'Wait until the service answers again';
    default:
      return 'Fix the reason above';
  }
}

function typeAdvice(rest: string): string {
  return `The live application has the value, but with another JSON type than was written${rest}. To go on, ${planAgain} A plan compares by meaning, so it does not show the type. If the type matters, save the setting in the Console.`;
}

function rejectedText(failed: Outcome, done: number, rest: string, strays: number): string {
  if (done > 0) return `Requests before ${failed.call} stay done${rest}.`;
  const seen = strays === 0 ? '' : ' The live application changed all the same: see the side effects above.';
  return `No request took effect: the service rejected ${failed.call}${rest}.${seen}`;
}
