import { byText, isJsonObject, isStructured, type Json, objectFrom } from '../../leaf/json.ts';
import type { RedactedValue } from '../../model/value.ts';
import type { Lines } from '../difference/line-difference.ts';
import { visibleText } from '../escape/visible-text.ts';
import { valueText } from '../text/value-text.ts';

/**
 * A readable value: a text without JSON quotes and escapes. A text that would look like another value (`"5"` and 5, an
 * empty text, invisible characters) keeps its quotes.
 */
export function plainText(json: Json): string {
  return typeof json === 'string' && isPlain(json) ? json : valueText(json);
}

const likeAnotherValue = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\(.*|["{[].*["}\]])$/su;

function isPlain(text: string): boolean {
  if (text === '' || text.trim() !== text || /\\[nrtu]/u.test(text)) return false;
  return !likeAnotherValue.test(text) && visibleText(text) === text;
}

const maxItems = 24;
const maxItemLength = 60;

/** The parts of a short list of names and numbers; null for every other value. */
export function listItems(value: RedactedValue): readonly string[] | null {
  if (value.kind !== 'value' || !Array.isArray(value.json)) return null;
  const { json } = value;
  if (json.length === 0 || json.length > maxItems || json.some(isStructured)) return null;
  const items = json.map(plainText);
  return items.every((item) => item.length <= maxItemLength) ? items : null;
}

// A longer value does not fit into a table cell.
const cellLength = 110;

/** Whether a value needs the width of the page. */
export function isLongValue(json: Json): boolean {
  if (listItems({ kind: 'value', json }) !== null) return false;
  return isManyLines(json) || plainText(json).length > cellLength;
}

/** A value in lines: a multi-line text as it is, a map or a list with one part per line. */
export function valueLines(json: Json): Lines {
  if (isStructured(json)) return { isJson: true, lines: JSON.stringify(sorted(json), null, 2).split('\n') };
  const lines = typeof json === 'string' && isManyLines(json) ? json.split('\n') : [plainText(json)];
  return { isJson: false, lines };
}

function isManyLines(json: Json): boolean {
  return typeof json === 'string' && json.includes('\n');
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (!isJsonObject(json)) return json;
  const names = Object.keys(json).sort(byText);
  return objectFrom(names.map((name) => [name, sorted(json[name] ?? null)] as const));
}
