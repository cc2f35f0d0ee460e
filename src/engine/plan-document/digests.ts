import { createHash } from 'node:crypto';
import { clientKind } from '../../kinds/client.ts';
import { kindOf } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import { settledValue } from '../../kinds/property-value.ts';
import { byName, byText, canonicalJson, type Json } from '../../leaf/json.ts';
import { sections } from '../../model/address.ts';
import { type Desired, type DesiredScope, type DesiredValue, tombstonesIn, valuesAsked } from '../../model/desired.ts';
import { keyIdOf } from '../../model/fingerprint-key.ts';
import { formatHostPattern } from '../../model/host-pattern.ts';
import type { Plan, PlanChange } from '../../model/plan.ts';
import { thingsOf } from '../../model/state.ts';
import { isSecret, type Secret } from '../../model/value.ts';
import type { Digest } from './fingerprints.ts';

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
