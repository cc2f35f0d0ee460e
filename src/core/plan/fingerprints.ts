import { byText, canonicalJson, type Json, objectFrom } from '../model/json.ts';
import type { LiveScope, LiveState } from '../model/live.ts';
import type { PlanValue } from '../model/plan.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import { isSecret, type Value } from '../model/value.ts';

/** A keyed one-way digest of a text. */
export type Digest = (text: string) => string;

/** A value as plans show it. */
export function planValue(value: Value, digest: Digest): PlanValue {
  return isSecret(value) ? { secret: true, fingerprint: value.fingerprint(digest) } : value;
}

/** One keyed digest for each scope that was read: what a client inherits stays out, since it is not its own. */
export function fingerprints(
  live: LiveState,
  clients: readonly ResolvedClient[],
  digest: Digest,
): { readonly [scope: string]: string } {
  const found = clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  const ofClients = found.flatMap(({ alias, clientId }): (readonly [string, string])[] => {
    const scope = live.scopes.get(clientId);
    if (scope === undefined) return [];
    const features = [...(live.clients.get(clientId)?.features ?? [])].sort(byText);
    return [[`clients.${alias}`, digest(canonicalJson([features, scopeJson(scope, digest)]))]];
  });
  const ofGlobal =
    live.global === null ? [] : [['global', digest(canonicalJson(scopeJson(live.global, digest)))] as const];
  return objectFrom([...ofGlobal, ...ofClients]);
}

function scopeJson({ sections }: LiveScope, digest: Digest): Json {
  return [sections.settings, sections.custom].map((values) =>
    [...values].sort(([a], [b]) => byText(a, b)).map(([key, value]) => [key, asJson(planValue(value, digest))]),
  );
}

function asJson(value: PlanValue): Json {
  return value as Json; // a fingerprint is JSON as well
}
