import type { Finding } from '../../model/finding.ts';

const note = 'a warning: a plan refuses it, unless the live application has it already';

/** What a plan would refuse as a change, where only the file is known: it may be no change. */
export function unlessLive(finding: Omit<Finding, 'severity'>): Finding {
  return { ...finding, severity: 'warning', note };
}
