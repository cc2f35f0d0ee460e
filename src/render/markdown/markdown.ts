import type { Severity } from '../../model/finding.ts';
import { htmlCode, markdownCode, markdownComment, markdownText } from '../escape/formats.ts';
import {
  isOfLaterApply,
  type Level,
  levelWord,
  type Report,
  type ReportFinding,
  severityWord,
} from '../report/report.ts';
import { countOf, moment, placeText, shortened, withMoments } from '../text/value-text.ts';
import { Budget, commentLimit, detailsMarkdown, type Left, lengthOf, riskiestRows } from './rows-markdown.ts';

export type MarkdownOptions = {
  /** The limit in bytes. For a comment of GitHub: `commentLimit`. */
  readonly limit: number;
  /** The digest of the plan that the same comment showed before; null: there was none. */
  readonly previousDigest: string | null;
  /** The heading above reports of several applications; left out: none. */
  readonly overview?: Report | undefined;
};

// Space for the lines that the poster of the comment adds.
const others = 1000;

/** The options of a comment without a previous one. */
export const aComment: MarkdownOptions = { limit: commentLimit - others, previousDigest: null };

const firstRows = 10;
const tinyLength = 80;
// Space for the line that says what was left out.
const leftLineLength = 300;

/**
 * Reports as one Markdown document, such as a comment: summary and findings always, changes open when they fit. It
 * never has more bytes than `limit`; parts that do not fit are counted, and belong in an attachment.
 */
export function reportsMarkdown(reports: readonly Report[], options: MarkdownOptions = aComment): string {
  const { overview, ...own } = options;
  if (overview === undefined) return joinedMarkdown(reports, own);
  // The result of each application matters more than its report.
  const head = reportMarkdown(overview, { ...own, limit: Math.floor(own.limit / 2) });
  return `${head}\n${joinedMarkdown(reports, { ...own, limit: own.limit - lengthOf(head) - 1 })}`;
}

function joinedMarkdown(reports: readonly Report[], options: Omit<MarkdownOptions, 'overview'>): string {
  const whole = reports.map((report) => reportMarkdown(report, options)).join('\n');
  if (lengthOf(whole) <= options.limit) return whole;
  const limit = Math.floor((options.limit - leftLineLength) / reports.length) - 1;
  const budget = new Budget(options.limit - leftLineLength);
  const shown = reports.filter((report) => budget.take(reportMarkdown(report, { ...options, limit }))).length;
  const left = reports.length - shown;
  return left === 0
    ? budget.text
    : `${budget.text}\n${countOf(left, 'more report')} did not fit here: see the attachment.\n`;
}

/** One report as a Markdown document, at most as long as `limit` says. */
export function reportMarkdown(
  report: Report,
  { limit, previousDigest }: Omit<MarkdownOptions, 'overview'> = aComment,
): string {
  const head = headMarkdown(report, previousDigest);
  const findings = findingsMarkdown(report, limit - lengthOf(head) - leftLineLength);
  const room = limit - lengthOf(head) - lengthOf(findings) - leftLineLength;
  // With a hundred files at once, the limit of each is smaller than its head.
  if (room < 0) return tinyMarkdown(report);
  const riskiest = riskiestMarkdown(report, room);
  const told = riskiest === '' ? [] : riskiestRows(report).slice(0, firstRows);
  const targets = new Set(told.map(({ target }) => target));
  const details = detailsMarkdown(report, room - lengthOf(riskiest), targets);
  return [head, findings, riskiest, details.text, left(details.left, report)].filter((text) => text !== '').join('\n');
}

function tinyMarkdown(report: Report): string {
  const verdict = markdownText(shortened(report.verdict.text, tinyLength));
  return `${markerLine(report)}\n${markdownText(shortened(report.title, tinyLength))}: ${verdict} **Nothing else fits here:** see the attached report.\n`;
}

function riskiestMarkdown(report: Report, room: number): string {
  const rows = riskiestRows(report);
  if (rows.length === 0) return '';
  const lines = rows
    .slice(0, firstRows)
    .map(
      ({ risk, target, impact }) =>
        `- <b>${markdownText(risk ?? '')}</b> ${markdownCode(target)}<br>${markdownText(impact ?? '')}`,
    );
  const more = rows.length > firstRows ? [`- and ${rows.length - firstRows} more, below`] : [];
  const text = ['### What people will notice\n', ...lines, ...more, ''].join('\n');
  return lengthOf(text) <= room / 2 ? text : '';
}

function left({ rows, values, items }: Left, { groups }: Report): string {
  const all = groups.reduce((count, group) => count + group.rows.length, 0);
  const parts = [
    rows === 0 ? '' : `${rows} of ${countOf(all, 'row')}`,
    values === 0 ? '' : countOf(values, 'long value'),
    items === 0 ? '' : countOf(items, 'line'),
  ].filter((text) => text !== '');
  return parts.length === 0
    ? ''
    : `**Not everything fits here:** ${parts.join(', ')} did not: see the attached report.\n`;
}

// Names and facts are usually short; a long one must not displace the findings.
const factLength = 200;

/** The marker line that finds a comment again, to update it. */
function markerLine({ kind, subject, title }: Report): string {
  return `<!-- capstan:${kind}:${markdownComment(subject ?? title).slice(0, factLength)} -->`;
}

/** The head of a report: marker, title, verdict, facts. `previousDigest` is that of the plan that stood here before. */
function headMarkdown(report: Report, previousDigest: string | null): string {
  const { verdict, title, facts, digest } = report;
  const shown = facts.map(({ label, value }) => `${short(label, markdownText)}: ${factValue(value)}`);
  const lines = [
    markerLine(report),
    `## ${short(title, markdownText)}`,
    '',
    `**${signs[verdict.level]} ${levelWord(report)}.** ${markdownText(shortened(verdict.text, 1000))}`,
    ...(shown.length === 0 ? [] : ['', shown.join(' · ')]),
    ...(digest === null ? [] : ['', `Digest: ${short(digest, markdownCode)}`]),
    ...(previousDigest === null || previousDigest === digest ? [] : ['', beforeLine(previousDigest)]),
  ];
  return `${lines.join('\n')}\n`;
}

function factValue(value: string): string {
  return moment.test(value) ? short(withMoments(value), markdownText) : short(value, markdownCode);
}

function short(text: string, write: (text: string) => string): string {
  return write(shortened(text, factLength));
}

function beforeLine(digest: string): string {
  return `<details><summary>This comment showed a different plan before</summary>Its digest: ${short(digest, htmlCode)}</details>`;
}

const signs: { readonly [Name in Level]: string } = {
  ok: '✅',
  change: '✏️',
  warning: '⚠️',
  refused: '⛔',
  failed: '❌',
};

const firstTargets = 3;
const targetLength = 80;
// Space for the line that counts the codes left out.
const lastLineLength = 120;

/** All findings, as much of each as fits: with cures, without, or counted by code. */
function findingsMarkdown(report: Report, room: number): string {
  const { findings } = report;
  if (findings.length === 0) return '';
  const about = report.kind === 'drift' && isOfLaterApply(report) ? ' of a later apply' : '';
  const title = `### ${countOf(findings.length, 'finding')}${about}\n`;
  const whole = [title, ...findings.map((finding) => line(report, finding, finding.cure)), ''].join('\n');
  if (lengthOf(whole) <= room) return whole;
  const note = 'The cures do not fit here: see the attached report.\n';
  const plain = [title, note, ...findings.map((finding) => line(report, finding, [])), ''].join('\n');
  return lengthOf(plain) <= room ? plain : grouped(report, title, room);
}

function line(report: Report, finding: ReportFinding, cure: readonly string[]): string {
  const { code, target, source, severity, message } = finding;
  const place = source === null ? '' : ` ${markdownCode(placeText(source))}`;
  const rest = cure.map((text, at) => `<br>${at === 0 ? markdownText(text) : markdownCode(text)}`).join('');
  return `- **${word(report, severity)}** ${markdownCode(code)} ${markdownCode(target)}${place}<br>${markdownText(message)}${rest}`;
}

function grouped(report: Report, title: string, room: number): string {
  const { findings } = report;
  const byCode = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code}`;
    const same = byCode.get(key) ?? [];
    same.push(finding);
    byCode.set(key, same);
  }
  const note = `All ${findings.length} findings do not fit here: they are counted by code; see the attached report for each of them.\n`;
  const budget = new Budget(room - lastLineLength);
  budget.take(title);
  budget.take(note);
  const groups = [...byCode.values()];
  const fitting = groups.filter((group) => budget.take(groupLine(report, group))).length;
  const left = groups.length - fitting;
  return `${budget.text}${left === 0 ? '' : `\n- and findings of ${countOf(left, 'more code')}`}\n`;
}

function groupLine(report: Report, group: readonly ReportFinding[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const targets = group.slice(0, firstTargets).map(({ target }) => markdownCode(shortened(target, targetLength)));
  const more = group.length > firstTargets ? ` and ${group.length - firstTargets} more` : '';
  const code = markdownCode(shortened(first.code, targetLength));
  return `- **${word(report, first.severity)}** ${code}, ${countOf(group.length, 'time')}: ${targets.join(', ')}${more}`;
}

function word(report: Report, severity: Severity): string {
  const text = severityWord(report, severity);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
