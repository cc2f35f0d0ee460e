import { byText, isJsonObject, isStructured, type Json, objectFrom } from '../../core/model/json.ts';
import { valueText } from '../value-text.ts';

// What is longer does not fit into a cell of the table.
const cellLength = 110;

/** Whether a value needs the width of the page. */
export function isLongValue(json: Json): boolean {
  return isManyLines(json) || valueText(json).length > cellLength;
}

/** A value in lines: a text of several lines as it is, a map or a list with one part on each line. */
export function valueLines(json: Json): readonly string[] {
  if (typeof json === 'string' && isManyLines(json)) return json.split('\n');
  return isStructured(json) ? partLines(json) : [valueText(json)];
}

// Without the commas between parts: a part that only stands before another one now is still the same part.
function partLines(json: Json): readonly string[] {
  return JSON.stringify(sorted(json), null, 2)
    .split('\n')
    .map((line) => line.replace(/,$/u, ''));
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
