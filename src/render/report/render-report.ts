import type { ReportDetail } from '../text/report-text.ts';
import type { Style } from '../text/style.ts';
import type { Several } from './joined-report.ts';
import type { Report } from './report.ts';

/** The formats that a report can be printed in. JSON is not one: it is the thing itself, not a report of it. */
export const renderedFormats = ['text', 'markdown', 'html', 'sarif', 'github', 'gitlab'] as const;

export type ReportFormat = (typeof renderedFormats)[number];

export type RenderOptions = {
  readonly style: Style;
  readonly detail: ReportDetail;
  readonly toolVersion: string;
  /** The file of the command: the location of findings without one. */
  readonly file: string;
  /** The digest of the plan that a comment showed before; null: none. */
  readonly previousDigest: string | null;
  /** For reports of several applications: what they are put under. */
  readonly several?: Several | undefined;
};

/** One report in a format. */
export function renderReport(report: Report, format: ReportFormat, options: RenderOptions): Promise<string> {
  return renderReports([report], format, options);
}

/**
 * Several reports in one document: Markdown and text one after the other, SARIF with all results, GitLab's numbers added
 * up, and one page of HTML. Loads only what the format needs.
 */
export async function renderReports(
  reports: readonly Report[],
  format: ReportFormat,
  { style, detail, toolVersion, file, previousDigest, several }: RenderOptions,
): Promise<string> {
  switch (format) {
    case 'text': {
      const { reportText } = await import('../text/report-text.ts');
      return reports.map((report) => reportText(report, style, detail)).join('\n');
    }
    case 'markdown': {
      const { aComment, reportsMarkdown } = await import('../markdown/markdown.ts');
      return reportsMarkdown(titled(reports, several), { ...aComment, previousDigest, overview: several?.overview });
    }
    case 'html': {
      const { reportHtml } = await import('../html/report-html.ts');
      if (several === undefined) return reports.slice(0, 1).map(reportHtml).join('');
      return reportHtml((await import('./joined-report.ts')).joinedReport(reports, several));
    }
    case 'sarif': {
      const { sarifLog } = await import('../machine/sarif.ts');
      return sarifLog(reports, { version: toolVersion, files: several?.files ?? [file] });
    }
    case 'github': {
      const { githubCommands } = await import('../machine/signals.ts');
      return githubCommands(several === undefined ? reports : [several.overview, ...titled(reports, several)]);
    }
    case 'gitlab': {
      const { gitlabReport } = await import('../machine/signals.ts');
      return gitlabReport(reports);
    }
  }
}

/** The summary of a step on GitHub that is beside the commands of the format `github`. */
export async function stepSummary(
  reports: readonly Report[],
  { previousDigest, several }: Pick<RenderOptions, 'previousDigest' | 'several'>,
): Promise<string> {
  const [{ reportsMarkdown }, { stepSummaryLimit }] = await Promise.all([
    import('../markdown/markdown.ts'),
    import('../machine/signals.ts'),
  ]);
  const options = { limit: stepSummaryLimit, previousDigest, overview: several?.overview };
  return reportsMarkdown(titled(reports, several), options);
}

/** The same reports, each with the name of its application in its title: the table of all has names, and no ids. */
function titled(reports: readonly Report[], several: Several | undefined): readonly Report[] {
  return reports.map((report, at) => {
    const name = several?.names[at];
    return name === undefined || report.title.endsWith(` ${name}`)
      ? report
      : { ...report, title: `${report.title} (${name})` };
  });
}
