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
