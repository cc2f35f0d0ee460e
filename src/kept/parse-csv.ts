/** A cell, and where it begins. Line and column count from 1. */
export type CsvCell = { readonly text: string; readonly line: number; readonly column: number };

export type CsvRow = readonly CsvCell[];

export type CsvResult =
  | { readonly kind: 'rows'; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'broken'; readonly wrong: string; readonly line: number; readonly column: number };

/** What stands between two cells. */
export type Delimiter = ',' | ';' | '\t';

type Scan = {
  readonly text: string;
  readonly delimiter: Delimiter;
  /** Where the next character is, in which line, and where that line begins. */
  at: number;
  line: number;
  lineStart: number;
};

type Read = CsvCell | Extract<CsvResult, { readonly kind: 'broken' }>;

/**
 * Reads comma-separated values as RFC 4180 has them: a cell in quotes may hold anything, a doubled quote is one. Lines may
 * end as on any system. Never throws.
 */
export function parseCsv(text: string, delimiter: Delimiter): CsvResult {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const scan: Scan = { text, delimiter, at: start, line: 1, lineStart: start };
  const rows: CsvRow[] = [];
  let row: CsvCell[] = [];
  while (scan.at < text.length || row.length > 0) {
    const cell = readCell(scan);
    if ('kind' in cell) return cell;
    row.push(cell);
    if (text[scan.at] === delimiter) {
      scan.at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    passLineEnd(scan);
  }
  return { kind: 'rows', rows };
}

function readCell(scan: Scan): Read {
  const { text, delimiter, at } = scan;
  const place = { line: scan.line, column: at - scan.lineStart + 1 };
  if (text[at] === '"') return readQuoted(scan, place);
  let end = at;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) end += 1;
  scan.at = end;
  return { text: text.slice(at, end), ...place };
}

function readQuoted(scan: Scan, place: Omit<CsvCell, 'text'>): Read {
  const { text, delimiter } = scan;
  const parts: string[] = [];
  for (let from = scan.at + 1; ; ) {
    const end = text.indexOf('"', from);
    if (end === -1) return { kind: 'broken', wrong: 'a cell begins with a quote that no other one closes', ...place };
    parts.push(text.slice(from, end));
    from = end + 2;
    if (text[end + 1] === '"') continue;
    const next = text[end + 1];
    if (next !== undefined && next !== delimiter && !isLineEnd(next))
      return { kind: 'broken', wrong: 'a cell goes on after its closing quote', ...place };
    countLines(scan, end);
    scan.at = end + 1;
    return { text: parts.join('"'), ...place };
  }
}

const lineEnd = /\r\n|\r|\n/g;

/** Passes the line ends inside of a cell. */
function countLines(scan: Scan, end: number): void {
  const from = scan.at;
  for (const { index, 0: found } of scan.text.slice(from, end).matchAll(lineEnd)) {
    scan.line += 1;
    scan.lineStart = from + index + found.length;
  }
}

function passLineEnd(scan: Scan): void {
  if (scan.at >= scan.text.length) return;
  scan.at += scan.text.startsWith('\r\n', scan.at) ? 2 : 1;
  scan.line += 1;
  scan.lineStart = scan.at;
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
