import type { Read, ReadApi, SettingsReply } from '../api/interface.ts';
import type { LiveScope } from '../core/model/live.ts';
import type { Scope, Section } from '../core/model/scope.ts';
import { sealed, type Value } from '../core/model/value.ts';

/** Whether the value of a key must not be seen. `alias` null: a global key. */
export type IsSecretKey = (alias: string | null, section: Section, key: string) => boolean;

/** A scope as it is, and the reply that a replacing call has to be made from. */
export type ScopeRead = { readonly live: LiveScope; readonly reply: SettingsReply };

/** Reads one scope again. */
export async function readScope(api: ReadApi, scope: Scope, isSecretKey: IsSecretKey): Promise<Read<ScopeRead>> {
  const read = scope.kind === 'global' ? await api.readGlobalSettings() : await api.readClientSettings(scope.clientId);
  if (read.kind !== 'value') return read;
  const aliases = scope.kind === 'global' ? [] : [scope.alias];
  return { kind: 'value', value: { live: toLiveScope(read.value, aliases, isSecretKey), reply: read.value } };
}

/**
 * The reply with its secrets sealed (a null is none), for the aliases that stand for its client; none: the global scope. What a client
 * inherits is judged as the global keys that it comes from.
 */
export function toLiveScope(reply: SettingsReply, aliases: readonly string[], isSecretKey: IsSecretKey): LiveScope {
  const own = aliases.length === 0 ? [null] : aliases;
  let inherited: LiveScope['inherited'] | undefined;
  return {
    application: reply.application,
    sections: seal(reply.sections, own, isSecretKey),
    inexact: reply.inexact,
    // Each client's reply repeats all that is global, and hardly anybody asks for it.
    get inherited() {
      inherited ??= reply.inherited === null ? null : seal(reply.inherited, [null], isSecretKey);
      return inherited;
    },
  };
}

function seal(
  from: SettingsReply['sections'],
  aliases: readonly (string | null)[],
  isSecretKey: IsSecretKey,
): LiveScope['sections'] {
  const sealSection = (section: Section): ReadonlyMap<string, Value> => {
    const isSecret = (key: string): boolean => aliases.some((alias) => isSecretKey(alias, section, key));
    return new Map(
      [...from[section]].map(([key, value]) => [key, value !== null && isSecret(key) ? sealed(value) : value]),
    );
  };
  return { settings: sealSection('settings'), custom: sealSection('custom') };
}
