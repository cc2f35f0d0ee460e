import { sections } from '../model/scope.ts';
import type { Side, SideScope, SideValue } from '../model/side.ts';

/**
 * Two sides, with what either of them knows for a secret hidden in both: what one file takes from a secret is no less
 * secret where another, or live, holds it as an ordinary value.
 */
export function hideTogether(a: Side, b: Side): readonly [Side, Side] {
  const secret = hiddenNames(a, b);
  return [hidden(a, secret), hidden(b, secret)];
}

/** The keys, in whatever scope and section, of which one side hides a value somewhere. */
export function hiddenNames(a: Side, b: Side): ReadonlySet<string> {
  return new Set([...secretNames(a), ...secretNames(b)]);
}

function secretNames({ global, clients }: Side): readonly string[] {
  const scopes = [...(global === null ? [] : [global]), ...clients.map(({ scope }) => scope)];
  return scopes.flatMap((scope) =>
    sections.flatMap((section) =>
      [...scope.sections[section]].flatMap(([key, { kind }]) =>
        kind === 'secret' || kind === 'not-comparable' ? [key] : [],
      ),
    ),
  );
}

function hidden(side: Side, secret: ReadonlySet<string>): Side {
  const scopeOf = (scope: SideScope): SideScope => {
    const sectionOf = (section: (typeof sections)[number]): ReadonlyMap<string, SideValue> =>
      new Map(
        [...scope.sections[section]].map(([key, value]) => {
          const isHidden = value.kind === 'value' && secret.has(key);
          return [key, isHidden ? { kind: 'not-comparable' } : value];
        }),
      );
    return { ...scope, sections: { settings: sectionOf('settings'), custom: sectionOf('custom') } };
  };
  return {
    ...side,
    global: side.global === null ? null : scopeOf(side.global),
    clients: side.clients.map((client) => ({ ...client, scope: scopeOf(client.scope) })),
  };
}
