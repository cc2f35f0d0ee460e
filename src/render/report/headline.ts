import type { Severity } from '../../model/finding.ts';
import type { Level, Report } from './report.ts';

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
