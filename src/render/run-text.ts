import type { RunReport } from '../core/model/outcome.ts';
import type { Plan } from '../core/model/plan.ts';
import { outcomesText } from './outcomes-text.ts';
import { runAdvice } from './run-advice.ts';
import { runResultLine } from './run-result-line.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

/** What an apply did, for people: each call, what else changed, and what to do now. */
export function runText(plan: Plan, report: RunReport, style: Style): string {
  const parts = [
    outcomesText(plan.calls, report.outcomes, style),
    listed(
      'Side effects:',
      report.sideEffects.map(({ target, message }) => `${target}: ${message}`),
      style,
    ),
    listed('Changed by somebody else meanwhile, and carried over:', report.changedMeanwhile, style),
    stopLines(report, style),
    [...wrapText(runResultLine(report), style.terminalWidth).map(style.bold), ...adviceLines(report, style)],
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

function listed(title: string, items: readonly string[], style: Style): readonly string[] {
  return items.length === 0 ? [] : [style.yellow(title), ...indented(items.map(visibleText), 2)];
}

function adviceLines(report: RunReport, style: Style): readonly string[] {
  const advice = runAdvice(report);
  return advice === '' ? [] : wrapText(advice, style.width);
}
