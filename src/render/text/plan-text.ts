import { splitThing } from '../../model/address.ts';
import type { CallShape } from '../../model/change.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue } from '../../model/plan.ts';
import { endsEarly, type RunRecord } from '../../model/run.ts';
import { visibleText } from '../escape/visible-text.ts';
import { summaryLine } from '../report/report.ts';
import { changeText, type Detail } from './change-text.ts';
import { findingsText } from './findings-text.ts';
import type { SourceLines } from './problems-text.ts';
import type { Style } from './style.ts';
import { type ScopeBlock, scopeBlocks, unmanagedText } from './unmanaged-text.ts';
import { countOf, isShownSecret, placeText, shortFingerprint, valueText } from './value-text.ts';
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

/** Additional facts about a change. */
export type ChangeFacts = {
  readonly impact: string;
  /** null: the effect of the setting is unknown. */
  readonly risk: string | null;
  /** Whom it affects; '': unknown. */
  readonly whoGets: string;
  readonly lineAt?: SourceLines;
};

/** Everything that is known about one change: full values, whom it affects, findings, and how it is sent. No secret. */
export function changeDetailsText(plan: Plan, change: PlanChange, facts: ChangeFacts, style: Style): string {
  const findings = plan.findings.filter((finding) => isAbout(finding, change));
  const { lineAt } = facts;
  const said = findingsText(findings, plan, style, { lineAt, more: 'none' });
  const lines = [
    style.bold(visibleText(change.target)),
    ...factLines(rowsOf(plan, change, facts), style),
    ...(said.length === 0 ? [] : ['', ...said]),
  ];
  return `${lines.join('\n')}\n`;
}

type Row = readonly [label: string, text: string];

function rowsOf(plan: Plan, change: PlanChange, { impact, risk, whoGets }: ChangeFacts): readonly Row[] {
  const { clientId, before, after, source, origin } = change;
  const rows: readonly Row[] = [
    ['client', clientId ?? ''],
    ['live', shown(before)],
    ['after', shown(after)],
    ['counts for', whoGets],
    ['users', impact],
    ['risk', risk ?? 'unknown'],
    ['why', origins[origin]],
    ['file', source === null ? '' : placeText(source)],
    ['request', callText(plan, change)],
  ];
  return rows.filter(([, text]) => text !== '');
}

function shown(value: PlanValue | undefined): string {
  if (value === undefined) return '(none)';
  return isShownSecret(value) ? `(secret) ${shortFingerprint(value)}` : valueText(value);
}

const origins: Readonly<Record<PlanChange['origin'], string>> = {
  pending: 'the file changed since the baseline',
  drift: 'live value changed since the baseline',
  both: 'the file and live value changed since the baseline',
  unknown: '',
};

function callText({ calls }: Plan, { call: id }: PlanChange): string {
  const call = calls.find((one) => one.id === id);
  if (call === undefined) return 'none: a guard refuses the plan';
  const others = call.targets.length - 1;
  const together = others === 0 ? '' : `, with ${others} more`;
  return `${call.id}  ${call.method} ${call.path}${together}${call.replaces ? '; full replace of its path' : ''}`;
}

function factLines(rows: readonly Row[], style: Style): readonly string[] {
  const column = widestOf(rows.map(([label]) => label)) + 4;
  return rows.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrapText(visibleText(text), style.width - column);
    return [`  ${style.dim(padded(label, column - 2))}${first}`, ...indented(rest, column)];
  });
}

/** Findings of the target itself, or of its scope. */
function isAbout({ target }: PlanFinding, change: PlanChange): boolean {
  if (target === 'global') return splitThing(change.target) === undefined;
  return target === change.target || change.target.startsWith(`${target}.`);
}
