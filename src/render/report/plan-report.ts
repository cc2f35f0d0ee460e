import { byRisk, type Review, reviewChange } from '../../engine/impact/impact-of-change.ts';
import type { CallShape } from '../../model/change.ts';
import type { Source } from '../../model/finding.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue, Unmanaged } from '../../model/plan.ts';
import type { Outcome, Result, RunReport } from '../../model/run.ts';
import type { ImpactOf } from '../../model/setting.ts';
import type { RedactedValue } from '../../model/value.ts';
import { type CureFacts, findingCure } from '../text/findings-text.ts';
import { runAdvice } from '../text/run-advice.ts';
import { runResultLine } from '../text/run-text.ts';
import { type ScopeBlock, scopeBlocks } from '../text/unmanaged-text.ts';
import { isShownSecret } from '../text/value-text.ts';
import {
  type Level,
  orderedFindings,
  type Report,
  type ReportFinding,
  type ReportGroup,
  type ReportRow,
  type ReportSection,
  summaryLine,
} from './report.ts';

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

function regionText({ application: { region } }: Plan): string {
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
function planFacts(plan: Plan): Report['facts'] {
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

/** The result of an apply, in the common form of all formats. */
export function runReport(plan: Plan, run: RunReport, context: PlanContext): Report {
  const planned = planReport(plan, context);
  const facts = planFacts(plan).filter(({ label }) => label !== 'Can be applied until');
  return {
    ...planned,
    kind: 'run',
    title: `Apply to application ${plan.application.id}${regionText(plan)}`,
    verdict: { level: runLevel(run.result), text: runResultLine(run) },
    facts: run.run.id === '' ? facts : [...facts, { label: 'Run', value: run.run.id }],
    groups: withOutcomes(planned.groups, plan, run),
    sections: runSections(plan, run),
  };
}

function runLevel(result: Result): Level {
  switch (result) {
    case 'in-sync':
    case 'done':
      return 'ok';
    case 'refused':
      return 'refused';
    case 'side-effects':
    case 'stored-otherwise':
    case 'unverified':
      return 'warning';
    case 'stale':
    case 'failed':
    case 'interrupted':
    case 'partial':
    case 'unknown':
      return 'failed';
  }
}

function withOutcomes(groups: readonly ReportGroup[], plan: Plan, { outcomes }: RunReport): readonly ReportGroup[] {
  const words = new Map(outcomes.map((outcome) => [outcome.call, outcomeWord(outcome)]));
  const calls = new Map(plan.changes.map(({ target, call }) => [target, call]));
  const tagged = (row: ReportRow): ReportRow => {
    const word = words.get(calls.get(row.target) ?? '');
    return word === undefined ? row : { ...row, tags: [word, ...row.tags] };
  };
  return groups.map((group) => ({ ...group, rows: group.rows.map(tagged) }));
}

function outcomeWord({ status, verified, stored }: Outcome): string {
  switch (status) {
    case 'done':
      if (stored !== undefined) return 'done, stored in another form';
      return verified ? 'done' : 'done, not yet visible';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknown';
    case 'not-run':
      return 'not run';
  }
}

function runSections(plan: Plan, run: RunReport): readonly ReportSection[] {
  const { sideEffects, changedMeanwhile, stoppedBy, journalGap } = run;
  const stopped = stoppedBy === null ? [] : [`${stoppedBy.message} [${stoppedBy.code}]`];
  const calls = new Map(plan.calls.map((call) => [call.id, call]));
  const gap = journalGap === null ? [] : [`The journal of this run lacks a record: ${journalGap}`];
  const sections = [
    { title: 'What to do now', items: [runAdvice(run)].filter((text) => text !== '') },
    { title: 'Stopped', items: stopped },
    { title: 'Requests', items: run.outcomes.map((outcome) => outcomeItem(outcome, calls.get(outcome.call))) },
    { title: 'Side effects', items: sideEffects.map(({ target, message }) => `${target}: ${message}`) },
    { title: 'Changed by someone else meanwhile, and carried over', items: changedMeanwhile },
    { title: 'Journal', items: gap },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function outcomeItem(outcome: Outcome, call: CallShape | undefined): string {
  const where = call === undefined ? '' : ` ${call.method} ${call.path}`;
  const code = outcome.code === null ? '' : ` [${outcome.code}]`;
  const reason = outcome.reason === null ? '' : `: ${outcome.reason}${code}`;
  return `${outcome.call}${where}: ${outcomeWord(outcome)}${reason}`;
}
