import { visibleText } from '../visible-text.ts';

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
