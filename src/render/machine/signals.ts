import type { Drift, DriftClass } from '../../model/differences.ts';
import type { Severity, Source } from '../../model/finding.ts';
import { commandData, commandProperty } from '../escape/formats.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Report, ReportRow, RowKind } from '../report/report.ts';
import { redactedValueText, sentence, shortened } from '../text/value-text.ts';
import { jsonText } from './json.ts';

const valueLength = 120;

/** GitHub's limit for the summary of one step, less space for other commands of the step. */
export const stepSummaryLimit = 900_000;

type Level = 'error' | 'warning' | 'notice';

/**
 * Reports as workflow commands: an annotation for each finding and for each row, worst first, since GitHub shows only
 * the first ten of a kind. The lines between them are the verdicts.
 */
export function githubCommands(reports: readonly Report[]): string {
  const lines = reports.flatMap((report) => [
    `${visibleText(report.title)}. ${visibleText(report.verdict.text)}`,
    ...report.findings.map(({ severity, source, code, target, message, cure }) => {
      return command(levelOf(severity), source, `${code}: ${target}`, joined([message, ...cure]));
    }),
    ...rowCommands(report),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

// A stop between two sentences, and none behind what may be a name or a line to copy.
function joined(lines: readonly string[]): string {
  return [...lines.slice(0, -1).map(sentence), ...lines.slice(-1)].join(' ');
}

function levelOf(severity: Severity): Level {
  switch (severity) {
    case 'refuse':
      return 'error';
    case 'warning':
      return 'warning';
    case 'info':
      return 'notice';
  }
}

function rowCommands({ groups, columns }: Report): readonly string[] {
  return groups.flatMap(({ rows }) =>
    rows.map((row) => command('notice', row.source, `${row.kind}: ${row.target}`, rowText(row, columns))),
  );
}

function rowText({ values, impact }: ReportRow, columns: readonly string[]): string {
  const texts = values.map((value, at) => `${columns[at] ?? ''}: ${shortened(redactedValueText(value), valueLength)}`);
  return [...(impact === null ? [] : [impact]), texts.join(', ')].join(' ');
}

function command(level: Level, source: Source | null, title: string, text: string): string {
  const place =
    source === null ? [] : [`file=${commandProperty(source.file)}`, `line=${source.line}`, `col=${source.column}`];
  return `::${level} ${[...place, `title=${commandProperty(title)}`].join(',')}::${commandData(text)}`;
}

// A client or a key that one side lacks, which apply or absorb would create.
const kinds: ReadonlyMap<RowKind, 'create' | 'update' | 'delete'> = new Map([
  ['create', 'create'],
  ['missing', 'create'],
  ['update', 'update'],
  ['features', 'update'],
  ['pending', 'update'],
  ['drift', 'update'],
  ['both', 'update'],
  ['unknown', 'update'],
  ['differs', 'update'],
  ['one-sided', 'update'],
  ['foreign-value', 'update'],
  ['remove', 'delete'],
]);

/** The input of GitLab's merge request widget (`artifacts: reports: terraform`): three numbers over all reports. */
export function gitlabReport(reports: readonly Report[]): string {
  const found = reports.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ kind }) => kinds.get(kind))));
  const count = (kind: 'create' | 'update' | 'delete'): number => found.filter((other) => other === kind).length;
  return jsonText({ create: count('create'), update: count('update'), delete: count('delete') });
}

/** The result of one application. `drift` null: it could not be read. */
export type Measured = {
  readonly application: string;
  readonly drift: Drift | null;
  readonly durationSeconds: number;
  /** When a run last read it, in seconds since 1970; null: never. */
  readonly lastSuccess: number | null;
};

const classes: readonly (DriftClass | 'accepted')[] = ['pending', 'drift', 'both', 'converged', 'unknown', 'accepted'];

/** The Prometheus text format, for the textfile collector. An application that could not be read has no row counts. */
export function driftMetrics(all: readonly Measured[]): string {
  const measured = byApplication(all);
  const samples = (name: string, of: (one: Sample) => readonly (readonly [string, number])[]): string =>
    measured
      .flatMap((one) =>
        of(one).map(([labels, value]) => `${name}{application="${escaped(one.application)}"${labels}} ${value}\n`),
      )
      .join('');
  return [
    '# HELP capstan_drift_rows Rows of drift by class.\n# TYPE capstan_drift_rows gauge\n',
    samples('capstan_drift_rows', ({ drifts }) =>
      drifts === null ? [] : classes.map((name) => [`,class="${name}"`, rowsOf(drifts, name)] as const),
    ),
    '# HELP capstan_drift_success Whether the last run could read the application.\n# TYPE capstan_drift_success gauge\n',
    samples('capstan_drift_success', ({ drifts }) => [['', drifts === null ? 0 : 1]]),
    '# HELP capstan_drift_last_success_timestamp_seconds When a run could last read the application.\n# TYPE capstan_drift_last_success_timestamp_seconds gauge\n',
    samples('capstan_drift_last_success_timestamp_seconds', ({ lastSuccess }) =>
      lastSuccess === null ? [] : [['', lastSuccess]],
    ),
    '# HELP capstan_drift_duration_seconds How long the last run took.\n# TYPE capstan_drift_duration_seconds gauge\n',
    samples('capstan_drift_duration_seconds', ({ durationSeconds }) => [['', durationSeconds]]),
  ].join('');
}

/** An application with all of its files. `drifts` null: one of them could not be read. */
type Sample = Omit<Measured, 'drift'> & { readonly drifts: readonly Drift[] | null };

// Two files may name one application, and the collector rejects a file with a repeated series.
function byApplication(measured: readonly Measured[]): readonly Sample[] {
  const names = [...new Set(measured.map(({ application }) => application))];
  return names.map((application) => {
    const own = measured.filter((one) => one.application === application);
    const drifts = own.flatMap(({ drift }) => (drift === null ? [] : [drift]));
    const times = own.map(({ lastSuccess }) => lastSuccess);
    return {
      application,
      drifts: drifts.length === own.length ? drifts : null,
      durationSeconds: own.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
      lastSuccess: times.includes(null) ? null : Math.min(...times.map(Number)),
    };
  });
}

function rowsOf(drifts: readonly Drift[], name: (typeof classes)[number]): number {
  return drifts.reduce((sum, { summary }) => sum + summary[name], 0);
}

/** When each application was last read, from the metrics of the previous run. Other lines are ignored. */
export function lastSuccesses(metrics: string): ReadonlyMap<string, number> {
  const line = /^capstan_drift_last_success_timestamp_seconds\{application="((?:[^"\\]|\\.)*)"\} (\d+(?:\.\d+)?)$/gmu;
  return new Map([...metrics.matchAll(line)].map(([, name = '', value]) => [unescaped(name), Number(value)]));
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, (_all, character: string) => (character === 'n' ? '\n' : character));
}

const maxRows = 20;
// Hosts of Microsoft's workflows, which accept cards and no plain text.
const cardHosts = /(?:^|\.)(?:logic\.azure\.com|powerplatform\.com|powerautomate\.com)$/iu;

/** The JSON for a webhook: `{ "text": ... }` for Slack, classic Teams connectors and others, a card for workflows. */
export function noticeJson(report: Report, host: string): string {
  const text = noticeText(report);
  if (!cardHosts.test(host)) return JSON.stringify({ text });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [{ type: 'TextBlock', text, wrap: true }],
  };
  return JSON.stringify({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  });
}

// Only targets and classes: values are for readers of the configuration, not for a channel.
function noticeText({ title, verdict, groups }: Report): string {
  const rows = groups.flatMap((group) => group.rows).filter(({ kind }) => kind !== 'accepted' && kind !== 'converged');
  const lines = rows.slice(0, maxRows).map(({ kind, target }) => `- ${kind}: ${quoted(target)}`);
  const more = rows.length > maxRows ? [`- and ${rows.length - maxRows} more`] : [];
  return [quoted(title), quoted(verdict.text), ...lines, ...more].join('\n');
}

// Escapes mentions, links and markup of chats: `<!here>`, `@channel`, `[x](y)`.
function quoted(text: string): string {
  return visibleText(text).replace(/[<>&@[\]`*~|#]/gu, (character) => replacements.get(character) ?? '');
}

const replacements: ReadonlyMap<string, string> = new Map([
  ['<', '‹'],
  ['>', '›'],
  ['&', '＆'],
  ['@', '＠'],
  ['[', '('],
  [']', ')'],
  ['`', "'"],
  ['*', '∗'],
  ['~', '-'],
  ['|', '/'],
  ['#', '＃'],
]);
