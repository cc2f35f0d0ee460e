import type { Json } from '../core/model/json.ts';
import { replyMaxDepth } from './limits.ts';
import { isPlainlySound } from './plainly-sound.ts';
import { type InexactNumber, scanJson } from './scan-json.ts';

/**
 * A parsed reply. A number that JavaScript cannot hold is its source text in `value`, so that nothing sees a rounded
 * one; `inexact` has the keys that lead to each of them, lists passed over.
 */
export type ParsedJson = { readonly value: Json; readonly inexact: readonly (readonly string[])[] };

export type JsonResult =
  | { readonly ok: true; readonly json: ParsedJson }
  | { readonly ok: false; readonly wrong: string };

/** Parses the text of a reply. What is wrong is said without quoting the text. */
export function parseJson(text: string): JsonResult {
  const value = parsed(text);
  if (value !== undefined && isPlainlySound(text, value, replyMaxDepth))
    return { ok: true, json: { value, inexact: [] } };
  const scan = scanJson(text, replyMaxDepth);
  if (scan.kind === 'too-deep') return { ok: false, wrong: `it nests deeper than ${replyMaxDepth} levels` };
  // Two readers of one text could believe different values, and a replacing call would drop one of them.
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
