import { visibleText } from '../visible-text.ts';

/** Any text as the plain text of a SARIF message: `[a](b)` would be a link there. */
export function sarifMessage(text: string): string {
  return visibleText(text).replace(/\[(?=[^\]]*\]\()/g, '\\[');
}
