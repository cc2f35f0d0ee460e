import { catalogue } from '../catalogue/catalogue.ts';
import { findExpired } from '../core/guards/expired.ts';
import { findNamesNothing, findUndeclaredClients } from '../core/guards/names-nothing.ts';
import { findSecretsInFile } from '../core/guards/secret-in-file.ts';
import type { Desired } from '../core/model/desired.ts';
import type { Finding } from '../core/model/finding.ts';
import type { PlanFinding } from '../core/model/plan.ts';
import type { Problem } from '../core/model/problem.ts';
import { formatTarget } from '../core/model/target.ts';
import type { SettledLive } from '../core/snapshot/make-snapshot.ts';
import { judgementDays } from '../judgement-days.ts';

/** What the guards that need nothing but the file and the day say of it. */
export function fileFindings(desired: Desired, now: Date): readonly PlanFinding[] {
  const { today, soon } = judgementDays(now);
  return [...findUndeclaredClients(desired), ...findSecretsInFile(desired), ...findExpired(desired, today, soon)].map(
    shown,
  );
}

/** What is wrong with `sensitive` of the file, where the application was read: an entry that names nothing hides nothing. */
export function hidingNothing(desired: Desired, { live }: SettledLive): readonly Problem[] {
  const mentions = desired.mentions.filter(({ list }) => list === 'sensitive');
  const findings = findNamesNothing({ ...desired, mentions }, { live, catalogue });
  return findings.flatMap((finding) => (finding.severity === 'refuse' ? [asProblem(shown(finding))] : []));
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
