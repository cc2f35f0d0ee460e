import type { CallShape } from '../../model/change.ts';
import type { Plan, PlanChange } from '../../model/plan.ts';
import { endsEarly, type RunRecord } from '../../model/run.ts';
import { visibleText } from '../escape/visible-text.ts';
import { summaryLine } from '../report/headline.ts';
import { countOf } from '../report/words.ts';
import { changeText, type Detail } from './change-text.ts';
import { findingsText } from './findings-text.ts';
import type { SourceLines } from './problems-text.ts';
import type { Style } from './style.ts';
import { type ScopeBlock, scopeBlocks, unmanagedText } from './unmanaged-text.ts';
import { indented, padded, widestOf, wrapText } from './wrap-text.ts';

/** The level of detail of a plan. */
export type PlanView = {
  /** Colours and width: `plainStyle()` has none. */
  readonly style: Style;
  /**
   * `short`: long values cut, no requests; `whole`: everything, with locations and requests; `summary`: findings and
   * the last line.
   */
  readonly detail: Detail | 'summary';
  /** Whether unmanaged live values are listed, or only counted. */
  readonly unmanaged: 'listed' | 'counted';
  /** `none`: there is no file to change; left out: `file`. */
  readonly cures?: 'file' | 'none';
  /** The source lines of findings; left out: not shown. */
  readonly lineAt?: SourceLines;
  /** The impact of a change for users; left out: not shown. */
  readonly impactOf?: (change: PlanChange) => string;
};

/** A plan as text: changes by scope, findings, requests, and a summary line. */
export function planText(plan: Plan, view: PlanView): string {
  const { style, detail } = view;
  const parts = [
    ...(detail === 'summary' ? [] : [heading(plan, style), ...changeParts(plan, { ...view, detail })]),
    findingsText(plan.findings, plan, style, detail === 'summary' ? { cures: view.cures, more: 'none' } : view),
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
  const read = `Application ${style.bold(visibleText(plan.application.id))}${region}, ${readText(plan)}`;
  return plan.baseline === null ? [read] : [read, baselineLine(plan.baseline)];
}

// A plan against an old snapshot must not look like one against the live application.
function readText({ source, readAt, createdAt }: Plan): string {
  if (source === 'live') return `read ${visibleText(readAt)}`;
  const ageHours = Math.max(0, Math.floor((Date.parse(createdAt) - Date.parse(readAt)) / 3_600_000));
  const age = ageHours < 48 ? countOf(ageHours, 'hour') : countOf(Math.floor(ageHours / 24), 'day');
  return `from a snapshot of ${visibleText(readAt)} (${age} ago)`;
}

function baselineLine({ name, commit }: NonNullable<Plan['baseline']>): string {
  return `Baseline ${visibleText(name)}${commit === null ? '' : ` (${visibleText(commit.slice(0, 10))})`}`;
}

type ChangeView = Pick<PlanView, 'style' | 'impactOf'> & { readonly detail: Detail };

function changeParts(plan: Plan, view: ChangeView): readonly (readonly string[])[] {
  return scopeBlocks(plan.changes).map((block) => blockLines(block, view));
}

function blockLines(block: ScopeBlock, view: ChangeView): readonly string[] {
  const { style, detail } = view;
  const width = widestOf(block.entries.map(({ name }) => visibleText(name)));
  const clientId = block.entries.find(({ change }) => change.clientId !== undefined)?.change.clientId;
  const id = clientId === undefined ? '' : style.dim(`  ${visibleText(clientId)}`);
  const lines = block.entries.flatMap(({ name, change }) => [
    ...changeText(change, padded(visibleText(name), width), style, detail),
    ...impactLines(change, view),
  ]);
  return [`${style.bold(visibleText(block.scope))}${id}`, ...indented(lines, 2)];
}

function impactLines(change: PlanChange, { impactOf, style }: ChangeView): readonly string[] {
  if (impactOf === undefined) return [];
  return indented(wrapText(visibleText(impactOf(change)), style.width - 6).map(style.dim), 4);
}

function callPart(plan: Plan, style: Style, detail: Detail): readonly string[] {
  if (plan.calls.length === 0) return [];
  if (detail === 'short') return replacingCallsText(plan.calls, style);
  return [style.bold('requests'), ...indented(callsText(plan.calls, style), 2)];
}

function unmanagedPart(plan: Plan, { style, unmanaged }: PlanView): readonly string[] {
  return unmanaged === 'counted' ? [] : unmanagedText(plan.unmanaged, style);
}

/** All requests of a plan; full replaces are marked. */
export function callsText(calls: readonly CallShape[], style: Style): readonly string[] {
  const width = widestOf(calls.map(({ id }) => visibleText(id)));
  return calls.map((call) => {
    const keys = countOf(call.targets.length, 'target');
    const mark = call.replaces ? style.yellow(', full replace of its path') : '';
    return `${padded(visibleText(call.id), width)}  ${call.method.padEnd(4)} ${visibleText(call.path)}  ${style.dim(keys)}${mark}`;
  });
}

/** One line about full replaces, for output without the list of requests; empty if there are none. */
function replacingCallsText(calls: readonly CallShape[], style: Style): readonly string[] {
  const replacing = calls.filter(({ replaces }) => replaces);
  const [first] = replacing;
  if (first === undefined) return [];
  const verb = replacing.length === 1 ? 'replaces a whole scope' : 'replace whole scopes';
  const more = replacing.length === 1 ? '' : ', …';
  return [
    style.yellow(`${countOf(replacing.length, 'request')} ${verb}: ${first.method} ${visibleText(first.path)}${more}`) +
      style.dim('  (--verbose shows all requests)'),
  ];
}

/** The plan of an undo as text, below a line that says what it undoes. */
export function undoPlanText(plan: Plan, record: RunRecord, view: PlanView): string {
  const { header } = record;
  const { style } = view;
  const what =
    header.undoes === null ? `of ${header.startedAt}` : `of ${header.startedAt}, an undo of ${header.undoes},`;
  const head = `Undoes run ${style.bold(visibleText(header.run))} ${visibleText(what)} by ${visibleText(header.actor)}.`;
  const redoes = header.undoes === null ? [] : [`This redoes run ${visibleText(header.undoes)}.`];
  const lines = [head, ...redoes, ...endTexts(record).flatMap((text) => wrapText(text, style.width))].join('\n');
  if (plan.status !== 'in-sync') return `${lines}\n\n${planText(plan, { ...view, cures: 'none' })}`;
  const findings = findingsText(plan.findings, plan, style, { cures: 'none' }).map((line) => `${line}\n`);
  const rest = plan.only.length === 0 ? '' : ', for the targets of --only';
  const last = `Nothing to undo: the live application is as it was before the run${rest}.`;
  return `${lines}\n\n${findings.join('')}${wrapText(last, style.terminalWidth).map(style.bold).join('\n')}\n`;
}

function endTexts(record: RunRecord): readonly string[] {
  if (record.end !== null && record.lastLine === 'whole') return [];
  const sent = 'The run did not finish: requests that were about to be sent count as sent.';
  return endsEarly(record) ? [`${sent} ${earlyEnd}`] : [sent];
}

const earlyEnd = 'The journal ends early: changes after its last record are unknown.';
