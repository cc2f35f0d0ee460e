import type { Outcome, Result, RunReport } from '../core/model/outcome.ts';
import { countOf } from './count-of.ts';
import { visibleText } from './visible-text.ts';
import { isWrittenOtherwise } from './written-otherwise.ts';

/** The end of a run in one line: the word for it, what became of the calls, and the id of the run. */
export function runResultLine(report: RunReport): string {
  const { result, outcomes, run } = report;
  if (result === 'in-sync') return 'In sync: nothing to do.';
  const id = run.id === '' ? '' : `, run ${visibleText(run.id)}`;
  return `${resultWord(result, outcomes)}: ${countsText(outcomes)}${id}.`;
}

function countsText(outcomes: readonly Outcome[]): string {
  const count = (status: Outcome['status']): number => outcomes.filter((outcome) => outcome.status === status).length;
  const others = [
    [count('failed'), 'failed'],
    [count('unknown'), 'unknown'],
    [count('not-run'), 'not run'],
  ] as const;
  const rest = others.filter(([number]) => number > 0).map(([number, word]) => `, ${number} ${word}`);
  return `${count('done')} of ${countOf(outcomes.length, 'call')} done${rest.join('')}`;
}

function resultWord(result: Exclude<Result, 'in-sync'>, outcomes: readonly Outcome[]): string {
  switch (result) {
    case 'done':
      return 'Applied';
    case 'refused':
      return 'Refused';
    case 'stale':
      return 'Stale';
    case 'failed':
      return 'Failed';
    case 'interrupted':
      return 'Interrupted';
    case 'partial':
      return partialWord(outcomes);
    case 'unknown':
      return 'Unknown';
    case 'side-effects':
      return 'Applied, with side effects';
    case 'stored-otherwise':
      return 'Applied, stored in another form';
    case 'unverified':
      return 'Applied, not yet visible';
  }
}

function partialWord(outcomes: readonly Outcome[]): string {
  if (outcomes.some(({ status }) => status === 'done')) return 'Partly applied';
  return outcomes.some(isWrittenOtherwise) ? 'Written, but not as planned' : 'Not applied';
}
