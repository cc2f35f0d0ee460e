import { addPart, type Bracketed, removePart } from './bracketed.ts';
import { afterLine, insertLines, lineStart, splice } from './lines.ts';
import { contentEnd, isFlow, type YamlSeq } from './yaml-document.ts';

/** Takes an item away; undefined for the only one of a list without brackets, and for odd layouts. */
export function removeItem(text: string, list: YamlSeq, at: number): string | undefined {
  if (isFlow(list)) return removePart(text, bracketsOf(list), at);
  const item = list.items[at];
  const dash = item === undefined ? undefined : dashBefore(text, item.range[0]);
  if (item === undefined || dash === undefined || list.items.length === 1) return undefined;
  return splice(text, lineStart(text, item.range[0]), afterLine(text, contentEnd(item)), '');
}

/** Puts an item of one line at the end; undefined for odd layouts. */
export function appendItem(text: string, list: YamlSeq, item: string): string | undefined {
  const last = list.items.at(-1);
  if (isFlow(list)) return addPart(text, bracketsOf(list), list.items.length - 1, item);
  const dash = last === undefined ? undefined : dashBefore(text, last.range[0]);
  if (last === undefined || dash === undefined) return undefined;
  return insertLines(text, afterLine(text, contentEnd(last)), [`${dash}${item}`]);
}

function dashBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^ *- +$/u.test(before) ? before : undefined;
}

function bracketsOf(list: YamlSeq): Bracketed {
  const parts = list.items.map((item) => [item.range[0], contentEnd(item)] as const);
  return { range: [list.range[0], list.range[1]], parts };
}
