import { byName, byText, canonicalJson, type Json, objectFrom } from '../../leaf/json.ts';
import { formatTarget, scopeId, scopeTarget } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import {
  clientScopeOf,
  type LiveScope,
  type LiveState,
  liveListOf,
  type ResolvedClient,
  type ResolvedThing,
  type WithProperties,
} from '../../model/live.ts';
import type { PlanValue } from '../../model/plan.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import { heldValue } from '../../model/state.ts';
import { isSecret, type KeyedDigest, secretAddress, type Value } from '../../model/value.ts';

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
    return [[formatTarget(scopeTarget(scope)), digest(canonicalJson([features, scopeJson(held, clientId, digest)]))]];
  });
  const ofGlobal =
    live.global === null ? [] : [['global', digest(canonicalJson(scopeJson(live.global, null, digest)))] as const];
  const ofThings = things.flatMap(({ scope, live: thing }): readonly (readonly [string, string])[] =>
    thing === null ? [] : [[formatTarget(scopeTarget(scope)), digest(canonicalJson(propertiesJson(thing)))]],
  );
  return objectFrom([...ofGlobal, ...ofClients, ...ofThings]);
}

function propertiesJson({ scope: { properties } }: WithProperties): Json {
  return byName(properties).map(([name, { value }]) => [name, value]);
}

function scopeJson({ sections }: LiveScope, clientId: string | null, digest: Digest): Json {
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
