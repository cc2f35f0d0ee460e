import type { Plan } from '../core/model/plan.ts';
import { endsEarly, type RunRecord } from '../core/model/run-record.ts';
import { findingsText } from './findings-text.ts';
import { type PlanView, planText } from './plan-text.ts';
import { visibleText } from './visible-text.ts';
import { wrapText } from './wrap-text.ts';

/** The plan of an undo for people, under a line that says what it takes back. */
export function undoPlanText(plan: Plan, record: RunRecord, view: PlanView): string {
  const { facts } = record;
  const { style } = view;
  const what = facts.undoes === null ? `of ${facts.startedAt}` : `of ${facts.startedAt}, an undo of ${facts.undoes},`;
  const head = `Takes back run ${style.bold(visibleText(facts.run))} ${visibleText(what)} by ${visibleText(facts.actor)}.`;
  const lines = [head, ...endTexts(record).flatMap((text) => wrapText(text, style.width))].join('\n');
  if (plan.status !== 'in-sync') return `${lines}\n\n${planText(plan, { ...view, cures: 'none' })}`;
  const findings = findingsText(plan.findings, plan, style, 'none').map((line) => `${line}\n`);
  const rest = plan.only.length === 0 ? '' : ', as far as --only looks';
  const last = `Nothing to take back: live is as it was before the run${rest}.`;
  return `${lines}\n\n${findings.join('')}${wrapText(last, style.terminalWidth).map(style.bold).join('\n')}\n`;
}

function endTexts(record: RunRecord): readonly string[] {
  if (record.end !== null && record.lastLine === 'whole') return [];
  const sent = 'The run did not come to its end: what was about to be sent counts as sent.';
  return endsEarly(record) ? [`${sent} ${earlyEnd}`] : [sent];
}

const earlyEnd = 'The journal ends early: what the run changed after its last record is not known.';
