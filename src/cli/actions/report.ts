import { impactOf } from '../../catalogue/catalogue.ts';
import { isJsonObject } from '../../leaf/json.ts';
import type { Drift } from '../../model/differences.ts';
import type { Plan } from '../../model/plan.ts';
import type { RunReport } from '../../model/run.ts';
import { jsonText } from '../../render/machine/json.ts';
import { compareReport, driftReport } from '../../render/report/difference-reports.ts';
import { overviewReport } from '../../render/report/joined-report.ts';
import { planReport, runReport } from '../../render/report/plan-report.ts';
import type { ReportFormat } from '../../render/report/render-report.ts';
import { problemsReport, type Report } from '../../render/report/report.ts';
import { type PlanView, planText } from '../../render/text/plan-text.ts';
import { problemsText } from '../../render/text/problems-text.ts';
import { reportText } from '../../render/text/report-text.ts';
import { runText } from '../../render/text/run-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { claimed, type Output } from '../../workflows/files/claim-output.ts';
import { asPlan } from '../../workflows/read-saved.ts';
import { kindOf } from '../file-work.ts';
import { chooseFleet } from '../fleet/choose-fleet.ts';
import {
  type FleetReport,
  type FleetResult,
  type GivenReport,
  mergeReports,
  summaryText,
} from '../fleet/fleet-report.ts';
import { heading } from '../fleet/in-turn.ts';
import {
  isComparison,
  isDrift,
  isProblems,
  isRunMembers,
  noReport,
  type RunMembers,
  readFleetReport,
} from '../fleet/read-fleet-report.ts';
import { tellProblems } from '../report-fatal.ts';
import { detailOf, printReports } from '../reports.ts';
import { noNumbers } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { driftActions, readLastSuccesses, saveMetrics } from './drift.ts';

export type MergeFlags = CommonFlags & {
  /** Reports that shards printed with `--format json`. */
  readonly reports: readonly string[];
  /** The fleet file whose applications are expected, and which of them; undefined: those that the reports name. */
  readonly wanted: { readonly fleet: string; readonly select: readonly string[] } | undefined;
  readonly metrics: string | undefined;
};

/** `capstan report merge`: returns the worst exit code. */
export async function mergeShards(flags: MergeFlags, session: Session): Promise<number> {
  const given = await givenReports(flags.reports, session);
  const metrics = await claimed({ flag: '--metrics', path: flags.metrics, kind: 'metrics' }, session);
  const merged = mergeReports(given, await wantedNames(flags, session));
  if (metrics !== null && merged.command !== 'drift') throw onlyDrift(merged.command);
  const views = await viewsOf(merged, flags, session);
  if (flags.format === 'json') await session.stdout(jsonText(merged));
  else await printMerged(merged, views, { ...flags, format: flags.format }, session);
  if (metrics !== null) await saveMergedMetrics(metrics, merged, session);
  return merged.exitCode;
}

async function givenReports(paths: readonly string[], session: Session): Promise<readonly GivenReport[]> {
  const given: GivenReport[] = [];
  for (const path of paths) given.push({ path, report: await readFleetReport(path, session) });
  return given;
}

async function wantedNames({ wanted }: MergeFlags, session: Session): Promise<readonly string[] | null> {
  if (wanted === undefined) return null;
  return (await chooseFleet({ ...wanted, shard: undefined, file: [] }, session)).view.all;
}

type Viewed = { readonly entry: FleetResult; readonly view: ResultView | null };

// All reports are validated before one is printed, so that no part of an invalid report is shown.
async function viewsOf(merged: FleetReport, flags: MergeFlags, session: Session): Promise<readonly Viewed[]> {
  const views: Viewed[] = [];
  for (const entry of merged.applications) {
    const view = await viewOfResult(entry, merged.command, { flags, session });
    if (view === undefined) throw noReport(entry.name, `has a result that ${merged.command} does not print`);
    views.push({ entry, view });
  }
  return views;
}

type Shown = MergeFlags & { readonly format: ReportFormat };

async function printMerged(merged: FleetReport, views: readonly Viewed[], flags: Shown, session: Session) {
  const { problems = [] } = merged;
  if (problems.length > 0) await tellProblems(problems, session);
  if (flags.format === 'text') return printTexts(merged, views, flags, session);
  if (flags.format === 'gitlab' && isPartial(merged)) return session.stderr(noNumbers);
  const shown = [...mergeTrouble(merged, flags), ...reportsIn(views)];
  const reports = shown.map(({ report }) => report);
  const { applications: rows, exitCode, fleet, command } = merged;
  const overview = overviewReport({ rows, exitCode, kind: kindOf(command), fleet }, reports);
  const about = { names: shown.map(({ name }) => name), files: shown.map(({ file }) => file) };
  await printReports(reports, flags.format, flags, session, { overview, ...about });
}

async function printTexts(
  { applications, exitCode }: FleetReport,
  views: readonly Viewed[],
  { verbosity }: MergeFlags,
  session: Session,
) {
  for (const { entry, view } of views)
    await session.stdout(`${heading(entry)}${view === null ? '' : `${view.text}\n`}`);
  await session.stdout(summaryText(applications, exitCode, { verbosity, noun: 'application' }));
}

type Named = { readonly name: string; readonly file: string; readonly report: Report };

function reportsIn(views: readonly Viewed[]): readonly Named[] {
  return views.flatMap(({ entry: { name, file }, view }) =>
    view === null ? [] : [{ name, file, report: view.report }],
  );
}

function mergeTrouble({ problems = [], fleet, command }: FleetReport, { reports }: MergeFlags): readonly Named[] {
  const file = fleet ?? reports[0] ?? '';
  return problems.length === 0
    ? []
    : [{ name: 'merge', file, report: problemsReport(file, problems, kindOf(command)) }];
}

function isPartial({ problems = [], applications }: FleetReport): boolean {
  return problems.length > 0 || applications.some(({ result }) => isFailure(result));
}

function isFailure(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'problems' in result;
}

async function saveMergedMetrics(output: Output, { applications }: FleetReport, session: Session) {
  const before = await readLastSuccesses(output);
  const measured = applications.flatMap(({ application, result, durationSeconds }) => {
    if (application === null) return [];
    const drift = isDrift(result) ? result : null;
    const lastSuccess = drift === null ? (before.get(application) ?? null) : secondsOf(drift);
    return [{ application, drift, durationSeconds, lastSuccess }];
  });
  await saveMetrics(output, measured, session);
}

function secondsOf({ readAt }: Drift): number {
  return Math.floor(Date.parse(readAt) / 1000);
}

function onlyDrift(command: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `--metrics works with reports of drift; these are reports of ${command}.`,
    cure: 'Remove the flag.',
  });
}

/** A result for the formats: as text for a terminal, and as the common form of all others. */
type ResultView = { readonly report: Report; readonly text: string };

/** The view of a result; null: nothing to show, undefined: not a result of this command. */
async function viewOfResult(
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
