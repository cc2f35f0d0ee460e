import type { RunReport } from '../core/model/outcome.ts';
import type { Plan } from '../core/model/plan.ts';
import { outcomesText } from './outcomes-text.ts';
import { runAdvice } from './run-advice.ts';
import { runResultLine } from './run-result-line.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

/**
 * What an apply did, for people: each call, what else changed, and what to do now. `journalFlag` is what a command line
 * needs to find the journal again: ` --journal DIR`, or nothing.
 */
export function runText(plan: Plan, report: RunReport, style: Style, journalFlag: string = ''): string {
  const parts = [
    outcomesText(plan.calls, report.outcomes, style),
    listed(
      'Side effects:',
      report.sideEffects.map(({ target, message }) => `${target}: ${message}`),
      style,
    ),
    listed('Changed by somebody else meanwhile, and carried over:', report.changedMeanwhile, style),
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
  return wrapText(`\`capstan runs ${words}\` shows what it did, \`capstan undo ${words}\` takes it back.`, style.width);
}
