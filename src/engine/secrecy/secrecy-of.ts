import { matchesWildcard } from '../../leaf/text-search.ts';
import { sections } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired, DesiredScope } from '../../model/desired.ts';
import type { LiveState } from '../../model/live.ts';
import type { KeyAddress, Secrecy, SecretReason } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { type ScopeState, scopesOf } from '../../model/state.ts';
import { aliasById, type PatternIndex, patternIndex, type TargetPattern } from '../../model/target-pattern.ts';
import { isSecret } from '../../model/value.ts';
import { withExposed } from './exposed-values.ts';
import { declaredBy, type Holder, heldByBaseline, heldByFile, heldByLive, seenAt } from './held.ts';
import { type ClientNames, namesInBaseline, namesInFile } from './secret-name.ts';
import { type SecrecyFacts, secretReason } from './secret-reason.ts';

/** All sources that may know a secret. */
export type SecrecySources = {
  readonly catalogue: Catalogue;
  /** Files of the application; the first is the one in use, and only its `public` counts. */
  readonly files: readonly Desired[];
  readonly baseline: Baseline | null;
  /** What the live application holds, as it was read. */
  readonly live: LiveState | null;
  /** What snapshots and journals know. */
  readonly known: readonly KnownAddresses[];
};

/** Keys that a source knows as secrets; `source` is a phrase such as "the journal of run 7". */
export type KnownAddresses = { readonly source: string; readonly addresses: readonly KeyAddress[] };

const noClients: LiveState['clients'] = new Map();

/** What is a secret, by all sources together: a key that one source knows as secret is secret in all. */
export function secrecyOf(sources: SecrecySources): Secrecy {
  const { files, baseline, live, known, catalogue } = sources;
  const clients = live?.clients ?? noClients;
  const named = files.map((file) => ({ file, names: namesInFile(file, clients) }));
  const ofBaseline = baseline === null ? [] : [{ baseline, names: namesInBaseline(baseline, clients) }];
  const held = [
    ...named.map(({ file, names }) => heldByFile(file, names)),
    ...ofBaseline.map((one) => heldByBaseline(one.baseline, one.names)),
    ...(live === null ? [] : [heldByLive(live)]),
  ];
  const [followed] = named;
  const facts: SecrecyFacts = {
    catalogue,
    known: knownSecrets(
      [
        ...named.map(({ file, names }) => secretsOfFile(file, names)),
        ...ofBaseline.map((one) => secretsOfBaseline(one.baseline, one.names)),
        ...known.map(({ addresses, source }) => secretsAt(addresses, source)),
      ],
      held,
    ),
    isPublic: followed === undefined ? () => false : namedBy(followed.file.public, followed.names),
    seen: seenAt(held),
  };
  if (live === null) {
    return {
      reasonOf: (address, value) => secretReason(facts, address, value),
      exposing: [],
      exposingClients: [],
      isInKeyName: () => false,
      isInName: () => false,
    };
  }
  const isDeclared = followed === undefined ? () => false : declaredBy(followed.file, followed.names);
  return withExposed(facts, { files, baseline, live, names: followed?.names ?? null, isDeclared });
}

/** The scopes that a statement about a key covers: all, those of all clients, or one (null: global). */
type Where = 'everywhere' | 'every-client' | { readonly clientId: string | null };

/** What a source knows as secrets: keys, in both sections of their scope, and patterns. */
type SourceSecrets = {
  readonly keys: readonly { readonly where: Where; readonly key: string }[];
  /** Why its keys are secrets. */
  readonly reason: SecretReason;
  readonly marked: readonly Marked[];
};

/** Patterns that mark keys as secrets, with the client names of their source. */
type Marked = {
  readonly patterns: readonly TargetPattern[];
  readonly names: ClientNames;
  readonly reason: SecretReason;
};

/** What the file knows: its references, and `sensitive`. */
function secretsOfFile(desired: Desired, names: ClientNames): SourceSecrets {
  // A key that gets a secret in one scope is secret in every scope.
  const keys = scopesOf(desired).flatMap(referencesIn).map(everywhere);
  const reference = { kind: 'reference' } as const;
  // If `accept` or `allow` takes a live value from a secret, the live value is secret.
  const overrides = [...desired.accept, ...desired.allow];
  const hidden = overrides.filter(({ live }) => isSecret(live) && !live.isOfFile()).map(({ target }) => target);
  return {
    keys,
    reason: reference,
    marked: [
      { patterns: desired.sensitive, names, reason: { kind: 'sensitive' } },
      { patterns: hidden, names, reason: reference },
    ],
  };
}

function referencesIn(scope: DesiredScope): readonly string[] {
  const keys: string[] = [];
  for (const section of sections) {
    scope.sections[section].forEach((cell, key) => {
      if (cell.kind === 'not-comparable' || (cell.kind === 'secret' && cell.why.kind === 'reference')) keys.push(key);
    });
  }
  return keys;
}

function everywhere(key: string): { readonly where: Where; readonly key: string } {
  return { where: 'everywhere', key };
}

/** What a baseline knows: the references and `sensitive` of a file, what a snapshot hides. */
function secretsOfBaseline(baseline: Baseline, names: ClientNames): SourceSecrets {
  const reason: SecretReason = { kind: 'source', source: `the baseline ${baseline.name}` };
  const global = baseline.global === null ? [] : knownIn(baseline.global, { clientId: null });
  const clients = [...baseline.clients.values()].flatMap(({ id, alias, scope }) => {
    const clientId = alias === null ? id : (id ?? names.idOf(alias));
    return knownIn(scope, clientId === null ? 'every-client' : { clientId });
  });
  return { keys: [...global, ...clients], reason, marked: [{ patterns: baseline.sensitive, names, reason }] };
}

function knownIn({ sections: values }: ScopeState, where: Where): SourceSecrets['keys'] {
  return sections.flatMap((section) =>
    [...values[section]].flatMap(([key, value]) => {
      if (value.kind !== 'secret' || value.by === 'look') return [];
      return [value.by === 'reference' ? everywhere(key) : { where, key }];
    }),
  );
}

/** Keys that a snapshot or a journal knows as secrets, by client id. */
function secretsAt(addresses: readonly KeyAddress[], source: string): SourceSecrets {
  const keys = addresses.map(({ clientId, key }) => ({ where: { clientId }, key }));
  return { keys, reason: { kind: 'source', source }, marked: [] };
}

/**
 * Why a key is known as a secret, by all sources. `existing`: the keys that any source has; what a pattern with a wildcard
 * marks in one section is a secret in the other too where both have the key.
 */
function knownSecrets(
  sources: readonly SourceSecrets[],
  existing: readonly Holder[],
): (address: KeyAddress) => SecretReason | null {
  const known = new KnownKeys();
  for (const { keys, reason } of sources) for (const { where, key } of keys) known.add(where, key, reason);
  const marked = sources
    .flatMap((source) => source.marked)
    .filter(({ patterns }) => patterns.length > 0)
    .map(({ patterns, names, reason }) => ({ marks: marksOf(patterns, names), reason }));
  if (marked.length === 0) return (address) => known.at(address) ?? null;
  for (const holder of existing) {
    holder((address) => {
      for (const { marks, reason } of marked) if (marks(address)) known.add(address, address.key, reason);
    });
  }
  return (address) => known.at(address) ?? marked.find(({ marks }) => marks(address))?.reason ?? null;
}

/** Why keys are secrets, by source; the first source of a key counts. */
class KnownKeys {
  readonly #everywhere = new Map<string, SecretReason>();
  readonly #everyClient = new Map<string, SecretReason>();
  readonly #byScope = new Map<string | null, Map<string, SecretReason>>();

  add(where: Where, key: string, reason: SecretReason): void {
    const keys = this.#keysOf(where);
    if (!keys.has(key)) keys.set(key, reason);
  }

  at({ clientId, key }: KeyAddress): SecretReason | undefined {
    const ofClients = clientId === null ? undefined : this.#everyClient.get(key);
    return this.#byScope.get(clientId)?.get(key) ?? ofClients ?? this.#everywhere.get(key);
  }

  #keysOf(where: Where): Map<string, SecretReason> {
    if (where === 'everywhere') return this.#everywhere;
    if (where === 'every-client') return this.#everyClient;
    const keys = this.#byScope.get(where.clientId) ?? new Map<string, SecretReason>();
    this.#byScope.set(where.clientId, keys);
    return keys;
  }
}

/** Whether one of the patterns names just this key. */
function namedBy(patterns: readonly TargetPattern[], names: ClientNames): (address: KeyAddress) => boolean {
  if (patterns.length === 0) return () => false;
  const index = patternIndex(patterns);
  return ({ clientId, section, key }) =>
    aliasesFor(clientId, names).some((alias) => index.matching({ kind: 'key', alias, section, key }).length > 0);
}

/**
 * Whether one of the patterns marks a key: one without a wildcard in its key does so in both sections, and one whose alias
 * is not known for certain in every client.
 */
function marksOf(patterns: readonly TargetPattern[], names: ClientNames): (address: KeyAddress) => boolean {
  const own = patternIndex(patterns);
  const roaming = patternIndex(roamingIn(patterns, names));
  const marks = (index: PatternIndex<TargetPattern>, alias: string | null, { section, key }: KeyAddress): boolean =>
    sections.some((where) =>
      index
        .matching({ kind: 'key', alias, section: where, key })
        .some((pattern) => where === section || pattern.key?.length === 1),
    );
  return (address) => {
    const isMarked = aliasesFor(address.clientId, names).some((alias) => marks(own, alias, address));
    return isMarked || (address.clientId !== null && marks(roaming, anyClient, address));
  };
}

/** The names of a client in a source: its aliases there, and its id. */
function aliasesFor(clientId: string | null, { aliasesOf }: ClientNames): readonly (string | null)[] {
  return clientId === null ? [null] : [...aliasesOf(clientId), aliasById({ clientId })];
}

const anyClient = 'any client';

/**
 * The patterns that may be about any client, under one alias. An alias that no client has any more, as after a rename,
 * may have named any of them.
 */
function roamingIn(patterns: readonly TargetPattern[], { idOf, unresolved }: ClientNames): readonly TargetPattern[] {
  const open = new Set(unresolved);
  const roams = ({ alias, literalAlias }: TargetPattern): boolean => {
    if (alias === null) return false;
    if (!literalAlias) return unresolved.some((one) => matchesWildcard(alias, one));
    const [name = ''] = alias;
    return open.has(name) || (!name.startsWith('@') && idOf(name) === null);
  };
  return patterns.filter(roams).map((pattern) => ({ ...pattern, alias: [anyClient] }));
}
