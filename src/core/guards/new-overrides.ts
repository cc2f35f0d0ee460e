import type { Accept, Allow } from '../model/desired.ts';
import { liveScopeOf } from '../model/end-state.ts';
import { sameFeatures } from '../model/feature.ts';
import type { Json } from '../model/json.ts';
import { literalTarget } from '../model/pattern-index.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import { type ClientScope, globalScope } from '../model/scope.ts';
import { factsIn, optionOf } from '../model/setting.ts';
import type { Source } from '../model/source.ts';
import { sealed } from '../model/value.ts';
import { coveringIn } from './coverage.ts';
import type { KeyPlace } from './effective-value.ts';
import type { GuardInput } from './guard.ts';
import { meansTheSame } from './means.ts';

/** What changed in the rules; `source` null: what is gone has no place any more. */
export type PolicyRow = { readonly text: string; readonly source: Source | null };

/** Entries of `allow` that let more pass than those of the baseline. */
export function newAllows(before: readonly Allow[], { desired, clients }: GuardInput): readonly PolicyRow[] {
  const guards = [...new Set(desired.allow.map(({ guard }) => guard))];
  return guards.flatMap((guard) => {
    const of = (entries: readonly Allow[]): readonly Allow[] => entries.filter((entry) => entry.guard === guard);
    return newEntries(of(before), of(desired.allow), clients).map((found) =>
      rowOf('allow', `${found.entry.target.text} (${guard})`, found),
    );
  });
}

/** Entries of `accept` that leave more as it is than those of the baseline. */
export function newAccepts(before: readonly Accept[], input: GuardInput): readonly PolicyRow[] {
  return newEntries(before, input.desired.accept, input.clients).map((found) => {
    const { text, source } = rowOf('accept', found.entry.target.text, found);
    const waits = holdsNow(found.entry, input) ? '' : '; the live application does not have the accepted value now';
    return { text: `${text}${waits}`, source };
  });
}

type Entry = Accept | Allow;

/** An entry that no earlier one covers; `twin`: an earlier one of the same target, which ends sooner or names another value. */
type NewEntry<T> = { readonly entry: T; readonly twin: T | undefined };

function newEntries<T extends Entry>(
  before: readonly T[],
  after: readonly T[],
  clients: readonly ResolvedClient[],
): readonly NewEntry<T>[] {
  const covering = coveringIn(before, 'itself', clients);
  return after.flatMap((entry) => {
    const earlier = covering(entry.target);
    if (earlier.some((one) => one.until >= entry.until && sameLive(one, entry))) return [];
    return [{ entry, twin: earlier.find(({ target }) => target.text === entry.target.text) }];
  });
}

function sameLive({ live: a }: Entry, { live: b }: Entry): boolean {
  return sealed(a).equals(sealed(b));
}

function rowOf(list: 'allow' | 'accept', name: string, { entry, twin }: NewEntry<Entry>): PolicyRow {
  const { until, reason, source } = entry;
  if (twin === undefined) return { text: `${list} added for ${name}, until ${until}: ${reason}`, source };
  const value = sameLive(twin, entry) ? '' : ' to another live value';
  return { text: `${list} changed for ${name}${value}, until ${until} instead of ${twin.until}: ${reason}`, source };
}

// Of what was not read, and of a pattern, nothing is claimed.
function holdsNow({ target: pattern, live: accepted }: Accept, input: GuardInput): boolean {
  const target = literalTarget(pattern);
  if (target?.kind === 'key') {
    const scope = target.alias === null ? globalScope : scopeOf(target.alias, input.clients);
    return scope === undefined || holdsValue({ ...target, scope }, accepted, input);
  }
  return target?.kind !== 'features' || holdsFeatures(target.alias, accepted, input);
}

function holdsFeatures(alias: string, accepted: Accept['live'], { clients, live }: GuardInput): boolean {
  const scope = scopeOf(alias, clients);
  if (scope === undefined) return true;
  const features = live.clients.get(scope.clientId)?.features ?? [];
  return isList(accepted) && sameFeatures(accepted.map(String), features);
}

function isList(value: Accept['live']): value is readonly Json[] {
  return Array.isArray(value);
}

function holdsValue({ scope, section, key }: KeyPlace, accepted: Accept['live'], input: GuardInput): boolean {
  const held = liveScopeOf(input.live, scope);
  if (held === undefined) return true;
  const live = held.sections[section].get(key) ?? null;
  const type = optionOf(input.live.options, key)?.type ?? factsIn(input.catalogue, section, key)?.type ?? 'string';
  return live !== null && meansTheSame(type, live, accepted);
}

function scopeOf(name: string, clients: readonly ResolvedClient[]): ClientScope | undefined {
  const scopes = clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  return scopes.find(({ alias }) => alias === name);
}
