import type { Allow } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import { matchesTarget } from '../model/target-pattern.ts';
import type { Guard, GuardInput } from './guard.ts';

/** All findings of all guards, in the order of the list; refusals that the file allows today are infos. */
export function runGuards(guards: readonly Guard[], input: GuardInput): readonly Finding[] {
  return guards.flatMap((guard) => {
    const findings = guard.check(input);
    return guard.override === 'none' ? findings : findings.map((finding) => withAllowance(finding, input));
  });
}

function withAllowance(finding: Finding, { desired, today }: GuardInput): Finding {
  if (finding.severity !== 'refuse') return finding;
  const allow = desired.allow.find((entry) => applies(entry, finding, today));
  if (allow === undefined) return finding;
  const message = `${finding.message} (allowed until ${allow.until}: ${allow.reason})`;
  return { ...finding, severity: 'info', message };
}

function applies(allow: Allow, finding: Finding, today: string): boolean {
  return allow.guard === finding.code && allow.until >= today && matchesTarget(allow.target, finding.target);
}
