import { visibleText } from '../visible-text.ts';

/** Any text as the plain text of a SARIF message: `[a](b)` would be a link there. */
export function sarifMessage(text: string): string {
  return visibleText(text)
    .split(']')
    .map((part, at, parts) => (parts[at + 1]?.startsWith('(') === true ? part.replaceAll('[', '\\[') : part))
    .join(']');
}
