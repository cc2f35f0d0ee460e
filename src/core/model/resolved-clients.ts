import type { Desired, DesiredClient } from './desired.ts';
import { byText } from './json.ts';
import type { LiveState } from './live.ts';
import type { ClientScope } from './scope.ts';

/** A declared client with the live client it stands for, or why there is none. */
export type ResolvedClient =
  | { readonly kind: 'found'; readonly desired: DesiredClient; readonly scope: ClientScope }
  | { readonly kind: 'missing'; readonly desired: DesiredClient }
  /** More than one live client has the name. */
  | { readonly kind: 'ambiguous'; readonly desired: DesiredClient; readonly count: number }
  /** Another alias, found first, stands for the same live client. */
  | { readonly kind: 'duplicate'; readonly desired: DesiredClient; readonly other: string };

/** Finds the live client of each declared one, in the order of aliases. */
export function resolveClients(desired: Desired, live: LiveState): readonly ResolvedClient[] {
  const taken = new Map<string, string>();
  const liveIdsOf = liveIdFinder(live.clients);
  return [...desired.clients.values()]
    .sort((a, b) => byText(a.alias, b.alias))
    .map((client) => resolveClient(client, liveIdsOf(client), live, taken));
}

function resolveClient(
  desired: DesiredClient,
  ids: readonly string[],
  live: LiveState,
  taken: Map<string, string>,
): ResolvedClient {
  const [id] = ids;
  if (ids.length > 1) return { kind: 'ambiguous', desired, count: ids.length };
  if (id === undefined || !live.scopes.has(id)) return { kind: 'missing', desired };
  const other = taken.get(id);
  if (other !== undefined) return { kind: 'duplicate', desired, other };
  taken.set(id, desired.alias);
  return { kind: 'found', desired, scope: { kind: 'client', alias: desired.alias, clientId: id } };
}

/** Gives the ids of the live clients that a declared one names: one, none, or several with the same name. */
export function liveIdFinder(clients: LiveState['clients']): (desired: DesiredClient) => readonly string[] {
  let byName: ReadonlyMap<string, readonly string[]> | undefined;
  return ({ identity }) => {
    if (identity.by === 'id') return clients.has(identity.id) ? [identity.id] : [];
    byName ??= idsByName(clients);
    return byName.get(identity.name) ?? [];
  };
}

function idsByName(clients: LiveState['clients']): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { id, name } of clients.values()) {
    const ids = byName.get(name);
    if (ids === undefined) byName.set(name, [id]);
    else ids.push(id);
  }
  return byName;
}
