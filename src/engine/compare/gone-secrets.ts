import { aliasOf, globalScope, type Scope, type Section, sections } from '../../model/address.ts';
import { type Desired, type DesiredScope, type Tombstone, tombstonesIn } from '../../model/desired.ts';
import { type LiveScope, type LiveState, resolveClients } from '../../model/live.ts';
import { absentCell, type HeldCell, valueAt } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import { isIgnored } from './exemptions.ts';

/**
 * Live without the secrets that are gone: where the file says that a secret must not exist, and the service shows an
 * empty text or a mask in its place, the key counts as absent, as after a removal. To delete it again would change
 * nothing, and a replacing body leaves it out.
 */
export function withoutGoneSecrets(live: LiveState, desired: Desired, today: string): LiveState {
  const global = live.global && scopeWithoutGoneSecrets(live.global, globalScope, desired, today);
  const found = new Map(
    resolveClients(desired, live).flatMap((client) =>
      client.kind === 'found' ? [[client.scope.clientId, client.scope]] : [],
    ),
  );
  const scopes = [...live.scopes].map(([clientId, read]): readonly [string, LiveScope] => {
    const scope = found.get(clientId);
    return [clientId, scope === undefined ? read : scopeWithoutGoneSecrets(read, scope, desired, today)];
  });
  return { ...live, global, scopes: new Map(scopes) };
}

/** The same for one scope. */
export function scopeWithoutGoneSecrets(live: LiveScope, scope: Scope, desired: Desired, today: string): LiveScope {
  const wanted: DesiredScope | undefined = scope.kind === 'global' ? desired.global : desired.clients.get(scope.alias);
  if (wanted === undefined) return live;
  const gone = (section: Section): readonly string[] =>
    tombstonesIn(wanted.sections[section]).flatMap(([key, tombstone]) => {
      const value = valueAt(live.sections, section, key);
      const target = { kind: 'key', alias: aliasOf(scope), section, key } as const;
      return isShownAsGone(value) && holds(tombstone, today) && !isIgnored(desired, target) ? [key] : [];
    });
  const keys = { settings: gone('settings'), custom: gone('custom') };
  if (sections.every((section) => keys[section].length === 0)) return live;
  const without = (section: Section): ReadonlyMap<string, HeldCell> =>
    new Map([...live.sections[section], ...keys[section].map((key) => [key, absentCell] as const)]);
  return {
    application: live.application,
    sections: { settings: without('settings'), custom: without('custom') },
    inexact: live.inexact,
    inherited: live.inherited,
  };
}

function isShownAsGone(value: Value | undefined): boolean {
  return value !== undefined && isSecret(value) && value.isMasked();
}

function holds({ until }: Tombstone, today: string): boolean {
  return until === null || until >= today;
}
