import { clientProperties } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { entriesOf, settledValue } from '../../kinds/property-value.ts';
import { parseRange } from '../../leaf/address-range.ts';
import { type LiveClient, livePropertyOf } from '../../model/live.ts';
import { comment } from '../write/comment.ts';
import { quoted } from '../write/write-scalar.ts';
import { writeLine } from '../write/yaml-text.ts';
import { looksLikeReference, whyUnwritable } from './why-unwritable.ts';

/** The lines of the properties of a client, each with a value or why it has none. */
export function propertyLines(client: LiveClient): readonly string[] {
  return clientProperties().flatMap((property) => {
    const value = livePropertyOf(client, property);
    const reason = whyUnmanaged(property, value);
    if (reason !== null) return [comment(`${property.name}: not managed here: ${reason}`)];
    return value === null ? [] : [`${property.name}: ${valueText(property, settledValue(property, value))}`];
  });
}

function valueText({ type }: Property, value: PropertyValue): string {
  if (type === 'text') return writeLine(entriesOf(value).join(''));
  return `[${entriesOf(value).map(flowText).join(', ')}]`;
}

// No reference is read in a list of words, so a `${` stays what it is; inside brackets a comma would end a bare text.
function flowText(text: string): string {
  return /^(?:[a-z_]+|[\d.]+\/\d+)$/.test(text) ? text : quoted(text);
}

/** Why a property cannot stand in a file; null when it can, or when nothing has to be said of it. */
export function whyUnmanaged(property: Property, value: PropertyValue | null): string | null {
  if (value === null) return property.unmanaged === 'listed' ? 'no list of them was given' : null;
  const entries = entriesOf(value);
  if (property.type === 'text') return entries.map(whyNoText).find((reason) => reason !== null) ?? null;
  const isLegal = property.type === 'words' ? isWord : isRange;
  return entries.length <= property.maxEntries && entries.every(isLegal)
    ? null
    : `the list is too long, or holds a ${property.type === 'words' ? 'name' : property.entry} that no file can hold`;
}

function whyNoText(text: string): string | null {
  return text === '' ? 'it is empty' : whyUnwritable(text);
}

function isWord(name: string): boolean {
  return whyUnwritable(name) === null && !looksLikeReference(name);
}

function isRange(text: string): boolean {
  return parseRange(text) !== undefined;
}
