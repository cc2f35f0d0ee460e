import type { Source } from '../../model/finding.ts';
import { visibleText } from '../escape/visible-text.ts';
import { type RunRow, runWord, type UnreadableRun } from './run-text.ts';
import type { Style } from './style.ts';
import { countOf, placeText } from './value-text.ts';
import { indented, padded, widestOf, wrapText } from './wrap-text.ts';

const goodWords: ReadonlySet<string> = new Set(['done', 'in-sync', 'running']);

/** The runs of a folder, the newest first, one per line. */
export function runsText(
  rows: readonly RunRow[],
  unreadable: readonly UnreadableRun[],
  folder: string,
  style: Style,
): string {
  if (rows.length + unreadable.length === 0) return `No runs in ${visibleText(folder)}.\n`;
  const cells = rows.map(cellsOf);
  const widths = [0, 1, 2, 3, 4].map((at) => widestOf(cells.map((row) => row[at] ?? '')));
  const widest = widestOf(cells.map((row) => row.map((cell, at) => padded(cell, widths[at] ?? 0)).join('  ')));
  const lines = cells.map((row, index) => {
    const cellTexts = row.map((cell, at) => padded(cell, widths[at] ?? 0));
    cellTexts[2] = painted(cellTexts[2] ?? '', rows[index], style);
    if (widest <= style.terminalWidth) return cellTexts.join('  ').trimEnd();
    // The terminal would break the line within a word: command and actor go below.
    const [how, what] = [cellTexts.slice(0, wordCells), row.slice(wordCells)];
    return [how.join('  ').trimEnd(), ...indented(wrapText(what.join('  '), style.terminalWidth - 4), 4)].join('\n');
  });
  const broken = unreadable.map(
    ({ path, reason }) => `${visibleText(path)} ${style.red('cannot be read')}: ${visibleText(reason)}`,
  );
  return [...lines, ...broken].map((line) => `${line}\n`).join('');
}

const wordCells = 4;

function cellsOf(row: RunRow): string[] {
  const { header } = row;
  const undoes = header.undoes === null ? '' : `undoes ${header.undoes}`;
  const cells = [
    header.run,
    header.startedAt.replace(/\.\d+Z$/, 'Z'),
    runWord(row),
    countOf(header.calls.length, 'request'),
    header.application.id,
    [header.actor, undoes].filter((text) => text !== '').join('  '),
  ];
  return cells.map(visibleText);
}

function painted(text: string, row: RunRow | undefined, style: Style): string {
  return row !== undefined && goodWords.has(runWord(row)) ? style.green(text) : style.yellow(text);
}

/**
 * Something that a file still declares although it was just undone. `source` null: the file removes what it does not
 * mention.
 */
export type ReapplyConflict = { readonly target: string; readonly source: Source | null };

/** Where the files still declare what was undone; '' if they do not. */
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
