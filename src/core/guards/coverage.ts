import { literalTarget, targetIndex } from '../model/pattern-index.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import type { Target } from '../model/target.ts';
import { aliasById, type TargetPattern } from '../model/target-pattern.ts';

/** The entries of a list that cover a pattern: those with its text, and those that name the one thing that it names. */
export type Covering<T> = (pattern: TargetPattern) => readonly T[];

/** `reach`: whether an entry that names a scope is about what the scope holds. */
export function coveringIn<T extends { readonly target: TargetPattern }>(
  entries: readonly T[],
  reach: 'itself' | 'what-it-holds',
  clients: readonly ResolvedClient[],
): Covering<T> {
  if (entries.length === 0) return () => [];
  const byText = new Map<string, T[]>();
  for (const entry of entries) {
    const same = byText.get(entry.target.text);
    if (same === undefined) byText.set(entry.target.text, [entry]);
    else same.push(entry);
  }
  const index = targetIndex(entries);
  const names = namesOfClients(clients);
  return (pattern) => {
    const same = byText.get(pattern.text) ?? [];
    const target = literalTarget(pattern);
    const found =
      target === undefined
        ? []
        : namesOf(target, names).flatMap((name) => (reach === 'itself' ? index.matching(name) : index.covering(name)));
    return [...new Set([...same, ...found])];
  };
}

type ClientNames = ReadonlyMap<string, readonly string[]>;

/** The same thing by each name of its client. */
function namesOf(target: Target, clients: ClientNames): readonly Target[] {
  if (target.kind === 'global' || target.alias === null) return [target];
  return (clients.get(target.alias) ?? [target.alias]).map((alias) => ({ ...target, alias }));
}

/** Alias and, as `@ID`, id of each client, by either. */
function namesOfClients(clients: readonly ResolvedClient[]): ClientNames {
  return new Map(
    clients.flatMap((client) => {
      if (client.kind !== 'found') return [];
      const names = [client.scope.alias, aliasById(client.scope)];
      return names.map((name) => [name, names] as const);
    }),
  );
}
