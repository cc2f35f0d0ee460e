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

/** The value in the form in which plans show it and calls send it. */
export function settledValue({ type }: Property, value: PropertyValue): PropertyValue {
  if (type === 'text') return value;
  return setOf(type === 'ranges' ? entriesOf(value).map(rangeText) : entriesOf(value));
}

// What is no range is not understood, and stays what it is.
function rangeText(text: string): string {
  const range = parseRange(text);
  return range === undefined ? text : formatRange(range);
}

/** What a property holds of which a reply says nothing. */
export function emptyValue({ type }: Property): PropertyValue {
  return type === 'text' ? '' : [];
}

/** Whether two values mean the same: sets have no order, and what a word includes need not stand beside it. */
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
