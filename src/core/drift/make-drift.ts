import type { Drift, DriftClass, DriftRow } from '../model/drift.ts';
import type { PlanFinding } from '../model/plan.ts';
import { formatTarget } from '../model/target.ts';
import type { PlanParts } from '../plan/make-plan.ts';

/** Facts about the moment and the maker. */
export type DriftMoment = { readonly readAt: string; readonly toolVersion: string };

/** Writes down what drift found. Same parts and moment, same document. */
export function makeDrift(rows: readonly DriftRow[], parts: PlanParts, moment: DriftMoment): Drift {
  const { desired, live, baseline } = parts;
  // What is accepted is on nobody's list.
  const counted = rows.filter(({ accepted }) => accepted === null);
  const count = (name: DriftClass): number => counted.filter((row) => row.class === name).length;
  return {
    formatVersion: 1,
    tool: { name: 'capstan', version: moment.toolVersion },
    application: { id: desired.application.id, region: desired.application.region },
    caller: live.caller,
    readAt: moment.readAt,
    baseline: baseline === null ? null : { name: baseline.name, commit: baseline.commit },
    summary: {
      pending: count('pending'),
      drift: count('drift'),
      both: count('both'),
      converged: count('converged'),
      unknown: count('unknown'),
      accepted: rows.length - counted.length,
      notCompared: parts.notCompared.length,
    },
    rows,
    findings: parts.findings.map(({ code, severity, message, target, source }): PlanFinding => {
      return { code, severity, message, target: formatTarget(target), source };
    }),
  };
}
