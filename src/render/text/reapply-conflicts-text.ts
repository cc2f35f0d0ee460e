import type { Source } from '../../model/source.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { placeText } from './value-text.ts';
import { indented, wrapText } from './wrap-text.ts';

/** Something that a file asks for although it was just undone. `source` null: the file removes what it does not mention. */
export type ReapplyConflict = { readonly target: string; readonly source: Source | null };

/** Where the files still ask for what was undone; '' when they do not. */
export function reapplyConflictsText(asked: readonly ReapplyConflict[], style: Style): string {
  if (asked.length === 0) return '';
  const lines = asked.map(({ target, source }) =>
    source === null
      ? `Note: ${visibleText(target)} is not in the file, which removes what it does not mention; the next apply will remove it again.`
      : `Note: ${placeText(source)} still sets ${visibleText(target)}; the next apply will set it again.`,
  );
  const advice = wrapText('Update the file.', style.width);
  return `\n${[...lines.map(style.yellow), ...indented(advice, 0)].join('\n')}\n`;
}
