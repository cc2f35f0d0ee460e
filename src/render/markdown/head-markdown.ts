import { markdownCode, markdownComment, markdownText } from '../escape/markdown.ts';
import type { Level, Report } from '../report.ts';
import { shortened } from '../value-text.ts';

// Names and facts are short by nature; whatever is not must not push out the findings.
const factLength = 200;

/** The line by which a comment is found again, to be updated in place. */
export function markerLine({ kind, subject, title }: Report): string {
  return `<!-- capstan:${kind}:${markdownComment(subject ?? title).slice(0, factLength)} -->`;
}

/** The head of a report: marker, title, verdict, facts. `previousDigest` is that of the plan that stood here before. */
export function headMarkdown(report: Report, previousDigest: string | null): string {
  const { verdict, title, facts, digest } = report;
  const shown = facts.map(({ label, value }) => `${short(label, markdownText)}: ${short(value, markdownCode)}`);
  const lines = [
    markerLine(report),
    `## ${short(title, markdownText)}`,
    '',
    `**${levelWord(verdict.level)}** ${markdownText(shortened(verdict.text, 1000))}`,
    ...(shown.length === 0 ? [] : ['', shown.join(' · ')]),
    ...(digest === null ? [] : ['', `Digest: ${short(digest, markdownCode)}`]),
    ...(previousDigest === null || previousDigest === digest ? [] : ['', beforeLine(previousDigest)]),
  ];
  return `${lines.join('\n')}\n`;
}

function short(text: string, write: (text: string) => string): string {
  return write(shortened(text, factLength));
}

function beforeLine(digest: string): string {
  return `<details><summary>The plan that stood here before was another one</summary>Its digest: ${short(digest, markdownCode)}</details>`;
}

function levelWord(level: Level): string {
  switch (level) {
    case 'ok':
      return '✅ OK.';
    case 'change':
      return '✏️ Changes.';
    case 'warning':
      return '⚠️ Needs a look.';
    case 'refused':
      return '⛔ Refused.';
    case 'failed':
      return '❌ Failed.';
  }
}
