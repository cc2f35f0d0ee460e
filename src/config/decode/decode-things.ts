import { clientProperties, plainKinds, thingsKind } from '../../kinds/index.ts';
import { type Property, type PropertyValue, setOf } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { parseRange } from '../../leaf/addresses.ts';
import { formatTarget } from '../../model/address.ts';
import type { Desired, DesiredClient, DesiredProperty, DesiredScope, DesiredThing } from '../../model/desired.ts';
import { emptyCure } from '../check/check-shape.ts';
import { showName, suggest } from '../check/problems-and-limits.ts';
import {
  childOf,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  textOf,
} from '../yaml/located.ts';
import { decodeId, decodeText } from './decode-application.ts';
import type { DecodeContext } from './decode-context.ts';
import { decodeScope, sortedMap } from './decode-scope.ts';

/** The clients of the merged file, by alias. */
export function decodeClients(
  root: LocatedMap,
  inherited: 'keep' | 'remove',
  context: DecodeContext,
): ReadonlyMap<string, DesiredClient> {
  const clients = [...entriesOf(childOf(root, 'clients'))].flatMap(([alias, entry]): readonly DesiredClient[] => {
    const identity = decodeIdentity(alias, entry, context);
    const scope = decodeClientScope(entry.value, inherited, context);
    checkRenaming(alias, identity, scope.properties.get('name'), context);
    return identity === undefined ? [] : [{ alias, ...identity, scope, source: entry.keySource }];
  });
  checkTwins(clients, context);
  return sortedMap(clients.map((client) => [client.alias, client]));
}

type Identity = { readonly id: string; readonly name: null } | { readonly id: null; readonly name: string };

function decodeIdentity(
  alias: string,
  { value, keySource }: LocatedEntry,
  context: DecodeContext,
): Identity | undefined {
  const entries = entriesOf(value);
  if (entries.has('id')) {
    const id = decodeId(childOf(value, 'id'), 'client id', context);
    return id === undefined ? undefined : { id: id.text, name: null };
  }
  const found = decodeText(childOf(childOf(value, 'find'), 'name'), context);
  if (found !== undefined && found.text !== '') return { id: null, name: found.text };
  if (found !== undefined)
    context.problems.add(
      'bad-id',
      found.source,
      'the name of a client is empty',
      'Write the name that the Console shows.',
    );
  if (!entries.has('find') && value.kind === 'map') {
    context.problems.add(
      'missing-key',
      keySource,
      `${showName(formatTarget({ kind: 'client', alias }))} lacks "id"`,
      'Add "id", or "find" with "name".',
    );
  }
  return undefined;
}

// After the apply, the client would no longer be found.
function checkRenaming(
  alias: string,
  identity: Identity | undefined,
  name: DesiredProperty | undefined,
  { problems }: DecodeContext,
): void {
  if (identity === undefined || identity.id !== null || name === undefined || name.value === identity.name) return;
  problems.add(
    'renames-found-client',
    name.source,
    `${showName(formatTarget({ kind: 'client', alias }))} is found by one name and gets another one`,
    'Name the client by "id" instead of "find".',
  );
}

function checkTwins(clients: readonly DesiredClient[], { problems }: DecodeContext): void {
  const seen = new Map<string, string>();
  for (const { alias, id, name, source } of clients) {
    const key = id === null ? `name ${name}` : `id ${id}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, alias);
    else
      problems.add(
        'same-client',
        source,
        `${showName(alias)} and ${showName(earlier)} are the same client`,
        'Keep one of the two aliases.',
      );
  }
}

/** What the merged file declares of a client: its keys, and the properties that the file manages. */
export function decodeClientScope(client: Located, inherited: 'keep' | 'remove', context: DecodeContext): DesiredScope {
  return { ...decodeScope(client, inherited, context), properties: decodeProperties(client, context) };
}

/** The properties of a client, or of a thing of another kind, that the file manages. */
function decodeProperties(
  thing: Located,
  context: DecodeContext,
  properties: readonly Property[] = clientProperties(),
): DesiredScope['properties'] {
  const entries = entriesOf(thing);
  return new Map(
    properties.flatMap((property): readonly (readonly [string, DesiredProperty])[] => {
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
      return decodeWritten(property, node, context);
    case 'ranges':
      return node.kind === 'list' ? decodeRanges(node, context) : undefined;
    case 'words':
      return node.kind === 'list' ? decodeWords(property, node, context) : undefined;
  }
}

function decodeWritten({ noun }: Property, node: Located, context: DecodeContext): string | undefined {
  const written = decodeText(node, context);
  if (written === undefined || written.text !== '') return written?.text;
  // What is empty in the file itself was compared with the schema.
  if (textOf(node) !== '') {
    context.problems.add('empty-text', written.source, `the variables give an empty ${noun}`, emptyCure);
  }
  return undefined;
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

/** The things of the merged file that are no clients: those of kinds without settings. */
export function decodeThings(root: LocatedMap, context: DecodeContext): Pick<Desired, 'things'> {
  const things = plainKinds().flatMap(({ name, place: { member } }) => {
    const entries = [...entriesOf(childOf(root, member))];
    const declared = entries.flatMap(([alias, entry]) => decodeThing(name, alias, entry, context));
    return declared.length === 0 ? [] : [[name, new Map(declared.map((thing) => [thing.alias, thing]))] as const];
  });
  return things.length === 0 ? {} : { things: new Map(things) };
}

function decodeThing(
  name: ThingKind,
  alias: string,
  { value, keySource }: LocatedEntry,
  context: DecodeContext,
): readonly DesiredThing[] {
  const { noun, properties } = thingsKind(name);
  const written = childOf(value, 'id');
  if (written === undefined) {
    const what = showName(formatTarget({ kind: name, alias }));
    context.problems.add(
      'missing-key',
      keySource,
      `${what} lacks "id"`,
      `Add the id that the service has for the ${noun}.`,
    );
  }
  const id = decodeId(written, `${noun} id`, context);
  const asked = decodeProperties(value, context, properties);
  return id === undefined ? [] : [{ kind: name, alias, id: id.text, scope: { properties: asked }, source: keySource }];
}
