import { locatedScalar } from './locate.ts';
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from './located.ts';
import { plainValue } from './plain-value.ts';

/**
 * Reads what most files are made of: maps and lists by indentation, values on one line, brackets and quotes that end on the
 * line where they begin. It reports nothing: whatever else a text holds, and each mistake in it, is for the parser, which
 * takes ten times as long. What it reads, it reads as the parser does; `plain-reader.test.ts` compares the two.
 */
export function readPlain(file: string, text: string): LocatedMap | undefined {
  if (beyondPlain.test(text)) return undefined;
  const reader: Reader = { file, lines: text.split('\n'), row: 0, nodes: 0 };
  if (nextIndent(reader) !== 0) return undefined;
  const root = readMap(reader, 0, 1);
  return reader.row === reader.lines.length ? root : undefined;
}

type Reader = {
  readonly file: string;
  readonly lines: string[];
  /** The line that comes next, counted from 0. */
  row: number;
  nodes: number;
};

// Tabs, line breaks of other kinds, and all that is not simply a letter or a sign.
const beyondPlain = /[^\n -~\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]/u;

// Beyond them the parser counts, which knows what is too much.
const mostNodes = 100_000;
const mostDepth = 50;

/** Goes on to the next line that holds anything but a comment. Gives its indentation; -1 at the end. */
function nextIndent(reader: Reader): number {
  const { lines } = reader;
  for (; reader.row < lines.length; reader.row += 1) {
    const line = lines[reader.row] ?? '';
    indentation.lastIndex = 0;
    const indent = indentation.test(line) ? indentation.lastIndex : 0;
    if (indent < line.length && line[indent] !== '#') return indent;
  }
  return -1;
}

const indentation = / */y;

function readBlock(reader: Reader, indent: number, depth: number): Located | undefined {
  if (depth > mostDepth) return undefined;
  return isItem(reader, indent) ? readList(reader, indent, depth) : readMap(reader, indent, depth);
}

function isItem({ lines, row }: Reader, indent: number): boolean {
  return lines[row]?.startsWith('- ', indent) === true;
}

function readMap(reader: Reader, indent: number, depth: number): LocatedMap | undefined {
  const source = placeOf(reader, indent);
  const entries = new Map<string, LocatedEntry>();
  do {
    const line = reader.lines[reader.row] ?? '';
    blockKey.lastIndex = indent;
    const key = keyIn(blockKey.exec(line));
    if (key === undefined || entries.has(key)) return undefined;
    const keySource = placeOf(reader, indent);
    const value = readEntry(reader, { line, at: blockKey.lastIndex }, indent, depth);
    if (value === undefined) return undefined;
    entries.set(key, { keySource, value });
  } while (nextIndent(reader) === indent);
  return counted(reader, { kind: 'map', entries, source });
}

// A name, or a text in quotes without anything that is special there.
const blockKey = /(?:"([^"\\]*)"|'([^']*)'|([A-Za-z_][\w./*-]*)):(?= |$)/y;
const flowKey = /(?:"([^"\\]*)"|'([^']*)'|([A-Za-z_][\w./*-]*)): +/y;

/** A longer key may be one that the parser refuses. */
const longestKey = 500;

function keyIn(found: RegExpExecArray | null): string | undefined {
  if (found === null || found[0].length > longestKey) return undefined;
  const [, double, single, bare] = found;
  if (bare === undefined) return double ?? single;
  return typeof plainValue(bare) === 'string' ? bare : undefined;
}

/** A place within a line. */
type Cursor = { readonly line: string; at: number };

/** What stands behind a key, or below it. */
function readEntry(reader: Reader, cursor: Cursor, indent: number, depth: number): Located | undefined {
  if (!isAtEnd(cursor)) return readWithin(reader, cursor, indent, depth);
  reader.row += 1;
  const below = nextIndent(reader);
  if (below > indent || (below === indent && isItem(reader, indent))) return readBlock(reader, below, depth + 1);
  return undefined;
}

function readList(reader: Reader, indent: number, depth: number): Located | undefined {
  const source = placeOf(reader, indent);
  const items: Located[] = [];
  do {
    const item = readItem(reader, indent, depth);
    if (item === undefined) return undefined;
    items.push(item);
  } while (nextIndent(reader) === indent && isItem(reader, indent));
  return counted(reader, { kind: 'list', items, source });
}

function readItem(reader: Reader, indent: number, depth: number): Located | undefined {
  const line = reader.lines[reader.row] ?? '';
  const cursor = { line, at: indent + 1 };
  if (isAtEnd(cursor)) return undefined;
  blockKey.lastIndex = cursor.at;
  if (!blockKey.test(line)) return readWithin(reader, cursor, indent, depth);
  // A map begins here: without the dash its first line looks like the others.
  reader.lines[reader.row] = `${' '.repeat(cursor.at)}${line.slice(cursor.at)}`;
  return readMap(reader, cursor.at, depth + 1);
}

/** A value that ends with its line. */
function readWithin(reader: Reader, cursor: Cursor, indent: number, depth: number): Located | undefined {
  const value = readValue(reader, cursor, blockText, depth + 1);
  if (value === undefined || !isAtEnd(cursor)) return undefined;
  reader.row += 1;
  // What is indented further would belong to it.
  return nextIndent(reader) > indent ? undefined : value;
}

/** Whether only blanks or a comment follow; if not, goes on to what does. */
function isAtEnd(cursor: Cursor): boolean {
  const { line, at } = cursor;
  indentation.lastIndex = at;
  if (indentation.test(line)) cursor.at = indentation.lastIndex;
  return cursor.at === line.length || (line[cursor.at] === '#' && cursor.at > at);
}

// A colon before a blank makes a key of what stands before it, and a # after a blank begins a comment.
const blockText = /[\w/$(.+~\u00c0-\u024f-](?:[^ :]|:(?=[^ ])| +(?=[^ #]))*/y;
const flowText = /[\w/$(.+~\u00c0-\u024f-](?:[^ :,[\]{}#]|:(?=[^ ,[\]{}])| +(?=[^ ,[\]{}#]))*/y;

function readValue(reader: Reader, cursor: Cursor, bareText: RegExp, depth: number): Located | undefined {
  if (depth > mostDepth) return undefined;
  const sign = cursor.line[cursor.at];
  switch (sign) {
    case '{':
      return readFlowMap(reader, cursor, depth);
    case '[':
      return readFlowList(reader, cursor, depth);
    case '"':
    case "'":
      return readQuoted(reader, cursor, sign);
    default:
      return readBare(reader, cursor, bareText);
  }
}

function readBare(reader: Reader, cursor: Cursor, pattern: RegExp): LocatedScalar | undefined {
  const { line, at } = cursor;
  pattern.lastIndex = at;
  const text = pattern.exec(line)?.[0];
  if (text === undefined || (text[0] === '-' && !/^-[\w.]/u.test(text))) return undefined;
  const value = plainValue(text);
  if (value === undefined) return undefined;
  cursor.at = pattern.lastIndex;
  return counted(reader, locatedScalar({ text, value, plain: true }, placeOf(reader, at)));
}

function readQuoted(reader: Reader, cursor: Cursor, quote: '"' | "'"): LocatedScalar | undefined {
  const { line, at } = cursor;
  const end = line.indexOf(quote, at + 1);
  const text = line.slice(at + 1, end);
  // Escapes, and a quote that is written twice.
  if (end === -1 || line[end + 1] === quote || (quote === '"' && text.includes('\\'))) return undefined;
  cursor.at = end + 1;
  return counted(reader, locatedScalar({ text, value: text, plain: false }, placeOf(reader, at)));
}

function readFlowMap(reader: Reader, cursor: Cursor, depth: number): LocatedMap | undefined {
  const source = placeOf(reader, cursor.at);
  const entries = new Map<string, LocatedEntry>();
  for (let sign = nextSign(cursor, afterOpening); sign !== '}'; sign = nextSign(cursor, afterValue)) {
    if (sign !== '') return undefined;
    const keySource = placeOf(reader, cursor.at);
    flowKey.lastIndex = cursor.at;
    const key = keyIn(flowKey.exec(cursor.line));
    if (key === undefined || entries.has(key)) return undefined;
    cursor.at = flowKey.lastIndex;
    const value = readValue(reader, cursor, flowText, depth + 1);
    if (value === undefined) return undefined;
    entries.set(key, { keySource, value });
  }
  return counted(reader, { kind: 'map', entries, source });
}

function readFlowList(reader: Reader, cursor: Cursor, depth: number): Located | undefined {
  const source = placeOf(reader, cursor.at);
  const items: Located[] = [];
  for (let sign = nextSign(cursor, afterOpening); sign !== ']'; sign = nextSign(cursor, afterValue)) {
    if (sign !== '') return undefined;
    const item = readValue(reader, cursor, flowText, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return counted(reader, { kind: 'list', items, source });
}

const afterOpening = /[[{] *([\]}]?)/y;
const afterValue = / *(?:([\]}])|, *)/y;

/** Goes to what stands within brackets next. Gives the bracket when they end, '' before a value, undefined when neither is next. */
function nextSign(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.line);
  if (found === null) return undefined;
  cursor.at = pattern.lastIndex;
  return found[1] ?? '';
}

function placeOf({ file, row }: Reader, at: number): LocatedScalar['source'] {
  return { file, line: row + 1, column: at + 1 };
}

function counted<T extends Located>(reader: Reader, node: T): T | undefined {
  reader.nodes += 1;
  return reader.nodes > mostNodes ? undefined : node;
}
