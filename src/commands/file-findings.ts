import { findExpired } from '../core/guards/expired.ts';
import { findSecretsInFile } from '../core/guards/secret-in-file.ts';
import type { Desired } from '../core/model/desired.ts';
import type { Finding } from '../core/model/finding.ts';
import type { PlanFinding } from '../core/model/plan.ts';
import type { Problem } from '../core/model/problem.ts';
import { formatTarget } from '../core/model/target.ts';
import { judgementDays } from '../judgement-days.ts';

/** What the guards that need nothing but the file and the day say of it. */
export function fileFindings(desired: Desired, now: Date): readonly PlanFinding[] {
  const { today, soon } = judgementDays(now);
  return [...findSecretsInFile(desired), ...findExpired(desired, today, soon)].map(shown);
}

function shown({ code, severity, message, target, source }: Finding): PlanFinding {
  return { code, severity, message, target: formatTarget(target), source };
}

/** A finding in the shape of a problem: a guard says what is wrong first, and then what to do. */
export function asProblem({ code, message, source }: PlanFinding): Problem {
  const end = message.indexOf('; ');
  if (end === -1) return { code, message, cure: '', source };
  return { code, message: message.slice(0, end), cure: message.slice(end + 2), source };
}
