import { visibleText } from './visible-text.ts';

// Punctuation that may be markup in Markdown or one of its extensions, within a line. An underscore between two letters
// is not.
const obeyed = /[\\`*~[<|$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\p{L}])|#(?=\s*$)/gu;
// The same within HTML: an entity is always text, in Markdown and in HTML.
const obeyedInHtml = /[\\`*_{}[\]<>&!|~#@$^]|:(?=\/)/g;
// A dot before a possible top-level domain: some renderers make a link of it.
const hostDot =
  /(?<=[\p{L}\p{N}])\.(?=(?:[a-z]{2}|biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|рф|xn--[a-z\d-]+)(?![\p{L}\p{N}_-]))/giu;
// A dot within a word may always make a link.
const innerDot = /(?<=\p{L})\.(?=\S)|\.(?=\p{L})/gu;
// Characters at the start of a line or list item that would make it something else than text.
const lineStart = /^(?:[-+=>#| ]|\d+[.)])/;
/** An invisible separator, which stops the search for mentions. */
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
  // Between backticks everything is text, except a backtick, the separator of table cells, and blanks at the ends.
  return shown === '' || shown.trim() !== shown || /[`|]/u.test(shown) ? htmlCode(text) : `\`${shown}\``;
}

/** Any text as prose within HTML in Markdown, such as the summary of a fold. */
export function htmlText(text: string): string {
  return entities(withGaps(visibleText(text))).replace(
    lineStart,
    (start) => `${start.slice(0, -1)}${entity(start.slice(-1))}`,
  );
}

/** Any text as code within HTML in Markdown. */
export function htmlCode(text: string): string {
  return `<code>${entities(visibleText(text))}</code>`;
}

/** Any text within an HTML comment, in letters that cannot end it. The same text gives the same letters. */
export function markdownComment(text: string): string {
  // A lone surrogate has no UTF-8 encoding; its visible form has.
  return encodeURIComponent(visibleText(text)).replace(/[-!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Lines as a block of code, behind a fence that is longer than any within. */
export function markdownFence(language: 'diff' | 'text', lines: readonly string[]): string {
  const shown = lines.map(visibleText);
  const longest = shown.flatMap((line) => line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

// The separator is inserted as a character first, because its entity would be escaped too.
const mark = '\u200b';

// GitHub and GitLab search for these in the rendered text, where entities are resolved.
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

// A backslash is easier to read than a number, where Markdown allows it.
function escaped(sign: string): string {
  if (sign === '<') return '&lt;';
  if (sign === '&') return '&amp;';
  return /[`*~_[]/.test(sign) ? `\\${sign}` : entity(sign);
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}

/** The path of a file as a URI: relative paths stay relative. */
export function fileUri(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encoded = slashed.split('/').map((part) => encodeURIComponent(wellFormed(part)));
  if (slashed.startsWith('/')) return `file://${encoded.join('/')}`;
  return /^[A-Za-z]:\//.test(slashed) ? `file:///${encoded.join('/')}` : encoded.join('/');
}

// A lone surrogate has no UTF-8 encoding.
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}

/** Lines of visible text as the plain text of a SARIF message: `[a](b)` would be a link there, over the end of a line too. */
export function sarifMessage(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split(']')
    .map((part, at, parts) => (parts[at + 1]?.startsWith('(') === true ? part.replaceAll('[', '\\[') : part))
    .join(']');
}

/** Any text after the `::` of a workflow command of GitHub. */
export function commandData(text: string): string {
  return visibleText(text).replace(/[%\r\n]/g, percentEncoded);
}

/** Any text as a property of a workflow command. */
export function commandProperty(text: string): string {
  return visibleText(text).replace(/[%\r\n:,]/g, percentEncoded);
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
