import { visibleText } from './visible-text.ts';

// Punctuation that Markdown, its extensions or HTML may obey wherever it stands in a line. As an entity it is only ever text.
const obeyed = /[\\`*_{}[\]<>&!|~#@$^]|:(?=\/)/g;
// A dot within a word may make a host name, and so a link.
const innerDot = /(?<=\p{L})\.(?=\S)|\.(?=\p{L})/gu;
// What would make a line, or an item of a list, something else than text.
const lineStart = /^(?:[-+= ]|\d+[.)])/;
/** An empty place, which nobody sees and no search for mentions looks across. */
const gap = '&#8203;';

/**
 * Any text as prose in a line of Markdown: no part of it is markup, a link, a mention, a reference to an issue, a commit or
 * an emoji, for GitHub and GitLab, and at the beginning of a line it begins no list, heading or block of code.
 */
export function markdownText(text: string): string {
  return entities(withGaps(visibleText(text))).replace(
    lineStart,
    (start) => `${start.slice(0, -1)}${entity(start.slice(-1))}`,
  );
}

/** Any text as code in a line of Markdown, also in a table. Within it nothing is looked for, so that it can be copied. */
export function markdownCode(text: string): string {
  return `<code>${entities(visibleText(text))}</code>`;
}

/** Any text within an HTML comment, in letters that cannot end it. The same text gives the same letters. */
export function markdownComment(text: string): string {
  // Halves of surrogate pairs have no bytes of their own; as visible text they have.
  return encodeURIComponent(visibleText(text)).replace(/[-!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Lines as a block of code, behind a fence that is longer than any within. */
export function markdownFence(language: 'diff' | 'text', lines: readonly string[]): string {
  const shown = lines.map(visibleText);
  const longest = shown.flatMap((line) => line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

// The empty place is put in as a character first: its entity would be escaped like everything else.
const mark = '\u200b';

// GitHub and GitLab look for these in the finished text, where an entity is what it stands for.
function withGaps(text: string): string {
  return text
    .replace(/[@#!~%$&^](?=[\w"*])/g, `$&${mark}`)
    .replace(/\bgh-(?=\d)/gi, `$&${mark}`)
    .replace(/:(?=\/\/|(?:100|1234|[\d_]*[a-z+-][\w+-]*):)/gi, `$&${mark}`)
    .replace(/\bwww(?=\.)/gi, `$&${mark}`)
    .replace(/(?<![\w-])(?=\d*[a-f])[0-9a-f]{7,}\b/gi, (digits) => digits.replace(/.{6}/g, `$&${mark}`));
}

function entities(text: string): string {
  return text.replace(obeyed, entity).replace(innerDot, '&#46;').replaceAll(mark, gap);
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
