import type { ClientReply, Failure, Read, ReadApi, SettingsReply } from '../api/interface.ts';
import type { LiveState } from '../core/model/live.ts';
import type { SettingOption } from '../core/model/setting.ts';

/** What the application as a whole gives. */
export type ApplicationParts = {
  readonly list: Read<readonly ClientReply[]>;
  readonly options: Read<readonly SettingOption[]>;
  /** null: not asked for. */
  readonly global: Read<SettingsReply> | null;
};

/** Replies of client settings, by client id. */
export type SettingsById = ReadonlyMap<string, Read<SettingsReply>>;

/** Reads the settings of several clients at once; how many requests run at a time is the API's matter. */
export async function readSettingsOf(api: ReadApi, clientIds: Iterable<string>): Promise<SettingsById> {
  const ids = [...new Set(clientIds)];
  const reads = await Promise.all(ids.map((id) => api.readClientSettings(id)));
  return new Map(reads.map((read, index) => [ids[index] ?? '', read]));
}

/** All that failed. Clients and global settings are always there, so that their absence is a failure too. */
export function failuresOf(parts: ApplicationParts | null, settings: SettingsById): readonly Failure[] {
  const reads: Read<unknown>[] = [...settings.values()];
  if (parts === null) return reads.flatMap(failureOf);
  const required = parts.global === null ? [parts.list] : [parts.list, parts.global];
  return [...required.map(neverAbsent), parts.options, ...reads].flatMap(failureOf);
}

function neverAbsent(read: Read<unknown>): Read<unknown> {
  if (read.kind !== 'absent') return read;
  const message = 'The service does not give the clients or the settings of the application.';
  return { kind: 'failed', failure: { code: 'bad-reply', status: null, message } };
}

function failureOf(read: Read<unknown>): readonly Failure[] {
  return read.kind === 'failed' ? [read.failure] : [];
}

/** The value of a read that gave one. */
export function valueIn<T>(read: Read<T> | null | undefined): T | null {
  return read?.kind === 'value' ? read.value : null;
}

/** Options by name; null where the service does not give them. */
export function optionsByName(read: Read<readonly SettingOption[]>): LiveState['options'] {
  const options = valueIn(read);
  return options === null ? null : new Map(options.map((option) => [option.name, option]));
}
