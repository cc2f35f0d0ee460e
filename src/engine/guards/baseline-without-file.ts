import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** The commit of the baseline does not have the file: it is new, or it was moved. */
export const baselineWithoutFile: Guard = { code: 'baseline-without-file', override: 'none', rank: 30, check };

function check({ baseline }: GuardInput): readonly Finding[] {
  if (baseline === null || baseline.missing === null) return [];
  const { name, missing } = baseline;
  const fact = `the baseline has no ${missing}: the file is new, or it was moved; every change counts as pending, and drift cannot be detected`;
  const cure = `if the file was moved, name its old path: --baseline ${name}:OLD/PATH`;
  return [{ code: 'baseline-without-file', severity: 'warning', fact, cure, target: { kind: 'global' }, source: null }];
}
