import type { Source } from '../../model/finding.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { placeText } from './value-text.ts';
import { wrapText } from './wrap-text.ts';

/** Something that a file asks for although it was just undone. `source` null: the file removes what it does not mention. */
export type ReapplyConflict = { readonly target: string; readonly source: Source | null };

/** Where the files still ask for what was undone; '' when they do not. */
export function reapplyConflictsText(asked: readonly ReapplyConflict[], style: Style): string {
  if (asked.length === 0) return '';
  const notes = asked.map(({ target, source }) =>
    source === null
      ? `Note: ${visibleText(target)} is not in the file, which removes what it does not mention; the next apply will remove it again.`
      : `Note: ${placeText(source)} still sets ${visibleText(target)}; the next apply will set it again.`,
  );
  const lines = notes.flatMap((note) => wrapText(note, style.terminalWidth));
  return `\n${[...lines.map(style.yellow), 'Update the file.'].join('\n')}\n`;
}
