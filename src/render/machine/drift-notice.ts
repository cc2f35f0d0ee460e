import { visibleText } from '../escape/visible-text.ts';
import type { Report } from '../report/report.ts';

const maxRows = 20;
// Hosts of Microsoft's workflows, which take cards and no plain text.
const cardHosts = /(?:^|\.)(?:logic\.azure\.com|powerplatform\.com|powerautomate\.com)$/iu;

/** The JSON that a webhook gets: `{ "text": ... }` for Slack, classic Teams connectors and others, a card for workflows. */
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

// Targets and classes alone: values belong to those who may read the configuration, not to a channel.
function noticeText({ title, verdict, groups }: Report): string {
  const rows = groups.flatMap((group) => group.rows).filter(({ kind }) => kind !== 'accepted' && kind !== 'converged');
  const lines = rows.slice(0, maxRows).map(({ kind, target }) => `- ${kind}: ${quoted(target)}`);
  const more = rows.length > maxRows ? [`- and ${rows.length - maxRows} more`] : [];
  return [quoted(title), quoted(verdict.text), ...lines, ...more].join('\n');
}

// Neither a mention nor a link nor a mark of a chat: `<!here>`, `@channel`, `[x](y)`.
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
