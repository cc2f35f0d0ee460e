import type { Json } from './json.ts';

/** How deep JSON text may nest: no setting comes near, and walking stays far from the end of the stack. */
export const jsonMaxDepth = 64;

/**
 * A parsed response. A number that JavaScript cannot hold is its source text in `value`, so that nothing sees a rounded
 * one; `inexact` has the keys that lead to each of them, lists passed over.
 */
export type ParsedJson = { readonly value: Json; readonly inexact: readonly (readonly string[])[] };

export type JsonResult =
  | { readonly ok: true; readonly json: ParsedJson }
  | { readonly ok: false; readonly wrong: string };

/** Parses the text of a response. What is wrong is said without quoting the text. */
export function parseJson(text: string): JsonResult {
  const value = parsed(text);
  if (value !== undefined && isPlainlySound(text, value, jsonMaxDepth))
    return { ok: true, json: { value, inexact: [] } };
  const scan = scanJson(text, jsonMaxDepth);
  if (scan.kind === 'too-deep') return { ok: false, wrong: `it nests deeper than ${jsonMaxDepth} levels` };
  // Two readers of one text could believe different values, and a full replace would drop one of them.
  if (scan.kind === 'duplicate-key') return { ok: false, wrong: 'a key stands twice in one of its objects' };
  if (value === undefined) return { ok: false, wrong: 'it is not complete JSON' };
  if (scan.inexact.length === 0) return { ok: true, json: { value, inexact: [] } };
  const exact = JSON.parse(quoteInexact(text, scan.inexact)) as Json;
  return { ok: true, json: { value: exact, inexact: scan.inexact.map((number) => number.path) } };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function quoteInexact(text: string, numbers: readonly InexactNumber[]): string {
  let result = '';
  let from = 0;
  for (const { start, end } of numbers) {
    result += `${text.slice(from, start)}"${text.slice(start, end)}"`;
    from = end;
  }
  return result + text.slice(from);
}

/** A number that parsing would round: where its text stands, and the keys that lead to it. */
type InexactNumber = { readonly start: number; readonly end: number; readonly path: readonly string[] };

/** What a look at the text shows that a parsed value no longer does. */
export type JsonScan =
  | { readonly kind: 'sound'; readonly inexact: readonly InexactNumber[] }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'duplicate-key' };

/**
 * Looks for nesting beyond the bound, keys that stand twice in one map, and numbers that do not survive. The text need
 * not be JSON: whether it is, the parser decides afterwards.
 */
export function scanJson(text: string, maxDepth: number): JsonScan {
  return new Scanner(text, maxDepth).scan();
}

/** An open map or list; `key` is the last key read, `keys` is null for a list. */
type Level = { readonly keys: Set<string> | null; key: string };

const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openMap = 0x7b;
const closeMap = 0x7d;

// Works on character codes and cuts out only what it must keep: every response passes through here before it is parsed.
class Scanner {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #open: Level[] = [];
  readonly #inexact: InexactNumber[] = [];
  #level: Level | undefined;
  /** Whether a string at this place is a key. */
  #atKey = false;
  #at = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  scan(): JsonScan {
    while (this.#at < this.#text.length) {
      const trouble = this.#step(this.#text.charCodeAt(this.#at));
      if (trouble !== null) return { kind: trouble };
    }
    return { kind: 'sound', inexact: this.#inexact };
  }

  #step(code: number): 'too-deep' | 'duplicate-key' | null {
    if (code === quote) return this.#passString();
    if (code === minus || isDigit(code)) return this.#passNumber();
    this.#at += 1;
    switch (code) {
      case comma:
        this.#atKey = this.#level?.keys instanceof Set;
        return null;
      case openMap:
      case openList:
        return this.#enter(code);
      case closeMap:
      case closeList:
        return this.#leave();
      default:
        return null;
    }
  }

  #enter(code: number): 'too-deep' | null {
    if (this.#open.length === this.#maxDepth) return 'too-deep';
    this.#level = { keys: code === openMap ? new Set() : null, key: '' };
    this.#open.push(this.#level);
    this.#atKey = code === openMap;
    return null;
  }

  #leave(): null {
    this.#open.pop();
    this.#level = this.#open.at(-1);
    this.#atKey = false;
    return null;
  }

  #passString(): 'duplicate-key' | null {
    const start = this.#at;
    this.#at = endOfString(this.#text, start);
    const keys = this.#atKey ? this.#level?.keys : null;
    if (this.#level === undefined || !keys) return null;
    this.#atKey = false;
    this.#level.key = unquoted(this.#text.slice(start, this.#at));
    const count = keys.size;
    return keys.add(this.#level.key).size === count ? 'duplicate-key' : null;
  }

  #passNumber(): null {
    const start = this.#at;
    do this.#at += 1;
    while (isNumberPart(this.#text.charCodeAt(this.#at)));
    const token = this.#text.slice(start, this.#at);
    if (isExactNumber(token)) return null;
    const path = this.#open.filter((level) => level.keys !== null).map((level) => level.key);
    this.#inexact.push({ start, end: this.#at, path });
    return null;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

// Digits, the point, both signs, and the letter of the power.
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === minus || code === 0x2b || code === 0x2e || code === 0x45 || code === 0x65;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === backslash) first -= 1;
  return (at - first) % 2 === 1;
}

function unquoted(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    // Not a JSON string, so the whole text is no JSON either, which the parser will say.
    return literal;
  }
}

// A longer text could be too much for the expressions below; the scanner takes any.
const maxCharacters = 1_000_000;

// Sixteen digits with or without a point, a power, or a negative zero: a number that may not survive. Any number of
// fifteen digits does.
const doubtfulNumber = /[\d.]{16}|\d[eE]|-0/;

/**
 * Whether a response is certainly free of what only its text shows: numbers that do not survive parsing, and keys that
 * stand twice in one object; and not nested beyond the bound. False means: look closely. Nearly every response passes
 * here, at a fraction of what the close look costs.
 */
export function isPlainlySound(text: string, value: Json, maxDepth: number): boolean {
  if (text.length > maxCharacters) return false;
  const keys = countKeys(value, maxDepth);
  // What prints as it was written lost nothing by being parsed.
  if (!Number.isNaN(keys) && JSON.stringify(value) === text) return true;
  const skeleton = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  if (doubtfulNumber.test(skeleton)) return false;
  // A key that stands twice is one key less in the value than in the text.
  const written = skeleton.match(/""\s*:/g)?.length ?? 0;
  return keys === written;
}

/** The number of keys in all objects of a value; NaN when it nests deeper than the bound. */
function countKeys(value: Json, levelsLeft: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levelsLeft === 0) return Number.NaN;
  const parts: readonly Json[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : parts.length;
  for (const part of parts) count += countKeys(part, levelsLeft - 1);
  return count;
}

/** Whether a JSON number comes back as the same value after being parsed and printed. `-0` does not: it prints as `0`. */
export function isExactNumber(token: string): boolean {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(token)) return true;
  const parsed = Number(token);
  if (!Number.isFinite(parsed) || Object.is(parsed, -0)) return false;
  return decimalForm(token) === decimalForm(String(parsed));
}

// One text for each value: the digits without zeros at either end, and the power of ten of the last one.
function decimalForm(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/(?<!0)0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`;
}
