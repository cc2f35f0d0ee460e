import { canonicalJson, isJsonObject, type Json } from '../../leaf/json.ts';
import type { Source } from '../../model/finding.ts';
import type { PlanValue } from '../../model/plan.ts';
import type { RedactedValue } from '../../model/value.ts';
import { visibleJson, visibleText } from '../escape/visible-text.ts';

export type ShownSecret = { readonly secret: true; readonly fingerprint: string | null };

/** Whether a value of a plan stands for a secret. */
export function isShownSecret(value: PlanValue | undefined): value is ShownSecret {
  if (!isJsonObject(value) || value['secret'] !== true) return false;
  const { fingerprint } = value;
  return typeof fingerprint === 'string' || (fingerprint === null && Object.keys(value).length === 2);
}

/** A value as JSON, so that "5" and 5, "" and nothing differ. */
export function valueText(value: Json): string {
  return visibleJson(canonicalJson(value)).replaceAll('\n', '\\n');
}

/** A value as a line to copy into a file, where a literal `${` is written `$${`. JSON is YAML. */
export function fileText(value: Json): string {
  const literal = (_key: string, part: unknown): unknown =>
    typeof part === 'string' ? part.replaceAll('${', () => '$${') : part;
  return visibleJson(JSON.stringify(value, literal));
}

/** The start of a text that is too long to show. */
export function shortened(text: string, length: number): string {
  // A character has at most two code units: the rest does not matter, and may be megabytes.
  const characters = Array.from(text.slice(0, 2 * (length + 1)));
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** The first digits of a fingerprint, enough to distinguish two; a secret in the file has none. */
export function shortFingerprint(secret: ShownSecret): string {
  if (secret.fingerprint === null) return 'in the file';
  return visibleJson(secret.fingerprint.split(':').at(-1) ?? '').slice(0, 8);
}

/** A value of a report as one line of text. */
export function redactedValueText(value: RedactedValue): string {
  switch (value.kind) {
    case 'value':
      return valueText(value.json);
    case 'secret':
      return value.fingerprint === null
        ? '(secret)'
        : `(secret) ${shortFingerprint({ secret: true, fingerprint: value.fingerprint })}`;
    case 'absent':
      return '(absent)';
    case 'not-comparable':
      return '(not comparable)';
    case 'not-managed':
      return '(not managed)';
  }
}

/** `file:line:column`, as editors and terminals understand it. */
export function placeText(source: Source): string {
  return `${visibleText(source.file)}:${source.line}:${source.column}`;
}

/** A line of visible text with a stop at its end. A line to copy, such as an entry for the file, gets none. */
export function sentence(line: string): string {
  const text = visibleText(line);
  return /[\p{L}\p{N}"'`)\]]$/u.test(text) && !text.startsWith('- ') ? `${text}.` : text;
}

/** `1 request`, `3 requests`. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A text as its words, spaces and marks; together they are the text. */
export function words(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** An ISO time anywhere in a text. */
export const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/u;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A readable time: `27 Nov 2026, 23:51 UTC`. Other text stays unchanged. */
export function momentText(exact: string): string {
  const date = new Date(exact);
  if (Number.isNaN(date.getTime())) return exact;
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}, ${hours}:${minutes} UTC`;
}

/** A text with each time in it in readable form. */
export function withMoments(text: string): string {
  return text.replace(new RegExp(moment, 'gu'), momentText);
}
