import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import { indented } from '../edit/lines.ts';
import {
  isBlockSafe,
  type Quotes,
  type Room,
  writeBlock,
  writeKey,
  writeString,
  type YamlLines,
} from './write-scalar.ts';

/** How a value may be written: in lines of its own, in one line, or in one line inside brackets. */
export type Form = {
  readonly layout: 'block' | 'inline' | 'bracketed';
  readonly quotes: Quotes;
  readonly step: string;
};

// A list of a few words reads better in one line.
const shortLine = 72;

/** Writes a value in the form, as far as that can hold it. */
export function writeValue(value: Json, { layout, quotes, step }: Form): YamlLines {
  if (layout !== 'block') return { head: writeInline(value, quotes, layout === 'inline' ? 'block' : 'flow'), body: [] };
  if (typeof value === 'string') return writeText(value, quotes);
  if (!isStructured(value)) return { head: JSON.stringify(value), body: [] };
  const line = writeInline(value, 'plain', 'block');
  if (isShortList(value, line)) return { head: line, body: [] };
  const body = isJsonObject(value) ? mapLines(value, step) : value.flatMap((item) => itemLines(item, step));
  return body.length === 0 ? { head: line, body: [] } : { head: '', body };
}

/** A key with its value as lines. */
export function entryLines(key: string, { head, body }: YamlLines, step: string): readonly string[] {
  return [`${writeKey(key)}:${head === '' ? '' : ` ${head}`}`, ...indented(body, step)];
}

/** A value in a line. */
export function writeInline(value: Json, quotes: Quotes, room: Room): string {
  if (typeof value === 'string') return writeString(value, quotes, room);
  if (!isStructured(value)) return JSON.stringify(value);
  if (!isJsonObject(value)) return `[${value.map((item) => writeInline(item, 'plain', 'flow')).join(', ')}]`;
  const parts = Object.entries(value).map(([key, part]) => `${writeKey(key)}: ${writeInline(part, 'plain', 'flow')}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function writeText(text: string, quotes: Quotes): YamlLines {
  return isBlockSafe(text) ? writeBlock(text) : { head: writeString(text, quotes, 'block'), body: [] };
}

function isShortList(value: Json, line: string): boolean {
  return Array.isArray(value) && !value.some(isStructured) && line.length <= shortLine;
}

function mapLines(map: { readonly [key: string]: Json }, step: string): readonly string[] {
  return Object.entries(map).flatMap(([key, part]) =>
    entryLines(key, writeValue(part, { layout: 'block', quotes: 'plain', step }), step),
  );
}

function itemLines(item: Json, step: string): readonly string[] {
  const { head, body } = writeValue(item, { layout: 'block', quotes: 'plain', step });
  const [first = '', ...rest] = head === '' ? body : [head, ...body];
  return [`- ${first}`, ...indented(rest, '  ')];
}
