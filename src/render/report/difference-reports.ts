import { reviewChange } from '../../engine/impact/impact-of-change.ts';
import { inShell } from '../../leaf/system-text.ts';
import { splitThing } from '../../model/address.ts';
import type { CompareClass, CompareRow, Comparison, Drift, DriftRow, SideFacts } from '../../model/differences.ts';
import type { PlanValue } from '../../model/plan.ts';
import type { ImpactOf } from '../../model/setting.ts';
import type { RedactedValue } from '../../model/value.ts';
import { splitTarget } from '../text/unmanaged-text.ts';
import { countOf, fileText } from '../text/value-text.ts';
import type { Report, ReportGroup, ReportRow } from './report.ts';

/** The flags of the drift command, for the suggested commands. */
export type DriftActions = {
  /** `-f FILE` and `--baseline B`, quoted for a shell; '' if neither was given. */
  readonly flags: string;
  /** The last day of a suggested `accept`, YYYY-MM-DD. */
  readonly until: string;
  readonly impactOf: ImpactOf;
};

/** Baseline, live and file, in the common form of all formats. */
export function driftReport(drift: Drift, actions: DriftActions): Report {
  const { baseline, application, readAt } = drift;
  const region = application.region === null ? '' : ` (${application.region})`;
  return {
    kind: 'drift',
    title: `Drift of application ${application.id}${region}`,
    subject: application.id,
    verdict: verdictOf(drift),
    facts: [
      { label: 'Application', value: `${application.id}${region}` },
      { label: 'Read', value: readAt },
      { label: 'Baseline', value: baselineText(baseline) },
    ],
    columns: ['baseline', 'live', 'file'],
    groups: groupsOf(drift, actions),
    findings: drift.findings.map((finding) => ({ ...finding, cure: [] })),
    actions: allActions(drift, actions),
    sections: [],
    digest: null,
  };
}

function baselineText(baseline: Drift['baseline']): string {
  if (baseline === null) return 'none (cannot tell drift from pending changes)';
  return baseline.commit === null ? baseline.name : `${baseline.name} (${baseline.commit.slice(0, 12)})`;
}

function verdictOf({ summary, baseline }: Drift): Report['verdict'] {
  const { pending, drift, both, converged, unknown, accepted, notCompared } = summary;
  const counts = [
    [drift, drift === 1 ? 'setting drifted' : 'settings drifted'],
    [pending, pending === 1 ? 'change pending' : 'changes pending'],
    [both, 'changed in both'],
    [
      unknown,
      baseline === null
        ? `${unknown === 1 ? 'differs' : 'differ'}; pass --baseline to tell drift from pending changes`
        : 'not comparable with the baseline',
    ],
    [converged, 'changed equally in both'],
    [accepted, 'accepted'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const rest = notCompared === 0 ? '' : ` ${countOf(notCompared, 'secret was', 'secrets were')} not compared.`;
  const open = drift + pending + both + unknown;
  if (open > 0)
    return { level: drift + both + unknown > 0 ? 'warning' : 'change', text: `${shown.join(', ')}.${rest}` };
  const more = shown.length === 0 ? '' : ` (${shown.join(', ')})`;
  return { level: 'ok', text: `No drift. The live application matches the file${more}.${rest}` };
}

/** Rows that `apply` would refuse: no command is suggested for them. */
type Refused = ReadonlySet<string>;

function refusedTargets({ findings }: Drift): Refused {
  return new Set(findings.filter(({ severity }) => severity === 'refuse').map(({ target }) => target));
}

function groupsOf(drift: Drift, actions: DriftActions): readonly ReportGroup[] {
  const refused = refusedTargets(drift);
  const groups = new Map<string, { clientId: string | null; rows: ReportRow[] }>();
  for (const row of drift.rows) {
    const { scope, name } = splitTarget(row.target);
    const group = groups.get(scope) ?? { clientId: row.clientId, rows: [] };
    group.rows.push(reportRow(row, name, actions, refused));
    groups.set(scope, group);
  }
  return [...groups].map(([scope, group]) => ({ scope, ...group }));
}

function reportRow(row: DriftRow, name: string, actions: DriftActions, refused: Refused): ReportRow {
  const { target, accepted, source } = row;
  return {
    target,
    name,
    kind: accepted === null ? row.class : 'accepted',
    values: [row.baseline, row.live, row.file],
    ...reviewOf(row, actions.impactOf),
    tags: accepted === null ? [] : [`accepted until ${accepted.until}: ${accepted.reason}`],
    source,
    author: null,
    actions: accepted === null ? actionsOf(row, actions, refused) : [],
  };
}

// The impact for users: of drift now, of pending changes after an apply.
function reviewOf(row: DriftRow, impactOf: ImpactOf): Pick<ReportRow, 'impact' | 'risk'> {
  const [before, after] = row.class === 'pending' ? [row.live, row.file] : [row.file, row.live];
  const values = { before: planValueOf(before), after: planValueOf(after) };
  if (row.class === 'converged' || (values.before ?? values.after) === undefined || isClientRow(row)) {
    return { impact: null, risk: null };
  }
  const action = values.after === undefined ? 'remove' : values.before === undefined ? 'create' : 'update';
  return reviewChange({ target: row.target, action, ...definedOf(values) }, impactOf);
}

function planValueOf(value: RedactedValue): PlanValue | undefined {
  if (value.kind === 'value') return value.json;
  return value.kind === 'secret' ? { secret: true, fingerprint: value.fingerprint } : undefined;
}

type Values = { readonly before: PlanValue | undefined; readonly after: PlanValue | undefined };

function definedOf({ before, after }: Values): { readonly before?: PlanValue; readonly after?: PlanValue } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function isClientRow({ target }: DriftRow): boolean {
  return splitThing(target)?.rest === null;
}

/** The three actions: absorb the live value, apply the value of the file, or accept the drift until a day. */
function actionsOf(row: DriftRow, { flags, until }: DriftActions, refused: Refused): ReportRow['actions'] {
  if (row.class === 'converged' || isClientRow(row)) return [];
  const only = inShell(row.target);
  const accept =
    row.live.kind === 'value'
      ? [
          {
            title: 'accept',
            command: `- { target: ${JSON.stringify(row.target)}, live: ${fileText(row.live.json)}, until: ${until}, reason: "why" }`,
          },
        ]
      : [];
  const absorb = canAbsorb(row) ? [{ title: 'absorb', command: `capstan absorb --only ${only}${flags}` }] : [];
  const apply = { title: 'apply', command: `capstan apply --only ${only}${overwriteFlag([row])}${flags}` };
  return [...absorb, ...(refused.has(row.target) ? [] : [apply]), ...accept];
}

/** The actions for all rows at once, if there is more than one row. */
function allActions(drift: Drift, { flags }: DriftActions): ReportRow['actions'] {
  const rows = drift.rows.filter((row) => row.accepted === null && row.class !== 'converged' && !isClientRow(row));
  if (rows.length < 2) return [];
  const absorb = rows.some(canAbsorb) ? [{ title: 'absorb', command: `capstan absorb${flags}` }] : [];
  if (drift.findings.some(({ severity }) => severity === 'refuse')) return absorb;
  return [...absorb, { title: 'apply', command: `capstan apply${overwriteFlag(rows)}${flags}` }];
}

// A pending change has nothing to absorb, and secrets are never written to the file.
function canAbsorb(row: DriftRow): boolean {
  return row.class !== 'pending' && row.live.kind !== 'secret' && row.file.kind !== 'secret';
}

// Drift is overwritten only with a flag.
function overwriteFlag(rows: readonly DriftRow[]): string {
  return rows.some((row) => row.class === 'drift' || row.class === 'both') ? ' --overwrite-drift' : '';
}

/** A comparison of two sides, in the common form of all formats. */
export function compareReport(comparison: Comparison): Report {
  const { a, b } = comparison;
  return {
    kind: 'compare',
    title: `${a.name} and ${b.name}`,
    verdict: compareVerdict(comparison),
    facts: [a, b].map((side) => ({ label: side.name, value: factsText(side) })),
    columns: [a.name, b.name],
    groups: compareGroups(comparison.rows),
    findings: [],
    sections: [],
    digest: null,
  };
}

function factsText({ kind, application: { id, region }, readAt }: SideFacts): string {
  const where = region === null ? '' : ` (${region})`;
  const when = readAt === null ? '' : `, read ${readAt}`;
  return `${kind}, application ${id}${where}${when}`;
}

function compareVerdict({ summary, a, b }: Comparison): Report['verdict'] {
  const open = summary.differs + summary.missing + summary['foreign-value'] + summary['one-sided'];
  const meant = summary.expected + summary.environment;
  const rest = [
    meant === 0 ? '' : `${countOf(meant, 'expected difference')}.`,
    summary.notCompared === 0 ? '' : `${countOf(summary.notCompared, 'secret was', 'secrets were')} not compared.`,
    `${countOf(summary.same, 'value')} identical.`,
    summary.notDeclared === 0 ? '' : notDeclaredText(summary.notDeclared, a, b),
  ].filter((text) => text !== '');
  const main = open === 0 ? 'No unexpected differences.' : `${countOf(open, 'unexpected difference')}.`;
  return { level: open === 0 ? 'ok' : 'change', text: [main, ...rest].join(' ') };
}

// The side that says least about an application comes first.
const byTelling: readonly SideFacts['kind'][] = ['file', 'csv', 'replies', 'snapshot', 'live'];

function notDeclaredText(count: number, a: SideFacts, b: SideFacts): string {
  const [file, whole] = byTelling.indexOf(a.kind) <= byTelling.indexOf(b.kind) ? [a, b] : [b, a];
  const what = count === 1 ? '1 key, feature list or client' : `${count} keys, feature lists and clients`;
  return `${what} of ${whole.name} ${count === 1 ? 'is' : 'are'} not declared in ${file.name}.`;
}

// Rows that need attention come first.
const order: readonly CompareClass[] = ['foreign-value', 'missing', 'differs', 'one-sided', 'environment', 'expected'];

function compareGroups(rows: readonly CompareRow[]): readonly ReportGroup[] {
  const groups = new Map<string, ReportRow[]>();
  for (const row of [...rows].sort((x, y) => order.indexOf(x.class) - order.indexOf(y.class))) {
    const { scope, name } = splitTarget(row.target);
    const inGroup = groups.get(scope) ?? [];
    inGroup.push(compareRow(row, name));
    groups.set(scope, inGroup);
  }
  return [...groups].map(([scope, own]) => ({ scope, clientId: null, rows: own }));
}

function compareRow({ target, class: kind, a, b, note }: CompareRow, name: string): ReportRow {
  return {
    target,
    name,
    kind,
    values: [a, b],
    impact: note,
    risk: null,
    tags: [],
    source: null,
    author: null,
    actions: [],
  };
}
