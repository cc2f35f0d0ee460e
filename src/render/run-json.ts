import type { RunReport } from '../core/model/outcome.ts';
import type { Plan } from '../core/model/plan.ts';
import { planJson } from './plan-json.ts';

/** What `apply --format json` prints: the plan and what became of it; described by schemas/run.schema.json. */
export function runJson(plan: Plan, report: RunReport): object {
  return {
    ...planJson(plan),
    run: { id: report.run.id },
    result: report.result,
    outcomes: report.outcomes.map(({ status, verified, seen, call, reason, code, stored }) => ({
      status,
      verified,
      seen,
      call,
      reason,
      code,
      ...(stored?.[0] === undefined ? {} : { storedAs: stored[0].value }),
    })),
    storedOtherwise: report.outcomes.flatMap(({ stored }) =>
      (stored ?? []).map(({ target, value }) => ({ target, storedAs: value })),
    ),
    sideEffects: report.sideEffects.map(({ target, message }) => ({ target, message })),
    changedMeanwhile: [...report.changedMeanwhile],
    stoppedBy: report.stoppedBy && { code: report.stoppedBy.code, message: report.stoppedBy.message },
    journalGap: report.journalGap,
  };
}
