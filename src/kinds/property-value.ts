import { formatRange, parseRange } from '../leaf/address-range.ts';
import { byText, type Json } from '../leaf/json.ts';
import type { Property, PropertyValue } from './kind.ts';

/** A list as a set: sorted, each entry once. */
export function setOf(entries: Iterable<string>): readonly string[] {
  return [...new Set(entries)].sort(byText);
}

/** The entries of a set; a text is its only one. */
export function entriesOf(value: PropertyValue): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** The value in the form for plans and requests. */
export function settledValue({ type }: Property, value: PropertyValue): PropertyValue {
  if (type === 'text') return value;
  return setOf(type === 'ranges' ? entriesOf(value).map(rangeText) : entriesOf(value));
}

// A text that is not a range is left unchanged.
function rangeText(text: string): string {
  const range = parseRange(text);
  return range === undefined ? text : formatRange(range);
}

/** The value of a property that is missing from a response. */
export function emptyValue({ type }: Property): PropertyValue {
  return type === 'text' ? '' : [];
}

/** Whether two values mean the same: sets have no order, and included words need not be listed. */
export function sameProperty(property: Property, a: PropertyValue, b: PropertyValue): boolean {
  return meaningOf(property, a) === meaningOf(property, b);
}

function meaningOf(property: Property, value: PropertyValue): string {
  const { includes } = property;
  const entries = entriesOf(settledValue(property, value));
  const included = Object.entries(includes).flatMap(([word, more]) => (entries.includes(word) ? more : []));
  return setOf([...entries, ...included]).join('\n');
}

/** JSON as a value of the property; undefined: it is of another form. */
export function propertyValueOf({ type }: Property, json: Json): PropertyValue | undefined {
  if (type === 'text') return typeof json === 'string' ? json : undefined;
  return Array.isArray(json) ? json.map(String) : undefined;
}
