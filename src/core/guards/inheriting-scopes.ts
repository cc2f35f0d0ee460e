import { byText } from '../model/json.ts';
import type { ClientScope } from '../model/scope.ts';
import { changeOf, isGlobalOnly, type KeyPlace, ownValue, placesOf } from './effective-value.ts';
import type { GuardInput } from './guard.ts';

/** Who gets a value of the global scope: declared clients, and whether there may be others. */
type Inheriting = {
  /** Scopes of declared clients that had no value of their own and get none. */
  readonly scopes: readonly ClientScope[];
  readonly aliases: readonly string[];
  /** True when the application has clients that were not looked at. */
  readonly others: boolean;
};

/** The clients for which a key of the global scope counts, before the plan and after. */
function inheritingScopes(input: GuardInput, { section, key }: Pick<KeyPlace, 'section' | 'key'>): Inheriting {
  const found = input.clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  const scopes = found.filter((scope) => inherits(input, { scope, section, key }));
  const aliases = scopes.map(({ alias }) => alias).sort(byText);
  return { scopes, aliases, others: found.length < input.live.clients.size };
}

/** Whom a change of a global key concerns, as the end of a sentence; nothing for a client's. */
export function concernedBy(input: GuardInput, change: KeyPlace): string {
  if (change.scope.kind === 'client') return '';
  const { aliases, others } = inheritingScopes(input, change);
  const names = [aliases.join(', '), others ? 'other clients that inherit it' : ''].filter((name) => name !== '');
  return `; it counts for the global scope${names.length === 0 ? '' : ` and for ${names.join(' and ')}`}`;
}

/** Whether the global value of a key counts for a client, before the plan and after. */
export function inherits(input: GuardInput, place: KeyPlace): boolean {
  if (place.section === 'settings' && isGlobalOnly(input, place.key)) return true;
  return placesOf(input.catalogue, place).every(
    (one) => changeOf(input.changes, one) === undefined && ownValue(input, one) === undefined,
  );
}
