import type { Drift } from '../../model/drift.ts';
import { jsonText } from '../../render/machine/json.ts';
import { overviewReport } from '../../render/report/joined-report.ts';
import type { ReportFormat } from '../../render/report/render-report.ts';
import { problemsReport, type Report } from '../../render/report/report.ts';
import { endWith } from '../../workflows/ending.ts';
import { claimed, type Output } from '../../workflows/files/claim-output.ts';
import { readLastSuccesses, saveMetrics } from '../drift-reporting.ts';
import { kindOf } from '../file-work.ts';
import { chooseFleet } from '../fleet/choose-fleet.ts';
import { type FleetReport, type FleetResult, summaryText } from '../fleet/fleet-report.ts';
import { heading } from '../fleet/in-turn.ts';
import { type GivenReport, mergeReports } from '../fleet/merge-reports.ts';
import { noReport, readFleetReport } from '../fleet/read-fleet-report.ts';
import { isDrift } from '../fleet/result-shapes.ts';
import { type ResultView, viewOfResult } from '../fleet/result-views.ts';
import { printReports } from '../reports.ts';
import { tellProblems } from '../tell-problems.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

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
  // Counts without one application would look as if nothing changed there.
  if (flags.format === 'gitlab' && isPartial(merged)) return;
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
