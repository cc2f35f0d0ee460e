import type { Plan } from '../core/model/plan.ts';
import type { RunRecord } from '../core/model/run-record.ts';
import { findingsText } from './findings-text.ts';
import { type PlanView, planText } from './plan-text.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap-text.ts';

/** The plan of an undo for people, under a line that says what it takes back. */
export function undoPlanText(plan: Plan, { facts, end, lastLine }: RunRecord, view: PlanView): string {
  const { style } = view;
  const what = facts.undoes === null ? `of ${facts.startedAt}` : `of ${facts.startedAt}, an undo of ${facts.undoes},`;
  const head = `Takes back run ${style.bold(visibleText(facts.run))} ${visibleText(what)} by ${visibleText(facts.actor)}.`;
  const unfinished =
    end === null || lastLine === 'torn'
      ? ['The run did not come to its end: what was about to be sent counts as sent.']
      : [];
  const lines = [head, ...unfinished.flatMap((text) => wrapText(text, style.width))].join('\n');
  if (plan.status !== 'in-sync') return `${lines}\n\n${planText(plan, { ...view, cures: 'none' })}`;
  const findings = findingsText(plan.findings, plan.createdAt, style, 'none').map((line) => `${line}\n`);
  const rest = plan.only.length === 0 ? '' : ', as far as --only looks';
  const last = `Nothing to take back: live is as it was before the run${rest}.`;
  return `${lines}\n\n${findings.join('')}${wrapText(last, style.terminalWidth).map(style.bold).join('\n')}\n`;
}
