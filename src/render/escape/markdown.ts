import { visibleText } from './visible-text.ts';

// Punctuation that Markdown or one of its extensions may obey within a line. Between two letters an underscore is none.
const obeyed = /[\\`*~[<|$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\p{L}])|#(?=\s*$)/gu;
// The same where HTML is written: as an entity it is only ever text, whether the place is Markdown or HTML.
const obeyedInHtml = /[\\`*_{}[\]<>&!|~#@$^]|:(?=\/)/g;
// A dot before what may end the name of a host: some readers make a link of it.
const hostDot =
  /(?<=[\p{L}\p{N}])\.(?=(?:[a-z]{2}|biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф|xn--[a-z\d-]+)(?![\p{L}\p{N}_-]))/giu;
// A dot within a word may make one in any case.
const innerDot = /(?<=\p{L})\.(?=\S)|\.(?=\p{L})/gu;
// What would make a line, or an item of a list, something else than text.
const lineStart = /^(?:[-+=>#| ]|\d+[.)])/;
/** An empty place, which no one sees and no search for mentions looks across. */
const gap = '&#8203;';

/**
 * Any text as prose in a line of Markdown: no part of it is markup, a link, a mention, a reference to an issue, a commit or
 * an emoji, for GitHub and GitLab, and at the beginning of a line it begins no list, heading or block of code. What needs no
 * escape has none, so that the text can be read where nothing renders it.
 */
export function markdownText(text: string): string {
  const written = withGaps(visibleText(text)).replace(obeyed, escaped).replace(hostDot, '&#46;').replaceAll(mark, gap);
  return written.replace(lineStart, (start) => `${start.slice(0, -1)}${entity(start.slice(-1))}`);
}

/** Any text as code in a line of Markdown, also in a table. Within it nothing is looked for, so that it can be copied. */
export function markdownCode(text: string): string {
  const shown = visibleText(text);
  // Between backticks everything is text, but for a backtick, what divides the cells of a table, and blanks at the ends.
  return shown === '' || shown.trim() !== shown || /[`|]/u.test(shown) ? htmlCode(text) : `\`${shown}\``;
}

/** Any text as prose within HTML that stands in Markdown, such as the summary of a fold. */
export function htmlText(text: string): string {
  return entities(withGaps(visibleText(text))).replace(
    lineStart,
    (start) => `${start.slice(0, -1)}${entity(start.slice(-1))}`,
  );
}

/** Any text as code within HTML that stands in Markdown. */
export function htmlCode(text: string): string {
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
    .replace(/[{[](?=[+-])/g, `$&${mark}`)
    .replace(/\bgh-(?=\d)/gi, `$&${mark}`)
    .replace(/:(?=\/\/|(?:100|1234|[\d_]*[a-z+-][\w+-]*):)/gi, `$&${mark}`)
    .replace(/\bwww(?=\.)/gi, `$&${mark}`)
    .replace(/(?<![\w-])(?=\d*[a-f])[0-9a-f]{7,}\b/gi, (digits) => digits.replace(/.{6}/g, `$&${mark}`));
}

function entities(text: string): string {
  return text.replace(obeyedInHtml, entity).replace(innerDot, '&#46;').replaceAll(mark, gap);
}

// A backslash is easier to read than a number, where Markdown takes it.
function escaped(sign: string): string {
  if (sign === '<') return '&lt;';
  if (sign === '&') return '&amp;';
  return /[`*~_[]/.test(sign) ? `\\${sign}` : entity(sign);
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
