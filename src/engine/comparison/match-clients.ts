import { byText } from '../../leaf/json.ts';
import type { Side } from '../../model/comparison.ts';
import type { ClientState } from '../../model/state.ts';

/** A client of one side or both, under the name that rows use for it. */
export type ClientPair = { readonly name: string } & (
  | { readonly a: ClientState; readonly b: ClientState | null }
  | { readonly a: null; readonly b: ClientState }
);

type Matched = Pick<Side, 'application' | 'clients'>;

/**
 * Finds for each client of one side the one of the other that it corresponds to: by alias, else by id, else by a name
 * that both sides have once. The same client is never taken twice, and what matches by a stronger member is taken
 * first. In one application, clients with different ids are different clients, also if they have the same name.
 */
export function matchClients(a: Matched, b: Matched): readonly ClientPair[] {
  const [ours, theirs] = [[...a.clients.values()], [...b.clients.values()]];
  const partners = partnersOf(ours, theirs, a.application.id === b.application.id ? 'one' : 'two');
  const taken = new Set(partners.values());
  const pairs = ours.map((client): ClientPair => {
    const other = partners.get(client) ?? null;
    return { name: nameOf(client, other), a: client, b: other };
  });
  const alone = theirs
    .filter((client) => !taken.has(client))
    .map((client): ClientPair => ({ name: nameOf(client, null), a: null, b: client }));
  return [...pairs, ...alone].sort((x, y) => byText(x.name, y.name));
}

/** The partners of our clients among theirs. `applications`: whether both sides are of one. */
function partnersOf(
  ours: readonly ClientState[],
  theirs: readonly ClientState[],
  applications: 'one' | 'two',
): ReadonlyMap<ClientState, ClientState> {
  const partners = new Map<ClientState, ClientState>();
  const taken = new Set<ClientState>();
  for (const member of members) {
    const [own, others] = [byMember(ours, member), byMember(theirs, member)];
    const mayDiffer = member !== 'name' || applications === 'two';
    for (const client of ours.filter((one) => !partners.has(one))) {
      const other = onlyOne(client[member], own, others);
      if (other === null || taken.has(other) || (haveTwoIds(client, other) && !mayDiffer)) continue;
      partners.set(client, other);
      taken.add(other);
    }
  }
  return partners;
}

// The strongest first.
const members = ['alias', 'id', 'name'] as const;
type Member = (typeof members)[number];

/** The clients of a side by one of their names. */
type ByMember = ReadonlyMap<string, readonly ClientState[]>;

function byMember(clients: readonly ClientState[], member: Member): ByMember {
  const all = new Map<string, ClientState[]>();
  for (const client of clients) {
    const name = client[member];
    if (name === null) continue;
    const same = all.get(name);
    if (same === undefined) all.set(name, [client]);
    else same.push(client);
  }
  return all;
}

/** The client of the other side with this name, if neither side has the name twice. */
function onlyOne(name: string | null, own: ByMember, others: ByMember): ClientState | null {
  if (name === null || own.get(name)?.length !== 1) return null;
  const [other = null, ...more] = others.get(name) ?? [];
  return more.length === 0 ? other : null;
}

function haveTwoIds(a: ClientState, b: ClientState): boolean {
  return a.id !== null && b.id !== null && a.id !== b.id;
}

function nameOf(client: ClientState, other: ClientState | null): string {
  if (client.alias !== null) return client.alias;
  return other?.alias ?? client.name ?? other?.name ?? client.id;
}
