import { thingsKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import type { Wildcard } from '../../leaf/wildcard.ts';
import { formatTarget, type Section, splitThing } from '../../model/address.ts';
import type { Desired, Mention } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { type ClientNames, clientNames, type KeyNames, keyNames, type World } from '../judging/known-names.ts';
import type { Guard } from './guard.ts';

/** A list names a client or a key that does not exist, so the entry does nothing: a typo, or a renamed thing. */
export const namesNothing: Guard = {
  code: 'names-nothing',
  override: 'none',
  rank: 90,
  check: ({ desired, live, catalogue }) => findNamesNothing(desired, { live, catalogue }),
  checkFile: ({ desired }) => findUndeclaredClients(desired),
};

/** The findings of the guard; more may exist than the file declares. */
export function findNamesNothing(desired: Desired, world: World): readonly Finding[] {
  if (desired.mentions.length === 0) return [];
  const clients = clientNames(desired, world.live);
  const keys = keyNames(desired, world);
  return findFaults(desired.mentions, (mention) => clientFault(clients, mention) ?? keyFault(keys, mention));
}

// Which clients the file declares needs no network.
function findUndeclaredClients(desired: Desired): readonly Finding[] {
  const clients = clientNames(desired, null);
  return findFaults(desired.mentions, (mention) => clientFault(clients, mention));
}

/** Why an entry names nothing, and a suggestion. */
type Fault = { readonly why: string; readonly meant: string | undefined };

const mayNameById: ReadonlySet<Mention['list']> = new Set(['protect', 'sensitive']);

function clientFault({ has, meant }: ClientNames, { list, target }: Mention): Fault | null {
  const name = literalOf(target.alias);
  if (name === undefined) return null;
  if (target.of !== null && target.of !== 'client') return thingFault(target.of, name);
  if (has(name) !== false) return null;
  const why = name.startsWith('@')
    ? 'the application has no client with this id'
    : 'the file declares no client with this alias';
  const other = meant(name, mayNameById.has(list) ? 'allowed' : 'not-allowed');
  return { why, meant: other === undefined ? undefined : withAlias(target.text, other) };
}

function withAlias(text: string, alias: string): string {
  const rest = splitThing(text)?.rest ?? null;
  return [formatTarget({ kind: 'client', alias }), ...(rest === null ? [] : [rest])].join('.');
}

// Declared names are not checked, and an id may be that of any thing.
function thingFault(kind: ThingKind, name: string): Fault | null {
  if (name.startsWith('@')) return null;
  return { why: `the file declares no ${thingsKind(kind).noun} with this alias`, meant: undefined };
}

function keyFault({ has, nearest }: KeyNames, { target }: Mention): Fault | null {
  const { section } = target;
  const key = literalOf(target.key);
  if (section === null || key === undefined || has(target, section, key) !== false) return null;
  const near = nearest(key);
  const otherSection = section === 'settings' ? 'custom' : 'settings';
  const places: readonly KeyPlace[] = [key, ...(near === undefined ? [] : [near])].flatMap((one) => [
    { section, key: one },
    { section: otherSection, key: one },
  ]);
  const found = places.find((place) => has(target, place.section, place.key) === true);
  const meant = found && formatTarget({ kind: 'key', alias: target.alias?.join('*') ?? null, ...found });
  return { why: 'neither the file nor the live application has this key', meant };
}

type KeyPlace = { readonly section: Section; readonly key: string };

function literalOf(parts: Wildcard | null): string | undefined {
  return parts?.length === 1 ? parts[0] : undefined;
}

const effects: Readonly<Record<Mention['list'], string>> = {
  protect: 'it protects nothing',
  sensitive: 'it hides nothing',
  public: 'it shows nothing',
  ignore: 'it has no effect',
  drop: 'it drops nothing',
  expected: 'it has no effect',
  accept: 'it has no effect',
  allow: 'it has no effect',
};

function findFaults(mentions: readonly Mention[], faultOf: (mention: Mention) => Fault | null): readonly Finding[] {
  return mentions.flatMap((mention) => {
    const fault = mention.declared ? null : faultOf(mention);
    return fault === null ? [] : [finding(mention, fault)];
  });
}

function finding({ list, target, source, from }: Mention, { why, meant }: Fault): Finding {
  const cure = meant === undefined ? 'fix the entry, or remove it' : `did you mean "${meant}"?`;
  return {
    code: 'names-nothing',
    // What an entry of another file names may be in a file beside this one.
    severity: mayNameById.has(list) && from === 'own' ? 'refuse' : 'warning',
    fact: `${target.text} in ${list} names nothing, so ${effects[list]}: ${why}`,
    cure,
    target: { kind: 'global' },
    source,
  };
}
