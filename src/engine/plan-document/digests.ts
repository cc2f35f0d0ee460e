import { createHash } from 'node:crypto';
import { clientKind } from '../../kinds/client.ts';
import { kindOf } from '../../kinds/index.ts';
import { type Kind, settledValue } from '../../kinds/kind.ts';
import { byName, byText, canonicalJson, type Json, objectFrom } from '../../leaf/json.ts';
import { formatTarget, scopeId, scopeTarget, sections } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import {
  type Desired,
  type DesiredScope,
  type DesiredValue,
  formatHostPattern,
  tombstonesIn,
  valuesAsked,
} from '../../model/desired.ts';
import {
  clientScopeOf,
  type LiveScope,
  type LiveState,
  liveListOf,
  type ResolvedClient,
  type ResolvedThing,
  type WithProperties,
} from '../../model/live.ts';
import type { Plan, PlanChange, PlanValue } from '../../model/plan.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import { heldValue, thingsOf } from '../../model/state.ts';
import { isSecret, type KeyedDigest, keyIdOf, type Secret, secretAddress, type Value } from '../../model/value.ts';

/** A keyed one-way digest of a text. */
export type Digest = KeyedDigest;

/** A value as plans show it. */
export function planValue(value: Value, address: KeyAddress, digest: Digest): PlanValue {
  return isSecret(value) ? { secret: true, fingerprint: value.fingerprint(digest, addressText(address)) } : value;
}

/** The values before and after a change, as plans show them; undefined: none. */
export function planValues(
  change: Change,
  digest: Digest,
): { readonly before?: PlanValue; readonly after?: PlanValue } {
  if (change.action === 'property') return { before: change.before, after: change.after };
  const address = { clientId: scopeId(change.scope), section: change.section, key: change.key };
  return {
    ...('before' in change ? { before: planValue(change.before, address, digest) } : {}),
    ...('after' in change ? { after: planValue(change.after, address, digest) } : {}),
  };
}

function addressText({ clientId, section, key }: KeyAddress): string {
  return secretAddress(clientId, section, key);
}

/** One keyed digest for each scope that was read: without inherited values. */
export function fingerprints(
  live: LiveState,
  { clients, things }: { readonly clients: readonly ResolvedClient[]; readonly things: readonly ResolvedThing[] },
  digest: Digest,
): { readonly [scope: string]: string } {
  const found = clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  const ofClients = found.flatMap((scope): (readonly [string, string])[] => {
    const { clientId } = scope;
    const held = clientScopeOf(live, clientId);
    if (held === undefined) return [];
    const features = [...(liveListOf(live.clients.get(clientId), 'features') ?? [])].sort(byText);
    return [
      [formatTarget(scopeTarget(scope)), digest(canonicalJson([features, liveScopeJson(held, clientId, digest)]))],
    ];
  });
  const ofGlobal =
    live.global === null ? [] : [['global', digest(canonicalJson(liveScopeJson(live.global, null, digest)))] as const];
  const ofThings = things.flatMap(({ scope, live: thing }): readonly (readonly [string, string])[] =>
    thing === null ? [] : [[formatTarget(scopeTarget(scope)), digest(canonicalJson(livePropertiesJson(thing)))]],
  );
  return objectFrom([...ofGlobal, ...ofClients, ...ofThings]);
}

function livePropertiesJson({ scope: { properties } }: WithProperties): Json {
  return byName(properties).map(([name, { value }]) => [name, value]);
}

function liveScopeJson({ sections }: LiveScope, clientId: string | null, digest: Digest): Json {
  return (['settings', 'custom'] as const).map((section) =>
    byName(sections[section]).map((entry) => {
      const key = entry[0];
      const value = heldValue(entry[1]) ?? null;
      // Most values are not secret and are written unchanged.
      if (!isSecret(value)) return [key, value];
      return [key, asJson(planValue(value, { clientId, section, key }, digest))];
    }),
  );
}

function asJson(value: PlanValue): Json {
  return value as Json; // a fingerprint is JSON as well
}

/** A keyed digest of everything the merged file declares. Locations do not count: a new comment does not change it. */
export function configDigest(desired: Desired, digest: Digest): string {
  const { application, writes, limits } = desired;
  const clients = [...desired.clients.values()].sort((a, b) => byText(a.alias, b.alias));
  const content: Json = [
    [application.id, application.configUrl, application.captureUrl, application.auth ?? 'basic'],
    writes,
    [limits.removals.max, limits.removals.percent, limits.updates.max, limits.updates.percent, limits.minimumOwners],
    desired.global && scopeJson(desired.global, digest),
    clients.map((client) => [
      client.alias,
      client.id ?? ['name', client.name],
      propertiesJson(client.scope, clientKind).get('features') ?? null,
      scopeJson(client.scope, digest),
      ...[...propertiesJson(client.scope, clientKind)].filter(([name]) => name !== 'features'),
    ]),
    [desired.ignore, desired.sensitive, desired.public].map((patterns) =>
      patterns.map((pattern) => pattern.text).sort(byText),
    ),
    desired.allow.map(({ guard, target, live, until }) => [guard, target.text, liveJson(live, digest), until]),
    desired.accept.map(({ target, live, until }) => [target.text, liveJson(live, digest), until]),
    desired.protect.map((entry) => entry.target.text).sort(byText),
    desired.hosts?.map(formatHostPattern).sort(byText) ?? null,
    ...thingsOf(desired).map((thing) => [
      thing.kind,
      thing.alias,
      thing.id,
      [...propertiesJson(thing.scope, kindOf(thing))],
    ]),
  ];
  return digest(canonicalJson(content));
}

// Features were once the only property, with a field of their own, which saved plans still use.
function propertiesJson(
  { properties: held }: Pick<DesiredScope, 'properties'>,
  { properties }: Pick<Kind, 'properties'>,
): ReadonlyMap<string, Json> {
  return new Map(
    properties.flatMap((property) => {
      const asked = held.get(property.name);
      return asked === undefined ? [] : [[property.name, settledValue(property, asked.value)] as const];
    }),
  );
}

function liveJson(live: Json | Secret, digest: Digest): Json {
  return isSecret(live) ? live.bound(digest) : live;
}

function scopeJson({ sections: cells, whole }: DesiredScope, digest: Digest): Json {
  return [
    ...sections.map((section) => [
      whole[section],
      sorted(valuesAsked(cells[section]), (value) => valueJson(value, digest)),
      sorted(tombstonesIn(cells[section]), (tombstone) => tombstone.until),
    ]),
  ];
}

function sorted<T>(entries: readonly (readonly [string, T])[], toJson: (value: T) => Json): Json {
  return byName(new Map(entries)).map(([key, value]) => [key, toJson(value)]);
}

function valueJson(value: DesiredValue, digest: Digest): Json {
  switch (value.kind) {
    case 'value':
      return value.origin === 'journal' ? [value.json] : [value.json, value.text];
    case 'secret':
      return value.secret === null ? null : value.secret.bound(digest);
    case 'not-comparable':
      return null;
  }
}

type ApprovedParts = Pick<Plan, 'formatVersion' | 'application' | 'changes' | 'calls' | 'literals'>;

/** What "the plan you approved" means: `sha256:` over all changes, without their locations. */
export function planDigest({ formatVersion, application, changes, calls, literals }: ApprovedParts): string {
  const bound = changes.map(boundChange);
  const more = literals === undefined ? {} : { literals };
  const text = canonicalJson(plainJson({ formatVersion, application, changes: bound, calls, ...more }));
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** What an approval of a change covers: not its location or origin. */
export function boundChange({
  source: _source,
  origin: _origin,
  ...change
}: PlanChange): Omit<PlanChange, 'source' | 'origin'> {
  return change;
}

/** A part of a plan as JSON, without members that are left out. */
export function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/**
 * A keyed digest over everything that a plan says, places, findings and times included. The digest of a plan covers the
 * changes, and can be made without the key. The seal proves that the rest was not edited either.
 */
export function sealOf(plan: Omit<Plan, 'seal'>, digest: Digest): string {
  // A plan is JSON, except that undefined members are left out.
  return digest(`capstan plan\n${canonicalJson(plan as unknown as Json)}`);
}

/** `unknown`: it was sealed with another key, so it cannot be checked here. */
export function sealIs(plan: Plan, digest: Digest): 'whole' | 'broken' | 'unknown' {
  const { seal, ...rest } = plan;
  const own = sealOf(rest, digest);
  if (own === seal) return 'whole';
  return keyIdOf(own) === keyIdOf(seal) ? 'broken' : 'unknown';
}
