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

/** The name of one thing: a key, a property of a client, a client, or the global scope. `alias` null means global. */
export type Target =
  | { readonly kind: 'key'; readonly alias: string | null; readonly section: Section; readonly key: string }
  | { readonly kind: 'property'; readonly alias: string; readonly property: string }
  | { readonly kind: 'client'; readonly alias: string }
  | { readonly kind: 'global' };

export function keyTarget(scope: Scope, section: Section, key: string): Target {
  return { kind: 'key', alias: aliasOf(scope), section, key };
}

export function scopeTarget(scope: Scope): Target {
  return scope.kind === 'global' ? { kind: 'global' } : { kind: 'client', alias: scope.alias };
}

/** The text that plans, findings, `--only`, `allow` and all other places use for a target. */
export function formatTarget(target: Target): string {
  switch (target.kind) {
    case 'global':
      return 'global';
    case 'client':
      return `clients.${target.alias}`;
    case 'property':
      return `clients.${target.alias}.${target.property}`;
    case 'key': {
      const prefix = target.alias === null ? '' : `clients.${target.alias}.`;
      return `${prefix}${target.section}.${escapeKey(target.key)}`;
    }
  }
}

// `*` means "any run of characters" where targets are read, so a literal one is written `\*`.
function escapeKey(key: string): string {
  return key.includes('*') || key.includes('\\') ? key.replace(/[\\*]/g, '\\$&') : key;
}

export function sameScope(a: Scope, b: Scope): boolean {
  return scopeId(a) === scopeId(b);
}
