import type { Severity } from '../../model/finding.ts';
import { markdownCode, markdownText } from '../escape/markdown.ts';
import { severityWord } from '../report/headline.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { countOf } from '../report/words.ts';
import { placeText, shortened } from '../text/value-text.ts';
import { Budget, lengthOf } from './budget.ts';

const firstTargets = 3;
const targetLength = 80;
// Space for the line that counts the codes left out.
const lastLineLength = 120;

/** All findings, as much of each as fits: with cures, without, or counted by code. */
export function findingsMarkdown(report: Report, room: number): string {
  const { findings } = report;
  if (findings.length === 0) return '';
  const about = report.kind === 'drift' ? ' of a later apply' : '';
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
