import { aliasOf, type Scope, type Section } from './scope.ts';

/** The name of one thing: a key, a feature list, a client, or the global scope. `alias` null means global. */
export type Target =
  | { readonly kind: 'key'; readonly alias: string | null; readonly section: Section; readonly key: string }
  | { readonly kind: 'features'; readonly alias: string }
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
    case 'features':
      return `clients.${target.alias}.features`;
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
