import type { Outcome, RunReport } from '../core/model/outcome.ts';

const planAgain = 'run `capstan plan`: it reads live again and shows what is left to do.';

/** What the end of a run means for live, and what to do now; '' when there is nothing to do. */
export function runAdvice(report: RunReport): string {
  switch (report.result) {
    case 'in-sync':
    case 'done':
      return '';
    case 'refused':
      return 'Nothing was written. Deal with the findings above, then plan again.';
    case 'stale':
      return 'Nothing was written. Run `capstan plan` again and review what is new.';
    case 'failed':
      return `Nothing was written. ${dealWith(report.stoppedBy?.code)}, then apply again.`;
    case 'interrupted':
      return `Nothing was written after the interruption. To go on, ${planAgain}`;
    case 'partial':
      return partialAdvice(report);
    case 'unknown':
      return 'The service did not say whether it carried out a call, and it could not be seen in live. Wait a minute, then run `capstan plan`: it reads what live has now, and applying again makes what is left.';
    case 'side-effects':
      return 'The plan was carried out, and what is listed above changed at the same time: somebody else wrote it, or the service did. Check that it is meant.';
    case 'stored-otherwise':
      return 'The service keeps a value in another form than the file has it. Write it into the file as shown above: until then, each plan shows the difference.';
    case 'unverified':
      return 'The service accepted the calls but does not show the new values yet. Run `capstan plan` in a minute: it should be in sync.';
  }
}

function partialAdvice({ outcomes, sideEffects }: RunReport): string {
  const failed = outcomes.find(({ status }) => status === 'failed');
  const done = outcomes.filter(({ status }) => status === 'done').length;
  const rest = outcomes.some(({ status }) => status === 'not-run') ? ', and the calls after it were not made' : '';
  if (failed === undefined)
    return `${done === 0 ? 'No call was carried out' : 'What was done stays done'}. To go on, ${planAgain}`;
  if (failed.code === 'type-changed') return typeAdvice(rest);
  if (failed.code === 'not-as-written')
    return `Live holds something else than ${failed.call} wrote${rest}. Find out who else writes it; then ${planAgain}`;
  return `${rejectedText(failed, done, rest, sideEffects.length)} ${dealWith(failed.code)}, then ${planAgain}`;
}

function dealWith(code: string | null | undefined): string {
  switch (code) {
    case 'unauthorized':
      return 'Check the client id and secret in the environment';
    case 'forbidden':
      return 'See that the API client has the owner feature and that its IP allow list admits this machine';
    case 'journal-not-written':
      return 'Give the journal a folder that can be written to';
    case 'audit-not-written':
      return 'Give the audit a file that can be written to';
    case 'run-timeout':
      return 'Give the run more time, or wait until the service is faster';
    case 'rate-limited':
    case 'server-error':
    case 'timeout':
    case 'unreachable':
      return 'Wait until the service answers again';
    default:
      return 'Deal with the reason above';
  }
}

function typeAdvice(rest: string): string {
  return `The value is in live, but as another JSON type than was written${rest}. Put \`writes: replace\` into the file, so that values travel with their type, then ${planAgain} A plan compares by meaning, so it does not show the type: where that matters, save the setting in the Console.`;
}

function rejectedText(failed: Outcome, done: number, rest: string, strays: number): string {
  if (done > 0) return `What was done before ${failed.call} stays done${rest}.`;
  const seen = strays === 0 ? '' : ' All the same live changed: see the side effects above.';
  return `No call was carried out: the service did not take ${failed.call}${rest}.${seen}`;
}
