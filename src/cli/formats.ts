import { type ReportFormat, renderedFormats } from '../render/report/render-report.ts';

/** The values of `--format`. */
export type Format = ReportFormat | 'json';

/** Formats of every command, and those that show a plan, a run, drift or a comparison. */
export const plainFormats: readonly Format[] = ['text', 'json'];
export const reportFormats: readonly Format[] = [
  ...plainFormats,
  ...renderedFormats.filter((format) => format !== 'text'),
];

/** The format that a flag selects. */
export function formatOf(text: string): Format {
  return reportFormats.find((format) => format === text) ?? 'text';
}
