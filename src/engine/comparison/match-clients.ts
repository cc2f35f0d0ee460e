import { byText } from '../../leaf/json.ts';
import type { ClientState, State } from '../../model/state.ts';

/** A client of one side or both, under the name that rows use for it. */
export type ClientPair = { readonly name: string } & (
  | { readonly a: ClientState; readonly b: ClientState | null }
  | { readonly a: null; readonly b: ClientState }
);

/**
 * Finds for each client of one side the one of the other that it corresponds to: by alias, else by id, else by a name
 * that both sides have once. The same client is never taken twice.
 */
export function matchClients(a: State, b: State): readonly ClientPair[] {
  const [ours, theirs] = [[...a.clients.values()], [...b.clients.values()]];
  const left = new Set(theirs);
  const others = {
    alias: byMember(theirs, 'alias'),
    id: byMember(theirs, 'id'),
    name: byMember(theirs, 'name'),
  };
  const own = byMember(ours, 'name');
  const pairs = ours.map((client): ClientPair => {
    const other = partnerOf(client, own, others);
    if (other !== null) {
      left.delete(other);
      take(other, others);
    }
    return { name: nameOf(client, other), a: client, b: other };
  });
  const alone = [...left].map((client): ClientPair => ({ name: nameOf(client, null), a: null, b: client }));
  return [...pairs, ...alone].sort((x, y) => byText(x.name, y.name));
}

const members = ['alias', 'id', 'name'] as const;
type Member = (typeof members)[number];

/** The clients of a side by one of their names, in their order. */
type ByMember = Map<string, Set<ClientState>>;

function byMember(clients: readonly ClientState[], member: Member): ByMember {
  const all: ByMember = new Map();
  for (const client of clients) {
    const name = client[member];
    if (name !== null) all.set(name, (all.get(name) ?? new Set()).add(client));
  }
  return all;
}

type Others = { readonly [M in Member]: ByMember };

function partnerOf(client: ClientState, own: ByMember, others: Others): ClientState | null {
  const [byAlias = null] = named(others.alias, client.alias);
  const [byId = null] = named(others.id, client.id);
  const theirs = named(others.name, client.name);
  const isOnlyOne = theirs.size === 1 && named(own, client.name).size === 1;
  const [byName = null] = isOnlyOne ? theirs : [];
  return byAlias ?? byId ?? byName;
}

const noClients: ReadonlySet<ClientState> = new Set();

function named(all: ByMember, name: string | null): ReadonlySet<ClientState> {
  return (name === null ? undefined : all.get(name)) ?? noClients;
}

function take(client: ClientState, others: Others): void {
  for (const member of members) {
    const name = client[member];
    if (name !== null) others[member].get(name)?.delete(client);
  }
}

function nameOf(client: ClientState, other: ClientState | null): string {
  if (client.alias !== null) return client.alias;
  return other?.alias ?? client.name ?? other?.name ?? client.id;
}
