import type { Read, ReadApi, SettingsReply } from '../api/interface.ts';
import type { LiveScope } from '../core/model/live.ts';
import type { Scope } from '../core/model/scope.ts';

/** A scope as it is, and the reply that a replacing call has to be made from. */
export type ScopeRead = { readonly live: LiveScope; readonly reply: SettingsReply };

/** Reads one scope again. Its secrets are in it as they came: whoever asks has to seal them. */
export async function readScope(api: ReadApi, scope: Scope): Promise<Read<ScopeRead>> {
  const read = scope.kind === 'global' ? await api.readGlobalSettings() : await api.readClientSettings(scope.clientId);
  return read.kind === 'value' ? { kind: 'value', value: { live: toLiveScope(read.value), reply: read.value } } : read;
}

/** What is kept of a reply. */
export function toLiveScope({ application, sections, inexact, inherited }: SettingsReply): LiveScope {
  return { application, sections, inexact, inherited };
}
