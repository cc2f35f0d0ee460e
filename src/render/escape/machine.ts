import { visibleText } from './visible-text.ts';

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
  return visibleText(text).replace(/[%\r\n]/g, escaped);
}

/** Any text as a property of a workflow command. */
export function commandProperty(text: string): string {
  return visibleText(text).replace(/[%\r\n:,]/g, escaped);
}

function escaped(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
