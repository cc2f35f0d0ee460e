import { visibleJson } from './visible-text.ts';

/** How every `--format json` is written: indented by two, one newline at the end, nothing that a terminal would obey. */
export function jsonText(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}
