import type { DesiredScope, DesiredSection, DesiredValue, Tombstone } from '../core/model/desired.ts';
import { byText } from '../core/model/json.ts';
import type { Section } from '../core/model/scope.ts';
import type { Source } from '../core/model/source.ts';
import { decodeDay } from './decode-day.ts';
import type { Decoding } from './decoding.ts';
import { childOf, entriesOf, itemsOf, type Located, textOf } from './located.ts';
import { resolveValue } from './resolve-value.ts';
import { tombstoneKey } from './scopes.ts';
import { showName } from './show-name.ts';

/** What a scope of the merged file asks for. */
export function decodeScope(node: Located, inherited: 'keep' | 'remove', decoding: Decoding): DesiredScope {
  const section = (name: Section): DesiredSection => decodeSection(node, name, decoding);
  return {
    sections: { settings: section('settings'), custom: section('custom') },
    unmentioned: decodeUnmentioned(node) ?? inherited,
  };
}

export function decodeUnmentioned(node: Located): 'keep' | 'remove' | undefined {
  const text = textOf(childOf(node, 'unmentioned'));
  return text === 'keep' || text === 'remove' ? text : undefined;
}

function decodeSection(scope: Located, section: Section, decoding: Decoding): DesiredSection {
  const written = childOf(scope, section);
  const values = [...entriesOf(written)].flatMap(([key, entry]): readonly (readonly [string, DesiredValue])[] => {
    checkName(key, section, entry.keySource, decoding);
    const value = decodeValue(entry.value, entry.keySource, decoding);
    return value === undefined ? [] : [[key, value]];
  });
  const absent = itemsOf(childOf(childOf(scope, 'absent'), section)).flatMap(
    (item): readonly (readonly [string, Tombstone])[] => {
      const key = tombstoneKey(item);
      if (key === undefined) return [];
      checkName(key, section, item.source, decoding);
      return [[key, decodeTombstone(item, decoding)]];
    },
  );
  return { written: written !== undefined, values: sortedMap(values), absent: sortedMap(absent) };
}

/** A map whose order does not depend on the order in the file. */
export function sortedMap<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map([...entries].sort(([a], [b]) => byText(a, b)));
}

// Names that would address another part of the service's replies: `custom` would be replaced as a whole.
const reservedNames: ReadonlySet<string> = new Set(['custom', '_self', '_global', '_id', '_secret', '_settings']);

function checkName(key: string, section: Section, source: Source, { problems }: Decoding): void {
  if (!/^[^\s\p{C}]{1,255}$/u.test(key)) {
    problems.add(
      'bad-setting-name',
      source,
      'this is not the name of a setting',
      'Use a name without blanks and control characters, 1 to 255 characters long.',
    );
  }
  if (section !== 'settings' || !reservedNames.has(key)) return;
  problems.add(
    'reserved-name',
    source,
    `${showName(key)} is not a setting but a part of the service's replies`,
    'Put custom settings under "custom"; remove names that the service itself uses.',
  );
}

// Which of the plain values are secrets is settled when the whole file is known.
function decodeValue(node: Located, source: Source, decoding: Decoding): DesiredValue | undefined {
  const resolved = resolveValue(node, decoding);
  switch (resolved.kind) {
    case 'bad':
      return undefined;
    case 'not-compared':
      return { kind: 'not-compared', of: resolved.of, source };
    case 'secret': {
      const { secret, damage } = resolved;
      return { kind: 'secret', secret, why: { kind: 'reference' }, form: 'exact', damage, source };
    }
    case 'plain':
      return { ...resolved, source };
  }
}

function decodeTombstone(node: Located, decoding: Decoding): Tombstone {
  const map = node.kind === 'map' ? node : undefined;
  const until = decodeDay(childOf(map, 'until'), decoding) ?? null;
  return { reason: textOf(childOf(map, 'reason')) ?? null, until, source: node.source };
}
