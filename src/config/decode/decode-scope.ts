import { byText } from '../../leaf/json.ts';
import { rememberedByText } from '../../leaf/work.ts';
import { type Section, sections } from '../../model/address.ts';
import type { DesiredCell, DesiredScope, DesiredSecret, DesiredValue, Tombstone } from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import { showName } from '../check/problems-and-limits.ts';
import { tombstoneKey } from '../merge/scopes.ts';
import { resolveValue } from '../references/resolve-value.ts';
import { childOf, entriesOf, itemsOf, type Located, textOf } from '../yaml/located.ts';
import type { DecodeContext } from './decode-context.ts';

/** What a scope of the merged file declares of its keys. */
export function decodeScope(node: Located, inherited: 'keep' | 'remove', context: DecodeContext): DesiredScope {
  const isRemoving = (decodeUnmentioned(node) ?? inherited) === 'remove';
  const isWhole = (name: Section): boolean => isRemoving && childOf(node, name) !== undefined;
  return {
    sections: {
      settings: decodeSection(node, 'settings', context),
      custom: decodeSection(node, 'custom', context),
    },
    whole: { settings: isWhole('settings'), custom: isWhole('custom') },
    properties: new Map(),
  };
}

/** What the merged file declares of the application itself; null: nothing. */
export function decodeGlobal(root: Located, context: DecodeContext): DesiredScope | null {
  const scope = decodeScope(root, 'keep', context);
  const isNamed = sections.some((name) => childOf(root, name) !== undefined || scope.sections[name].size > 0);
  return isNamed ? scope : null;
}

export function decodeUnmentioned(node: Located): 'keep' | 'remove' | undefined {
  const text = textOf(childOf(node, 'unmentioned'));
  return text === 'keep' || text === 'remove' ? text : undefined;
}

function decodeSection(scope: Located, section: Section, context: DecodeContext): DesiredScope['sections'][Section] {
  const written = childOf(scope, section);
  const values: (readonly [string, DesiredValue])[] = [];
  for (const [key, entry] of entriesOf(written)) {
    checkName(key, section, entry.keySource, context);
    const value = decodeValue(entry.value, entry.keySource, context);
    if (value !== undefined) values.push([key, value]);
  }
  const absent = itemsOf(childOf(childOf(scope, 'absent'), section)).flatMap(
    (item): readonly (readonly [string, Tombstone])[] => {
      const key = tombstoneKey(item);
      if (key === undefined) return [];
      checkName(key, section, item.source, context);
      return [[key, decodeTombstone(item, context)]];
    },
  );
  return sortedMap<DesiredCell>([...absent, ...values]);
}

/** A map whose order does not depend on the order in the file. */
export function sortedMap<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map([...entries].sort(([a], [b]) => byText(a, b)));
}

// Most names come again with each client.
const isName = rememberedByText((key) => /^[^\s\p{C}]{1,255}$/u.test(key));

// Names that would address another part of the service's responses: `custom` would be replaced as a whole.
const reservedNames: ReadonlySet<string> = new Set(['custom', '_self', '_global', '_id', '_secret', '_settings']);

function checkName(key: string, section: Section, source: Source, { problems }: DecodeContext): void {
  if (!isName(key)) {
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
    'Put custom settings under "custom"; remove names that the service reserves.',
  );
}

// Which of the plain values are secrets is settled when the whole file is known.
function decodeValue(node: Located, source: Source, context: DecodeContext): DesiredValue | undefined {
  const resolved = resolveValue(node, context);
  switch (resolved.kind) {
    case 'bad':
      return undefined;
    case 'not-compared':
      return resolved.of === 'env'
        ? { kind: 'not-comparable', source }
        : { ...referenced, secret: null, damage: null, source };
    case 'secret': {
      const { secret, damage } = resolved;
      return { ...referenced, secret, damage, source };
    }
    case 'plain': {
      const { json, text, origin } = resolved;
      return { kind: 'value', json, text, origin, source };
    }
  }
}

const referenced: Pick<DesiredSecret, 'kind' | 'by' | 'why' | 'form'> = {
  kind: 'secret',
  by: 'reference',
  why: { kind: 'reference' },
  form: 'exact',
};

function decodeTombstone(node: Located, context: DecodeContext): Tombstone {
  const map = node.kind === 'map' ? node : undefined;
  const until = decodeDay(childOf(map, 'until'), context) ?? null;
  return { kind: 'absent', reason: textOf(childOf(map, 'reason')) ?? null, until, source: node.source };
}

/** How far ahead an end may be: what is renewed each year is not forgotten. */
const maxDaysAhead = 366;
const dayMs = 24 * 60 * 60 * 1000;

/** The last day that an end in a file may name, as seen from a day. */
export function lastDayFrom(today: string): string {
  return new Date(Date.parse(today) + maxDaysAhead * dayMs).toISOString().slice(0, 10);
}

/** A real day as YYYY-MM-DD, not too far ahead; undefined when there is none. Its form was compared with the schema. */
export function decodeDay(node: Located | undefined, { lastDay, problems }: DecodeContext): string | undefined {
  const text = textOf(node);
  if (node === undefined || text === undefined || !/^\d{4}-\d{2}-\d{2}$/u.test(text)) return undefined;
  if (!isRealDay(text)) {
    problems.add('bad-date', node.source, 'there is no such day', 'Write a day of the calendar as YYYY-MM-DD.');
    return undefined;
  }
  if (lastDay === null || text <= lastDay) return text;
  const cure = `Choose a day at most ${maxDaysAhead} days from today, and renew the entry when it is still needed.`;
  problems.add('bad-date', node.source, 'this day is too far in the future', cure);
  return undefined;
}

// Some parsers turn 30 February into 1 March: only a day that comes back as it went in is one.
function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
