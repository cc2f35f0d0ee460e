import type { Allow } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import { targetIndex } from '../model/pattern-index.ts';
import type { Undo } from '../model/undo.ts';
import type { Guard, GuardInput } from './guard.ts';

/**
 * All findings of all guards, in the order of the list; refusals that the file allows today are infos. An undo has no
 * file that could allow anything, and it brings back what was so before: what a file could allow is a warning there.
 */
export function runGuards(guards: readonly Guard[], input: GuardInput): readonly Finding[] {
  return guards.flatMap((guard) => {
    const findings = guard.check(input);
    if (guard.override === 'none') return findings;
    const { undo } = input;
    return findings.map((finding) => (undo === null ? withAllowance(guard, finding, input) : inUndo(finding, undo)));
  });
}

// Too few owners would keep anybody from repairing the repair.
const alwaysRefuses: ReadonlySet<string> = new Set(['last-owner']);

function inUndo(finding: Finding, { run }: Undo): Finding {
  if (finding.severity !== 'refuse' || alwaysRefuses.has(finding.code)) return finding;
  return { ...finding, severity: 'warning', message: `${finding.message} (a warning: it was so before run ${run})` };
}

function withAllowance({ allows }: Guard, finding: Finding, input: GuardInput): Finding {
  const { desired, today } = input;
  if (finding.severity !== 'refuse' || finding.overridable === false) return finding;
  const allow = targetIndex(desired.allow)
    .matching(finding.target)
    .find((entry) => applies(entry, finding, today) && (allows?.(entry, finding, input) ?? true));
  if (allow === undefined) return finding;
  const message = `${finding.message} (allowed until ${allow.until}: ${allow.reason})`;
  return { ...finding, severity: 'info', message };
}

function applies(allow: Allow, finding: Finding, today: string): boolean {
  return allow.guard === finding.code && allow.until >= today;
}
