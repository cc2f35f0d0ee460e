/** Where a setting lives: the application, or one client. */
export type Scope = GlobalScope | ClientScope;
export type GlobalScope = { readonly kind: 'global' };
export type ClientScope = { readonly kind: 'client'; readonly alias: string; readonly clientId: string };

/** `settings`: standard keys, at the top level of a reply. `custom`: inside `custom`. */
export type Section = 'settings' | 'custom';

export const sections: readonly Section[] = ['settings', 'custom'];
export const globalScope: GlobalScope = { kind: 'global' };

export function aliasOf(scope: Scope): string | null {
  return scope.kind === 'client' ? scope.alias : null;
}

/** What a scope is found by: a client by its id, whatever its alias; null for the global one. */
export function scopeId(scope: Scope): string | null {
  return scope.kind === 'client' ? scope.clientId : null;
}

/** Things by the scope that they belong to; each group in the order in which the things came. */
export class ByScope<T> {
  readonly #groups = new Map<string | null, T[]>();

  add(scope: Scope, thing: T): void {
    const group = this.#groups.get(scopeId(scope));
    if (group === undefined) this.#groups.set(scopeId(scope), [thing]);
    else group.push(thing);
  }

  at(scope: Scope): readonly T[] {
    return this.#groups.get(scopeId(scope)) ?? [];
  }

  groups(): readonly (readonly T[])[] {
    return [...this.#groups.values()];
  }
}
