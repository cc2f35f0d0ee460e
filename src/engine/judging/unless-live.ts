import type { Finding } from '../../model/finding.ts';

const note = 'a warning: a plan refuses it, unless the live application has it already';

/** For `validate`: what a plan would refuse as a change. It may be no change. */
export function unlessLive(finding: Omit<Finding, 'severity'>): Finding {
  return { ...finding, severity: 'warning', note };
}
