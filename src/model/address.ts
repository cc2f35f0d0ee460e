import { kindAt, thingsKind } from '../kinds/index.ts';
import type { ThingKind } from '../kinds/table.ts';

/** Where something lives: the application, or one thing of a kind, most often a client. */
export type Scope = GlobalScope | ThingScope;
export type GlobalScope = { readonly kind: 'global' };

/** A thing by its kind, by its alias in the file, and by its id, which is called `clientId` for all kinds. */
export type ThingScope = { readonly kind: ThingKind; readonly alias: string; readonly clientId: string };
export type ClientScope = ThingScope & { readonly kind: 'client' };

/** `settings`: standard keys, at the top level of a response. `custom`: inside `custom`. */
export type Section = 'settings' | 'custom';

export const sections: readonly Section[] = ['settings', 'custom'];
export const globalScope: GlobalScope = { kind: 'global' };

export function aliasOf(scope: Scope): string | null {
  return scope.kind === 'global' ? null : scope.alias;
}

/** The key of a scope among those of its kind: a thing by its id, whatever its alias; null for the global one. */
export function scopeId(scope: Scope): string | null {
  return scope.kind === 'global' ? null : scope.clientId;
}

/** The id of a client; null for the global scope, and for things of other kinds. */
export function clientIdOf(scope: Scope): string | null {
  return scope.kind === 'client' ? scope.clientId : null;
}

/** The key of a scope among all. Things of two kinds may have one id; no id of a client has a line break in it. */
export function scopeKey(scope: Scope): string | null {
  return scope.kind === 'global' || scope.kind === 'client' ? scopeId(scope) : `${scope.kind}\n${scope.clientId}`;
}

/** Things by the scope that they belong to; each group in the order in which the things came. */
export class ByScope<T> {
  readonly #groups = new Map<string | null, T[]>();

  add(scope: Scope, thing: T): void {
    const group = this.#groups.get(scopeKey(scope));
    if (group === undefined) this.#groups.set(scopeKey(scope), [thing]);
    else group.push(thing);
  }

  at(scope: Scope): readonly T[] {
    return this.#groups.get(scopeKey(scope)) ?? [];
  }

  groups(): readonly (readonly T[])[] {
    return [...this.#groups.values()];
  }
}

/** The name of one thing: a key, a property of a client or of a thing of another kind (`of`), such a thing, or the global scope. `alias` null means global. */
export type Target =
  | { readonly kind: 'key'; readonly alias: string | null; readonly section: Section; readonly key: string }
  | { readonly kind: 'property'; readonly of: ThingKind; readonly alias: string; readonly property: string }
  | ThingTarget
  | { readonly kind: 'global' };
export type ThingTarget = { readonly kind: ThingKind; readonly alias: string };

export function keyTarget(scope: Scope, section: Section, key: string): Target {
  return { kind: 'key', alias: aliasOf(scope), section, key };
}

export function scopeTarget(scope: Scope): Target {
  return scope.kind === 'global' ? { kind: 'global' } : { kind: scope.kind, alias: scope.alias };
}

/** The thing, or the global scope, that a target is in or names. Only clients have keys. */
export function scopeOfTarget(target: Target): ThingTarget | { readonly kind: 'global' } {
  switch (target.kind) {
    case 'key':
      return target.alias === null ? { kind: 'global' } : { kind: 'client', alias: target.alias };
    case 'property':
      return { kind: target.of, alias: target.alias };
    default:
      return target;
  }
}

/** The text that plans, findings, `--only`, `allow` and all other places use for a target. */
export function formatTarget(target: Target): string {
  switch (target.kind) {
    case 'global':
      return 'global';
    case 'property':
      return `${thingName(target.of, target.alias)}.${target.property}`;
    case 'key': {
      const prefix = target.alias === null ? '' : `${thingName('client', target.alias)}.`;
      return `${prefix}${target.section}.${escapeKey(target.key)}`;
    }
    default:
      return thingName(target.kind, target.alias);
  }
}

/** Splits a text into the thing that it begins with, and the rest; undefined: it begins with none. */
export function splitThing(
  text: string,
): { readonly of: ThingKind; readonly alias: string; readonly rest: string | null } | undefined {
  const [, member = '', alias = '', rest = null] = /^([^.]+)\.([^.]+)(?:\.(.+))?$/su.exec(text) ?? [];
  const kind = kindAt(member);
  return kind && { of: kind.name, alias, rest };
}

function thingName(kind: ThingKind, alias: string): string {
  return `${thingsKind(kind).place.member}.${alias}`;
}

// `*` means "any run of characters" where targets are read, so a literal one is written `\*`.
function escapeKey(key: string): string {
  return key.includes('*') || key.includes('\\') ? key.replace(/[\\*]/g, '\\$&') : key;
}

export function sameScope(a: Scope, b: Scope): boolean {
  return scopeKey(a) === scopeKey(b);
}
