import { impactOf } from '../../catalogue/catalogue.ts';
import { isJsonObject } from '../../leaf/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { RunReport } from '../../model/run.ts';
import { compareReport, driftReport } from '../../render/report/difference-reports.ts';
import { planReport, runReport } from '../../render/report/plan-report.ts';
import { problemsReport, type Report } from '../../render/report/report.ts';
import { type PlanView, planText } from '../../render/text/plan-text.ts';
import { problemsText } from '../../render/text/problems-text.ts';
import { reportText } from '../../render/text/report-text.ts';
import { runText } from '../../render/text/run-text.ts';
import { asPlan } from '../../workflows/read-saved.ts';
import { driftActions } from '../drift-reporting.ts';
import { kindOf } from '../file-work.ts';
import { detailOf } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import type { FleetReport, FleetResult } from './fleet-report.ts';
import { isComparison, isDrift, isProblems, isRunMembers, type RunMembers } from './result-shapes.ts';

/** A result for the formats: as text for a terminal, and as the common form of all others. */
export type ResultView = { readonly report: Report; readonly text: string };

/** The view of a result; null: nothing to show, undefined: not a result of this command. */
export async function viewOfResult(
  { result, file }: FleetResult,
  command: FleetReport['command'],
  { flags, session }: { readonly flags: Pick<CommonFlags, 'verbosity'>; readonly session: Session },
): Promise<ResultView | null | undefined> {
  if (result === null) return null;
  const style = session.stdoutStyle;
  const detail = detailOf(flags);
  if (isProblems(result)) {
    if (result.problems.length === 0) return null;
    const report = problemsReport(file, result.problems, kindOf(command));
    return { report, text: problemsText(result.problems, style) };
  }
  const asReport = (report: Report): ResultView => ({ report, text: reportText(report, style, detail) });
  switch (command) {
    case 'drift':
      return isDrift(result)
        ? asReport(driftReport(result, driftActions(file, result.baseline?.name, session)))
        : undefined;
    case 'compare':
      return isComparison(result) ? asReport(compareReport(result)) : undefined;
    default:
      return planned(result, { style, detail });
  }
}

type Look = Pick<PlanView, 'style' | 'detail'>;

// The JSON of a run is the plan with its outcome.
async function planned(result: unknown, look: Look): Promise<ResultView | undefined> {
  if (!isJsonObject(result)) return undefined;
  const { run, outcomes, storedOtherwise, sideEffects, ...more } = result;
  const { result: end, changedMeanwhile, stoppedBy, journalGap, ...rest } = more;
  const { plan } = await asPlan(rest);
  if (plan === undefined) return undefined;
  const context = { impactOf, authorOf: () => null };
  const text = planText(plan, { ...look, unmanaged: 'counted' });
  if (run === undefined) return { report: planReport(plan, context), text };
  const members = { run, result: end, outcomes, storedOtherwise, sideEffects, changedMeanwhile, stoppedBy, journalGap };
  if (!isRunMembers(members)) return undefined;
  const report = withStored(members, plan);
  const told = plan.status === 'ready' ? `\n${runText(plan, report, look.style)}` : '';
  return { report: runReport(plan, report, context), text: `${text}${told}` };
}

function withStored({ storedOtherwise, outcomes, ...run }: RunMembers, { calls }: Plan): RunReport {
  const targetsOf = new Map(calls.map(({ id, targets }) => [id, targets]));
  return {
    ...run,
    outcomes: outcomes.map(({ storedAs: _, ...outcome }) => {
      const own = storedOtherwise.filter(({ target }) => targetsOf.get(outcome.call)?.includes(target));
      const stored = own.map(({ target, storedAs }) => ({ target, value: storedAs }));
      return stored.length === 0 ? outcome : { ...outcome, stored };
    }),
  };
}
