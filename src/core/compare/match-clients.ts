import { byText } from '../model/json.ts';
import type { Side, SideClient } from '../model/side.ts';

/** A client of one side or both, under the name that rows use for it. */
export type ClientPair = {
  readonly name: string;
  readonly a: SideClient | null;
  readonly b: SideClient | null;
};

/**
 * Finds for each client of one side the one of the other that it corresponds to: by alias, else by id, else by a name
 * that both sides have once. The same client is never taken twice.
 */
export function matchClients(a: Side, b: Side): readonly ClientPair[] {
  const left = new Set(b.clients);
  const pairs = a.clients.map((client): ClientPair => {
    const other = partnerOf(client, a, [...left]);
    if (other !== null) left.delete(other);
    return { name: nameOf(client, other), a: client, b: other };
  });
  const alone = [...left].map((client): ClientPair => ({ name: nameOf(client, null), a: null, b: client }));
  return [...pairs, ...alone].sort((x, y) => byText(x.name, y.name));
}

function partnerOf(client: SideClient, own: Side, others: readonly SideClient[]): SideClient | null {
  const same = (member: 'alias' | 'id' | 'name') => (other: SideClient) =>
    client[member] !== null && other[member] === client[member];
  const byAlias = others.find(same('alias'));
  const byId = others.find(same('id'));
  const named = others.filter(same('name'));
  const ownNamed = own.clients.filter(({ name }) => name !== null && name === client.name);
  const byName = named.length === 1 && ownNamed.length === 1 ? named[0] : undefined;
  return byAlias ?? byId ?? byName ?? null;
}

function nameOf(client: SideClient, other: SideClient | null): string {
  return client.alias ?? other?.alias ?? client.name ?? other?.name ?? client.id ?? other?.id ?? '';
}
