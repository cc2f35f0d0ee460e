import { clientKind } from '../../kinds/client.ts';
import { plainKinds } from '../../kinds/index.ts';
import type { ThingsKind } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { type Section, sections, type Target } from '../../model/address.ts';
import type { Source } from '../../model/finding.ts';
import {
  childOf,
  entriesOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  textOf,
  withEntries,
} from '../yaml/located.ts';

/** A scope as a file writes it: the file itself (alias null) or one client. */
export type WrittenScope = { readonly alias: string | null; readonly node: Located };

/** One thing that a file declares, and where. */
export type Declaration = {
  readonly target: Target;
  readonly source: Source;
  readonly how: 'value' | 'tombstone' | 'property' | 'client' | 'section';
};

export function scopesOf(root: Located): readonly WrittenScope[] {
  const clients = [...entriesOf(childOf(root, 'clients'))].map(([alias, entry]) => ({ alias, node: entry.value }));
  return [{ alias: null, node: root }, ...clients];
}

/** Changes the scopes of a file; a client that becomes undefined is taken out. */
export function mapScopes(
  root: LocatedMap,
  change: (scope: LocatedMap, alias: string | null) => LocatedMap | undefined,
): LocatedMap {
  const changed = change(root, null) ?? root;
  const clients = changed.entries.get('clients');
  if (clients?.value.kind !== 'map') return changed;
  const kept = [...clients.value.entries].flatMap(([alias, entry]) => {
    const value = entry.value.kind === 'map' ? change(entry.value, alias) : entry.value;
    return value === undefined ? [] : [[alias, { ...entry, value }] as const];
  });
  return withEntry(changed, 'clients', { ...clients, value: withEntries(clients.value, kept) });
}

export function withEntry(map: LocatedMap, key: string, entry: LocatedEntry): LocatedMap {
  return withEntries(map, [...map.entries, [key, entry]]);
}

/** The key that an entry of `absent` names. */
export function tombstoneKey(node: Located): string | undefined {
  return textOf(node.kind === 'map' ? childOf(node, 'key') : node);
}

/** All that a file declares. */
export function declarationsOf(root: Located): readonly Declaration[] {
  return scopesOf(root)
    .flatMap(({ alias, node }) => {
      const keys = sections.flatMap((section) => keysDeclared(node, alias, section));
      return alias === null
        ? [...sectionsDeclared(root), ...keys]
        : [...thingDeclared(root, clientKind, alias, node), ...keys];
    })
    .concat(
      plainKinds().flatMap((kind) =>
        [...entriesOf(childOf(root, kind.place.member))].flatMap(([alias, { value }]) =>
          thingDeclared(root, kind, alias, value),
        ),
      ),
    );
}

// With `unmentioned: remove` a section says something without a single key.
function sectionsDeclared(root: Located): readonly Declaration[] {
  return sections.flatMap((section) => {
    const entry = entriesOf(root).get(section);
    return entry === undefined
      ? []
      : [{ target: { kind: 'global' }, source: entry.keySource, how: 'section' } as const];
  });
}

function thingDeclared(
  root: Located,
  { name: kind, place, properties }: ThingsKind<ThingKind>,
  alias: string,
  node: Located,
): readonly Declaration[] {
  const entry = entriesOf(childOf(root, place.member)).get(alias);
  const thing =
    entry === undefined ? [] : [{ target: { kind, alias }, source: entry.keySource, how: 'client' } as const];
  const declared = properties.flatMap(({ name }): readonly Declaration[] => {
    const source = entriesOf(node).get(name)?.keySource;
    return source === undefined
      ? []
      : [{ target: { kind: 'property', of: kind, alias, property: name }, source, how: 'property' }];
  });
  return [...thing, ...declared];
}

function keysDeclared(scope: Located, alias: string | null, section: Section): readonly Declaration[] {
  const target = (key: string): Target => ({ kind: 'key', alias, section, key });
  const values = [...entriesOf(childOf(scope, section))].map(([key, entry]): Declaration => {
    return { target: target(key), source: entry.keySource, how: 'value' };
  });
  const tombstones = itemsOf(childOf(childOf(scope, 'absent'), section)).flatMap((node): readonly Declaration[] => {
    const key = tombstoneKey(node);
    return key === undefined ? [] : [{ target: target(key), source: node.source, how: 'tombstone' }];
  });
  return [...values, ...tombstones];
}
