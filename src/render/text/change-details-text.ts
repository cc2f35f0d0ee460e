import { splitThing } from '../../model/address.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue } from '../../model/plan.ts';
import { visibleText } from '../escape/visible-text.ts';
import { findingsText } from './findings-text.ts';
import type { SourceLines } from './problems-text.ts';
import type { Style } from './style.ts';
import { isShownSecret, placeText, shortFingerprint, valueText } from './value-text.ts';
import { indented, padded, widestOf, wrapText } from './wrap-text.ts';

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
