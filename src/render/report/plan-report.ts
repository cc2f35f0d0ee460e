import { byRisk, type Review, reviewChange } from '../../engine/impact/impact-of-change.ts';
import type { Source } from '../../model/finding.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue, Unmanaged } from '../../model/plan.ts';
import type { ImpactOf } from '../../model/setting.ts';
import type { RedactedValue } from '../../model/value.ts';
import { type CureFacts, findingCure } from '../text/findings-text.ts';
import { type ScopeBlock, scopeBlocks } from '../text/unmanaged-text.ts';
import { isShownSecret } from '../text/value-text.ts';
import { summaryLine } from './headline.ts';
import { orderedFindings } from './problems-report.ts';
import type { Report, ReportFinding, ReportGroup, ReportRow, ReportSection } from './report.ts';

/** Additional facts about a plan. */
export type PlanContext = {
  readonly impactOf: ImpactOf;
  /** Who wrote a line; null: unknown. */
  readonly authorOf: (source: Source) => ReportRow['author'];
};

/** A plan in the common form of all formats: by scope, the riskiest changes first. */
export function planReport(plan: Plan, context: PlanContext): Report {
  return {
    kind: 'plan',
    title: `Plan for application ${plan.application.id}${regionText(plan)}`,
    subject: plan.application.id,
    verdict: { level: levelOf(plan), text: summaryLine(plan) },
    facts: planFacts(plan),
    columns: ['before', 'after'],
    groups: planGroups(plan, context),
    findings: orderedFindings(plan.findings).map((finding) => reportFinding(finding, plan)),
    sections: sectionsOf(plan),
    digest: plan.digest,
  };
}

export function regionText({ application: { region } }: Plan): string {
  return region === null ? '' : ` (${region})`;
}

function levelOf({ status, findings }: Plan): Report['verdict']['level'] {
  switch (status) {
    case 'in-sync':
      return 'ok';
    case 'ready':
      return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'change';
    case 'blocked':
      return 'refused';
  }
}

/** The head of a plan, and of a run of it. */
export function planFacts(plan: Plan): Report['facts'] {
  const { baseline, only } = plan;
  const commit = baseline?.commit == null ? '' : ` (${baseline.commit.slice(0, 12)})`;
  return [
    { label: 'Application', value: `${plan.application.id}${regionText(plan)}` },
    { label: plan.source === 'live' ? 'Read' : 'Snapshot of', value: plan.readAt },
    ...(baseline === null ? [] : [{ label: 'Baseline', value: `${baseline.name}${commit}` }]),
    ...(only.length === 0 ? [] : [{ label: 'Only', value: only.join(', ') }]),
    ...applicableFact(plan),
  ];
}

// A plan without changes, or a refused one, cannot be applied.
function applicableFact({ status, source, expiresAt }: Plan): Report['facts'] {
  if (status !== 'ready') return [];
  return [{ label: 'Can be applied until', value: source === 'live' ? expiresAt : 'never: made from a snapshot' }];
}

function planGroups(plan: Plan, context: PlanContext): readonly ReportGroup[] {
  const replacing = new Set(plan.calls.filter(({ replaces }) => replaces).map(({ id }) => id));
  return scopeBlocks(plan.changes).map(({ scope, entries }) => ({
    scope,
    clientId: entries.find(({ change }) => change.clientId !== undefined)?.change.clientId ?? null,
    rows: reviewed(entries, context).map(({ name, change, review }) =>
      reportRow(change, { name, review, replacing }, context),
    ),
  }));
}

type Reviewed = ScopeBlock['entries'][number] & { readonly review: Review };

function reviewed(entries: ScopeBlock['entries'], { impactOf }: PlanContext): readonly Reviewed[] {
  return entries
    .map((entry) => ({ ...entry, review: reviewChange(entry.change, impactOf) }))
    .sort((a, b) => byRisk(a.review.risk, b.review.risk));
}

type RowFacts = Pick<Reviewed, 'name' | 'review'> & { readonly replacing: ReadonlySet<string> };

function reportRow(change: PlanChange, { name, review, replacing }: RowFacts, context: PlanContext): ReportRow {
  const { target, action, source, call } = change;
  const replaces = call !== null && replacing.has(call) ? ['full replace'] : [];
  return {
    target,
    name,
    kind: action,
    values: [redactedValue(change.before), redactedValue(change.after)],
    ...review,
    tags: [...originTags(change), ...replaces],
    source,
    author: source === null ? null : context.authorOf(source),
    actions: [],
  };
}

function redactedValue(value: PlanValue | undefined): RedactedValue {
  if (value === undefined) return { kind: 'absent' };
  return isShownSecret(value) ? { kind: 'secret', fingerprint: value.fingerprint } : { kind: 'value', json: value };
}

// Pending is the usual origin, and unknown adds no information.
function originTags({ origin }: PlanChange): readonly string[] {
  switch (origin) {
    case 'drift':
      return ['live value changed since the baseline'];
    case 'both':
      return ['file and live value changed since the baseline'];
    case 'pending':
    case 'unknown':
      return [];
  }
}

function reportFinding(finding: PlanFinding, facts: CureFacts): ReportFinding {
  const cure = findingCure(finding, facts);
  return { ...finding, cure: cure === null ? [] : [cure.sentence, ...(cure.line === null ? [] : [cure.line])] };
}

function unmanagedItem(entry: Unmanaged): string {
  return typeof entry === 'string' ? entry : `client ${entry.client} (${entry.name}), not declared`;
}

function sectionsOf({ calls, unmanaged }: Plan): readonly ReportSection[] {
  const items = calls.map(({ id, method, path, targets, replaces }) => {
    const mark = replaces ? ', full replace of its path' : '';
    return `${id} ${method} ${path}: ${targets.length === 1 ? '1 target' : `${targets.length} targets`}${mark}`;
  });
  const sections = [
    { title: 'Requests', items },
    { title: 'Not managed', items: unmanaged.map(unmanagedItem) },
  ];
  return sections.filter((section) => section.items.length > 0);
}
