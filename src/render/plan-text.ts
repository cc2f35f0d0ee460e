import type { Plan } from '../core/model/plan.ts';
import { callsText, replacingCallsText } from './calls-text.ts';
import { changeText, type Detail } from './change-text.ts';
import { findingsText } from './findings-text.ts';
import { type ScopeBlock, scopeBlocks } from './scope-blocks.ts';
import type { Style } from './style.ts';
import { summaryLine } from './summary-line.ts';
import { unmanagedText } from './unmanaged-text.ts';
import { visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

/** How much of a plan people want to see. */
export type PlanView = {
  readonly style: Style;
  /** `short`: long values and calls cut; `whole`: everything, with places and calls; `summary`: findings and the last line. */
  readonly detail: Detail | 'summary';
  readonly unmanaged: 'listed' | 'counted';
};

/** A plan for people: changes by scope, findings, calls, and one line that sums up. */
export function planText(plan: Plan, view: PlanView): string {
  const { style, detail } = view;
  const parts = [
    ...(detail === 'summary' ? [] : [heading(plan, style), ...changeParts(plan, style, detail)]),
    findingsText(plan.findings, plan.createdAt, style),
    ...(detail === 'summary' ? [] : [callPart(plan, style, detail), unmanagedPart(plan, view)]),
    wrapText(summaryLine(plan), style.terminalWidth).map(style.bold),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading(plan: Plan, style: Style): readonly string[] {
  const region = plan.application.region === null ? '' : ` (${visibleText(plan.application.region)})`;
  return [`Application ${style.bold(visibleText(plan.application.id))}${region}, read ${visibleText(plan.readAt)}`];
}

function changeParts(plan: Plan, style: Style, detail: Detail): readonly (readonly string[])[] {
  return scopeBlocks(plan.changes).map((block) => blockLines(block, style, detail));
}

function blockLines(block: ScopeBlock, style: Style, detail: Detail): readonly string[] {
  const width = Math.max(...block.entries.map(({ name }) => visibleText(name).length));
  const clientId = block.entries.find(({ change }) => change.clientId !== undefined)?.change.clientId;
  const id = clientId === undefined ? '' : style.dim(`  ${visibleText(clientId)}`);
  const lines = block.entries.flatMap(({ name, change }) => changeText(change, padded(name, width), style, detail));
  return [`${style.bold(visibleText(block.scope))}${id}`, ...indented(lines, 2)];
}

function padded(name: string, width: number): string {
  return name + ' '.repeat(width - visibleText(name).length);
}

function callPart(plan: Plan, style: Style, detail: Detail): readonly string[] {
  if (plan.calls.length === 0) return [];
  if (detail === 'short') return replacingCallsText(plan.calls, style);
  return [style.bold('calls'), ...indented(callsText(plan.calls, style), 2)];
}

function unmanagedPart(plan: Plan, { style, unmanaged }: PlanView): readonly string[] {
  return unmanaged === 'counted' ? [] : unmanagedText(plan.unmanaged, style);
}
