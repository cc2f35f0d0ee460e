import type { CallShape } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Outcome, RecordedCall, Result, RunHeader, RunRecord, RunReport } from '../../model/run.ts';
import { visibleText } from '../escape/visible-text.ts';
import { isWrittenOtherwise, mayHaveChanged, runAdvice } from './run-advice.ts';
import type { Style } from './style.ts';
import { countOf } from './value-text.ts';
import { indented, widestOf, wrapText } from './wrap-text.ts';

export type RunView = {
  /** The flag that finds the journal again: ` --journal DIR`, or nothing. */
  readonly journalFlag?: string;
  /** `not-done`: only of requests that were not done. */
  readonly outcomes?: 'all' | 'not-done';
};

/** The result of an apply as text: each request, what else changed, and what to do now. */
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

// A failed request shows its reason already; only a reason that stopped the run between two requests is new.
function stopLines({ stoppedBy, outcomes }: RunReport, style: Style): readonly string[] {
  if (stoppedBy === null || outcomes.some(({ reason }) => reason?.startsWith(stoppedBy.message) === true)) return [];
  return wrapText(`Stopped: ${visibleText(stoppedBy.message)}  [${visibleText(stoppedBy.code)}]`, style.width);
}

// A run that ended because of its journal already reported it.
function journalLines({ journalGap, stoppedBy }: RunReport, style: Style): readonly string[] {
  if (journalGap === null || stoppedBy?.code === 'journal-not-written') return [];
  const text = `The journal of this run lacks a record (${visibleText(journalGap)}), so an undo may miss changes.`;
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

function undoLines(report: RunReport, journalFlag: string, style: Style): readonly string[] {
  const { result, outcomes, run } = report;
  const wrote = outcomes.some(({ status }) => status !== 'not-run');
  if (!looked.has(result) || !wrote || run.id === '') return [];
  const words = visibleText(`${run.id}${journalFlag}`);
  return wrapText(`\`capstan runs ${words}\` ${undoAdvice(words, report)}`, style.width);
}

function undoAdvice(words: string, { outcomes, sideEffects }: RunReport): string {
  if (outcomes.some(mayHaveChanged)) return `shows what it did, \`capstan undo ${words}\` undoes it.`;
  return sideEffects.length === 0 ? 'shows what was sent. There is nothing to undo.' : 'shows what was sent.';
}

const indentColumns = 4;
const maxTargets = 10;

/** The outcome of each request; a failed or unknown one shows its targets and the reason. */
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

/** The result of a run in one line: its name, the outcomes of the requests, and the id of the run. */
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
  return `${count('done')} of ${countOf(outcomes.length, 'request')} done${rest.join('')}`;
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

/** A run in a list: the facts that need no key. */
export type RunRow = {
  readonly state: 'finished' | 'running' | 'killed' | 'torn' | 'truncated';
  /** The journal, as messages name it. */
  readonly path: string;
  readonly header: RunHeader;
  readonly end: RunRecord['end'];
};

/** A file that looks like a journal and cannot be read. */
export type UnreadableRun = { readonly path: string; readonly reason: string };

/** Whether the journal is unchanged; `changed` and `truncated`: it is not. */
export type Verification =
  | { readonly kind: 'verified' }
  /** `other-key`: it was recorded with a key that proves nothing here. */
  | { readonly kind: 'not-verified' | 'other-key'; readonly reason: string }
  | { readonly kind: 'changed' | 'truncated'; readonly reason: string };

/** One run in detail. */
export type ShownRun = {
  readonly row: RunRow;
  readonly verification: Verification;
  /** null: the outcomes are unknown without the key. */
  readonly calls: readonly RecordedCall[] | null;
};

/** The result of a run, in a word. */
export function runWord({ state, end }: Pick<RunRow, 'state' | 'end'>): string {
  switch (state) {
    case 'finished':
      return end?.result ?? 'finished';
    case 'running':
    case 'truncated':
      return state;
    // Killed, or stopped because its journal could not be written: the journal cannot say which.
    case 'killed':
    case 'torn':
      return 'unfinished';
  }
}
