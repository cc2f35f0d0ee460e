import type { CallShape } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Outcome, Result, RunReport } from '../../model/run.ts';
import { runAdvice } from '../text/run-advice.ts';
import { runResultLine } from '../text/run-text.ts';
import { type PlanContext, planFacts, planReport, regionText } from './plan-report.ts';
import type { Level, Report, ReportGroup, ReportRow, ReportSection } from './report.ts';

/** The result of an apply, in the common form of all formats. */
export function runReport(plan: Plan, run: RunReport, context: PlanContext): Report {
  const planned = planReport(plan, context);
  const facts = planFacts(plan).filter(({ label }) => label !== 'Can be applied until');
  return {
    ...planned,
    kind: 'run',
    title: `Apply to application ${plan.application.id}${regionText(plan)}`,
    verdict: { level: levelOf(run.result), text: runResultLine(run) },
    facts: run.run.id === '' ? facts : [...facts, { label: 'Run', value: run.run.id }],
    groups: withOutcomes(planned.groups, plan, run),
    sections: sectionsOf(plan, run),
  };
}

function levelOf(result: Result): Level {
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

function sectionsOf(plan: Plan, run: RunReport): readonly ReportSection[] {
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
