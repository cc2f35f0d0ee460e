import { appendFile } from 'node:fs/promises';
import { type ReportFormat, renderReports, stepSummary } from '../render/render-report.ts';
import type { Report } from '../render/report.ts';
import { detailOf } from './detail-of.ts';
import { errorCode } from './error-code.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import { repositoryPlaces } from './repository-places.ts';
import type { CommonFlags, Session } from './session.ts';

/** Prints reports in a format; for GitHub also into the summary of the step, where there is one. */
export async function printReports(
  reports: readonly Report[],
  format: ReportFormat,
  flags: Pick<CommonFlags, 'file' | 'voice' | 'previousDigest'>,
  session: Session,
): Promise<void> {
  const previousDigest = flags.previousDigest ?? null;
  const options = {
    style: session.outStyle,
    detail: detailOf(flags),
    toolVersion: session.toolVersion,
    file: flags.file[0] ?? '',
    previousDigest,
  };
  const root = format === 'github' || format === 'sarif' ? session.variables['GITHUB_WORKSPACE'] : undefined;
  const placed = reports.map((report) => repositoryPlaces(report, session.cwd, root));
  await session.out(await renderReports(placed, format, options));
  const summary = session.variables['GITHUB_STEP_SUMMARY'] ?? '';
  if (format !== 'github' || summary === '') return;
  try {
    await appendFile(summary, await stepSummary(reports, previousDigest));
  } catch (cause) {
    await session.tell(`The summary of the step cannot be written (${errorCode(cause)}).\n`);
  }
}

/** A page is one document: several cannot be printed after each other. */
export function refuseSeveralPages({ format, file }: CommonFlags): void {
  if (format !== 'html' || file.length < 2) return;
  throw endWith(exitCode.wrongUsage, {
    code: 'one-file-only',
    message: '--format html goes with one file, and there are several.',
    cure: 'Run capstan once for each file.',
  });
}
