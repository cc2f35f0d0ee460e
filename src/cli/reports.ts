import { appendFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { impactOf } from '../catalogue/catalogue.ts';
import { type Author, blame, gitWith } from '../leaf/git.ts';
import { errorCode } from '../leaf/system-text.ts';
import type { Source } from '../model/finding.ts';
import type { Plan, PlanFinding } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import type { Several } from '../render/report/joined-report.ts';
import { type PlanContext, planReport, runReport } from '../render/report/plan-report.ts';
import { type ReportFormat, renderReports, stepSummary } from '../render/report/render-report.ts';
import type { Report } from '../render/report/report.ts';
import type { PlanView } from '../render/text/plan-text.ts';
import type { SourceLines } from '../render/text/problems-text.ts';
import type { CommonFlags, Format, Session } from './terminal/session.ts';

/** Prints reports in a format; on GitHub also to the step summary, if there is one. */
export async function printReports(
  reports: readonly Report[],
  format: ReportFormat,
  flags: Pick<CommonFlags, 'file' | 'verbosity' | 'previousDigest'>,
  session: Session,
  several?: Several,
): Promise<void> {
  const previousDigest = flags.previousDigest ?? null;
  const options = {
    style: session.stdoutStyle,
    detail: detailOf(flags),
    toolVersion: session.toolVersion,
    file: flags.file[0] ?? '',
    previousDigest,
    several,
  };
  const root = format === 'github' || format === 'sarif' ? session.variables['GITHUB_WORKSPACE'] : undefined;
  const placed = reports.map((report) => repositoryPlaces(report, session.cwd, root));
  await session.stdout(await renderReports(placed, format, options));
  const summary = session.variables['GITHUB_STEP_SUMMARY'] ?? '';
  if (format !== 'github' || summary === '') return;
  try {
    await appendFile(summary, await stepSummary(reports, options));
  } catch (cause) {
    await session.stderr(`The summary of the step cannot be written (${errorCode(cause)}).\n`);
  }
}

const maxFiles = 20;

/** The folder of the files, and the environment of git. */
type Place = Pick<Session, 'cwd' | 'environment'>;

/** The report of a plan, with the impact of its changes. */
export async function reportOfPlan(plan: Plan, format: Format, place: Place): Promise<Report> {
  return planReport(plan, await contextOf(plan, format, place));
}

/** The same for an apply. */
export async function reportOfRun(plan: Plan, run: RunReport, format: Format, place: Place): Promise<Report> {
  return runReport(plan, run, await contextOf(plan, format, place));
}

async function contextOf(plan: Plan, format: Format, place: Place): Promise<PlanContext> {
  const authors = showsAuthors(format) ? await authorsOf(plan, place) : new Map<string, ReadonlyMap<number, Author>>();
  return { impactOf, authorOf: ({ file, line }) => authors.get(file)?.get(line) ?? null };
}

function showsAuthors(format: Format): boolean {
  return format === 'markdown' || format === 'html' || format === 'github';
}

async function authorsOf(
  plan: Plan,
  { cwd, environment }: Place,
): Promise<ReadonlyMap<string, ReadonlyMap<number, Author>>> {
  const lines = new Map<string, number[]>();
  for (const { source } of plan.changes) {
    if (source === null) continue;
    const own = lines.get(source.file) ?? [];
    own.push(source.line);
    lines.set(source.file, own);
  }
  const files = [...lines].slice(0, maxFiles);
  const runGit = gitWith(environment);
  return new Map(
    await Promise.all(files.map(async ([file, own]) => [file, await blame(resolve(cwd, file), own, runGit)] as const)),
  );
}

/** How a plan is shown with these flags. The impact of changes is looked up only with `--verbose`. */
export async function planView(
  flags: Pick<CommonFlags, 'verbosity'> & { readonly unmanaged: PlanView['unmanaged'] },
  session: Session,
  findings: Plan['findings'] = [],
): Promise<PlanView> {
  const lineAt = await linesOfFindings(findings, session);
  const view = { style: session.stdoutStyle, detail: detailOf(flags), unmanaged: flags.unmanaged, ...lineAt };
  if (flags.verbosity !== 'verbose') return view;
  const [{ impactOf }, { reviewChange }] = await Promise.all([
    import('../catalogue/catalogue.ts'),
    import('../engine/impact/impact-of-change.ts'),
  ]);
  return { ...view, impactOf: (change) => reviewChange(change, impactOf).impact };
}

/** The source lines of refusals. Read only if there are refusals. */
export async function linesOfFindings(
  findings: readonly PlanFinding[],
  session: Session,
): Promise<{ readonly lineAt?: SourceLines }> {
  const refused = findings.filter(({ severity, source }) => severity === 'refuse' && source !== null);
  if (refused.length === 0) return {};
  const { sourceLinesAt } = await import('./report-fatal.ts');
  const sources = refused.map(({ source }) => source);
  return { lineAt: await sourceLinesAt(sources, session) };
}

/** A report whose locations are paths from the root of the checkout, as CI systems expect. Other paths stay. */
export function repositoryPlaces(report: Report, cwd: string, root: string | undefined): Report {
  if (root === undefined || root === '') return report;
  const moved = <T extends { readonly source: Source | null }>(item: T): T => {
    return item.source === null
      ? item
      : { ...item, source: { ...item.source, file: fromRoot(item.source.file, cwd, root) } };
  };
  const groups = report.groups.map((group) => ({ ...group, rows: group.rows.map(moved) }));
  return { ...report, groups, findings: report.findings.map(moved) };
}

function fromRoot(file: string, cwd: string, root: string): string {
  const path = relative(root, resolve(cwd, file));
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}

const details = { quiet: 'summary', normal: 'short', verbose: 'whole' } as const;

/** The level of detail, by `--quiet` and `--verbose`. */
export function detailOf({ verbosity }: Pick<CommonFlags, 'verbosity'>): (typeof details)[CommonFlags['verbosity']] {
  return details[verbosity];
}
