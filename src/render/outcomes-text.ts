import type { CallShape } from '../core/model/call.ts';
import type { Outcome } from '../core/model/outcome.ts';
import { countOf } from './count-of.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, widestOf, wrapText } from './wrap-text.ts';

const indentColumns = 4;
const maxTargets = 10;

/** What became of each call; one that failed, or may have, says for what it was and why. */
export function outcomesText(
  calls: readonly CallShape[],
  outcomes: readonly Outcome[],
  style: Style,
): readonly string[] {
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
