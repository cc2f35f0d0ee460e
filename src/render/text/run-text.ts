import type { CallShape } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Outcome, RecordedCall, Result, RunHeader, RunRecord, RunReport } from '../../model/run.ts';
import { visibleText } from '../escape/visible-text.ts';
import { countOf } from '../report/words.ts';
import type { Style } from './style.ts';
import { indented, widestOf, wrapText } from './wrap-text.ts';

export type RunView = {
  /** What a command line needs to find the journal again: ` --journal DIR`, or nothing. */
  readonly journalFlag?: string;
  /** `not-done`: only of calls that went otherwise. */
  readonly outcomes?: 'all' | 'not-done';
};

/** What an apply did, for people: each call, what else changed, and what to do now. */
export function runText(
  plan: Plan,
  report: RunReport,
  style: Style,
  { journalFlag = '', outcomes = 'all' }: RunView = {},
): string {
  const shown = outcomes === 'all' ? report.outcomes : report.outcomes.filter(({ status }) => status !== 'done');
  const parts = [
    outcomesText(plan.calls, shown, style),
    listed(
      'Side effects:',
      report.sideEffects.map(({ target, message }) => `${target}: ${message}`),
      style,
    ),
    listed('Changed by someone else meanwhile, and carried over:', report.changedMeanwhile, style),
    stopLines(report, style),
    journalLines(report, style),
    [
      ...wrapText(runResultLine(report), style.terminalWidth).map(style.bold),
      ...adviceLines(report, style),
      ...undoLines(report, journalFlag, style),
    ],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

// A call that failed has said already why; only what stopped the run between two calls is new.
function stopLines({ stoppedBy, outcomes }: RunReport, style: Style): readonly string[] {
  if (stoppedBy === null || outcomes.some(({ reason }) => reason === stoppedBy.message)) return [];
  return wrapText(`Stopped: ${visibleText(stoppedBy.message)}  [${visibleText(stoppedBy.code)}]`, style.width);
}

// A run that ended because of its journal has said so.
function journalLines({ journalGap, stoppedBy }: RunReport, style: Style): readonly string[] {
  if (journalGap === null || stoppedBy?.code === 'journal-not-written') return [];
  const text = `The journal of this run lacks a record (${visibleText(journalGap)}), so an undo may not know all of it.`;
  return wrapText(text, style.width).map(style.yellow);
}

function listed(title: string, items: readonly string[], style: Style): readonly string[] {
  return items.length === 0 ? [] : [style.yellow(title), ...indented(items.map(visibleText), 2)];
}

function adviceLines(report: RunReport, style: Style): readonly string[] {
  const advice = runAdvice(report);
  return advice === '' ? [] : wrapText(advice, style.width);
}

const looked: ReadonlySet<RunReport['result']> = new Set([
  'interrupted',
  'partial',
  'unknown',
  'side-effects',
  'stored-otherwise',
  'unverified',
]);

function undoLines({ result, outcomes, run }: RunReport, journalFlag: string, style: Style): readonly string[] {
  const wrote = outcomes.some(({ status }) => status !== 'not-run');
  if (!looked.has(result) || !wrote || run.id === '') return [];
  const words = visibleText(`${run.id}${journalFlag}`);
  return wrapText(`\`capstan runs ${words}\` shows what it did, \`capstan undo ${words}\` undoes it.`, style.width);
}

const indentColumns = 4;
const maxTargets = 10;

/** What became of each call; one that failed, or may have, says for what it was and why. */
function outcomesText(calls: readonly CallShape[], outcomes: readonly Outcome[], style: Style): readonly string[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const width = widestOf(outcomes.map(({ call }) => visibleText(call)));
  return outcomes.flatMap((outcome) => outcomeLines(outcome, byId.get(outcome.call), width, style));
}

function outcomeLines(outcome: Outcome, call: CallShape | undefined, width: number, style: Style): readonly string[] {
  const aside = asideOf(outcome);
  const head =
    `${statusWord(outcome.status, style)} ${visibleText(outcome.call).padEnd(width)}${callText(call)}${aside}`.trimEnd();
  const code = outcome.code === null ? '' : `  [${visibleText(outcome.code)}]`;
  const reason = outcome.reason === null ? [] : [`${visibleText(outcome.reason)}${code}`];
  const texts = [...targetTexts(outcome.status, call), ...reason];
  const lines = texts.flatMap((text) => wrapText(text, style.width - indentColumns));
  return [head, ...indented(lines, indentColumns)];
}

function asideOf({ status, verified, stored }: Outcome): string {
  if (stored !== undefined) return ', stored in another form';
  return status === 'done' && !verified ? ', not yet visible' : '';
}

function callText(call: CallShape | undefined): string {
  if (call === undefined) return '';
  return `  ${call.method.padEnd(4)} ${visibleText(call.path)}  ${countOf(call.targets.length, 'target')}`;
}

function targetTexts(status: Outcome['status'], call: CallShape | undefined): readonly string[] {
  if (call === undefined || (status !== 'failed' && status !== 'unknown')) return [];
  const shown = call.targets.slice(0, maxTargets).map(visibleText).join(', ');
  const hidden = call.targets.length - maxTargets;
  return shown === '' ? [] : [`for ${shown}${hidden > 0 ? ` and ${hidden} more` : ''}`];
}

function statusWord(status: Outcome['status'], style: Style): string {
  switch (status) {
    case 'done':
      return style.green('done   ');
    case 'failed':
      return style.red('failed ');
    case 'unknown':
      return style.yellow('unknown');
    case 'not-run':
      return style.dim('not run');
  }
}

/** The end of a run in one line: the word for it, what became of the calls, and the id of the run. */
export function runResultLine(report: RunReport): string {
  const { result, outcomes, run } = report;
  if (result === 'in-sync') return 'No changes: nothing to do.';
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

/** Whether a call failed only in that live holds something else than was written: the write itself took place. */
function isWrittenOtherwise({ status, code }: Outcome): boolean {
  return status === 'failed' && (code === 'type-changed' || code === 'not-as-written');
}

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
      return 'The service did not say whether it carried out a call, and it could not be seen in the live application. Wait a minute, then run `capstan plan`: it reads what live has now, and applying again makes what is left.';
    case 'side-effects':
      return 'The plan was carried out, and what is listed above changed at the same time: someone else wrote it, or the service did. Check that it is intended.';
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
  return `The live application has the value, but as another JSON type than was written${rest}. Put \`writes: replace\` into the file, so that values travel with their type, then ${planAgain} A plan compares by meaning, so it does not show the type: where that matters, save the setting in the Console.`;
}

function rejectedText(failed: Outcome, done: number, rest: string, strays: number): string {
  if (done > 0) return `What was done before ${failed.call} stays done${rest}.`;
  const seen = strays === 0 ? '' : ' All the same live changed: see the side effects above.';
  return `No call was carried out: the service did not take ${failed.call}${rest}.${seen}`;
}

/** A run in a list: what can be said of it without its key. */
export type RunRow = {
  readonly state: 'finished' | 'running' | 'killed' | 'torn' | 'truncated';
  /** The journal, as people name it. */
  readonly path: string;
  readonly header: RunHeader;
  readonly end: RunRecord['end'];
};

/** A file that looks like a journal and cannot be read. */
export type UnreadableRun = { readonly path: string; readonly reason: string };

/** Whether the journal is just what was written; `changed` and `truncated` say that it is not. */
export type Verification =
  | { readonly kind: 'verified' }
  /** `other-key`: it was recorded with a key that vouches for nothing here. */
  | { readonly kind: 'not-verified' | 'other-key'; readonly reason: string }
  | { readonly kind: 'changed' | 'truncated'; readonly reason: string };

/** One run looked at closely. */
export type ShownRun = {
  readonly row: RunRow;
  readonly verification: Verification;
  /** null: what became of the calls is not to be told without the key. */
  readonly calls: readonly RecordedCall[] | null;
};

/** How a run went, in a word. */
export function runWord({ state, end }: Pick<RunRow, 'state' | 'end'>): string {
  switch (state) {
    case 'finished':
      return end?.result ?? 'finished';
    case 'running':
    case 'truncated':
      return state;
    case 'killed':
    case 'torn':
      return 'killed';
  }
}
