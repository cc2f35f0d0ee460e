import type { Severity } from '../../model/finding.ts';
import type { Plan } from '../../model/plan.ts';
import { unmanagedSummary } from '../text/unmanaged-text.ts';
import type { Level, Report } from './report.ts';
import { countOf } from './words.ts';

const words: { readonly [Name in Level]: string } = {
  ok: 'OK',
  change: 'Changes',
  warning: 'Attention',
  refused: 'Refused',
  failed: 'Failed',
};

/** The word that a report begins with. */
export function levelWord({ kind, verdict: { level } }: Report): string {
  if (kind === 'compare' && level === 'change') return 'Differences';
  if (kind === 'drift' && level === 'change') return 'Pending';
  return kind === 'drift' && level === 'warning' ? 'Drift' : words[level];
}

/** The effect of a finding. It refuses only a plan or a run; elsewhere it says what `apply` would do. */
export function severityWord({ kind }: Report, severity: Severity): string {
  if (severity !== 'refuse') return severity;
  return kind === 'plan' || kind === 'run' ? 'refused' : 'apply would be refused';
}

/** The noun for the rows of a report. */
export function rowsNoun({ kind }: Report): 'change' | 'difference' {
  return kind === 'plan' || kind === 'run' ? 'change' : 'difference';
}

/** The last line of a plan: its summary. */
export function summaryLine(plan: Plan): string {
  const rest = [unmanagedSummary(plan.unmanaged), notComparedText(plan.summary.notCompared)].filter(
    (text) => text !== '',
  );
  return [mainText(plan), ...rest].join(' ');
}

function mainText(plan: Plan): string {
  switch (plan.status) {
    case 'in-sync':
      return plan.only.length === 0
        ? 'No changes. The live application matches the file.'
        : 'No changes for the targets of --only: the live application matches the file there.';
    case 'ready':
      return `Plan: ${changesText(plan)}. ${callsText(plan)}`;
    case 'blocked':
      return `Blocked by ${countOf(refusals(plan), 'error')}. Fix ${refusals(plan) === 1 ? 'it' : 'them'} before applying.${plan.changes.length === 0 ? '' : ` (${changesText(plan)}.)`}`;
  }
}

function refusals(plan: Plan): number {
  return plan.findings.filter(({ severity }) => severity === 'refuse').length;
}

function changesText({ summary }: Plan): string {
  const features = summary.features === 0 ? '' : `, ${countOf(summary.features, 'feature list')}`;
  return `${summary.create} to create, ${summary.update} to update, ${summary.remove} to remove${features}`;
}

function callsText({ calls }: Plan): string {
  const replacing = calls.filter(({ replaces }) => replaces).length;
  if (replacing > 0 && replacing === calls.length) return `${countOf(replacing, 'full replace')}.`;
  return `${countOf(calls.length, 'request')}${replacing === 0 ? '' : `, ${replacing} of them ${replacing === 1 ? 'a full replace' : 'full replaces'}`}.`;
}

function notComparedText(count: number): string {
  return count === 0 ? '' : `${countOf(count, 'secret was', 'secrets were')} not compared.`;
}
