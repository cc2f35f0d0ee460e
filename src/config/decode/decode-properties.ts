import { clientProperties } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { setOf } from '../../kinds/property-value.ts';
import { parseRange } from '../../leaf/address-range.ts';
import type { DesiredClient, DesiredProperty } from '../../model/desired.ts';
import { showName, suggest } from '../check/problem-list.ts';
import { entriesOf, itemsOf, type Located, textOf } from '../yaml/located.ts';
import { decodeText } from './decode-application.ts';
import type { DecodeContext } from './decode-context.ts';

/** The properties of a client that the file manages. */
export function decodeProperties(client: Located, context: DecodeContext): DesiredClient['properties'] {
  const entries = entriesOf(client);
  return new Map(
    clientProperties().flatMap((property): readonly (readonly [string, DesiredProperty])[] => {
      const entry = entries.get(property.name);
      if (entry === undefined) return [];
      const value = decodeValue(property, entry.value, context);
      return value === undefined ? [] : [[property.name, { value, source: entry.keySource }]];
    }),
  );
}

/** The value of a property; undefined: the text has none, which is a problem already. */
function decodeValue(property: Property, node: Located, context: DecodeContext): PropertyValue | undefined {
  switch (property.type) {
    case 'text':
      return decodeText(node, context)?.text;
    case 'ranges':
      return node.kind === 'list' ? decodeRanges(node, context) : undefined;
    case 'words':
      return node.kind === 'list' ? decodeWords(property, node, context) : undefined;
  }
}

function decodeWords({ entry, known }: Property, list: Located, { notes }: DecodeContext): readonly string[] {
  return setOf(
    itemsOf(list).flatMap((item) => {
      const word = textOf(item);
      if (word === undefined) return [];
      if (known?.includes(word) === false) {
        const cure = suggest(word, known, `Available: ${known.join(', ')}.`);
        notes.add(`unknown-${entry}`, item.source, `${showName(word)} is not a ${entry} that capstan knows`, cure);
      }
      return [word];
    }),
  );
}

function decodeRanges(list: Located, context: DecodeContext): readonly string[] {
  return itemsOf(list).flatMap((item) => {
    const written = decodeText(item, context);
    if (written === undefined) return [];
    if (parseRange(written.text) !== undefined) return [written.text];
    context.problems.add(
      'bad-range',
      written.source,
      'this is not an address or a range of addresses',
      'Write an IPv4 or IPv6 address, or a range as CIDR writes it: 203.0.113.7, 10.0.0.0/8, 2001:db8::/32.',
    );
    return [];
  });
}
