import type { Json } from './json.ts';
import { type InexactNumber, isPlainlySound, scanJson } from './json-scan.ts';

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
