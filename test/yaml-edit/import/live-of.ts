import { secrecyOf } from '../../../src/engine/secrecy/secrecy-of.ts';
import { sealLive } from '../../../src/engine/secrecy/settle.ts';
import type { Json } from '../../../src/leaf/json.ts';
import {
  type LiveClient,
  type LiveScope,
  type LiveState,
  propertiesOfMembers,
  unreadScope,
  withProperties,
} from '../../../src/model/live.ts';
import type { Catalogue, SettingOption, SettingSpec } from '../../../src/model/setting.ts';
import { cellsOfValues } from '../../../src/model/state.ts';
import type { Value } from '../../../src/model/value.ts';
import type { ImportChoice, ImportSource, WrittenConfig } from '../../../src/yaml-edit/import/import-input.ts';
import { writeConfig, writeFragment } from '../../../src/yaml-edit/import/write-config.ts';

type Keys = Readonly<Record<string, Value>>;

export function scopeOf(settings: Keys, custom: Keys = {}, inexact: readonly string[] = []): LiveScope {
  const sections = cellsOfValues(
    { settings: new Map(Object.entries(settings)), custom: new Map(Object.entries(custom)) },
    { settings: inexact, custom: [] },
  );
  return {
    ...unreadScope('app', new Map()),
    sections,
    whole: { settings: true, custom: true },
  };
}

export function clientOf(id: string, name: string, features: readonly string[] | null = ['login_client']): LiveClient {
  const properties = propertiesOfMembers({ name, features, ipWhitelist: ['0.0.0.0/0'] });
  return { id, alias: null, application: 'app', name, scope: unreadScope('app', properties), unknownNames: [] };
}

export function liveOf(parts: {
  readonly global?: LiveScope | null;
  readonly clients?: readonly LiveClient[];
  readonly scopes?: ReadonlyMap<string, LiveScope>;
  readonly options?: readonly SettingOption[] | null;
}): LiveState {
  const clients = parts.clients ?? [clientOf('caller', 'Owner', ['owner'])];
  const options = parts.options ?? null;
  return {
    caller: 'caller',
    callerSecret: null,
    clients: new Map(
      clients.map((client) => {
        const own = parts.scopes?.get(client.id);
        return [
          client.id,
          own === undefined ? client : { ...client, scope: withProperties(own, client.scope.properties) },
        ];
      }),
    ),
    global: parts.global ?? null,
    options: options === null ? null : new Map(options.map((option) => [option.name, option])),
  };
}

export function optionOf(name: string, type: SettingOption['type'], group: string | null = null): SettingOption {
  return { name, type, globalOnly: false, group, values: [] };
}

function factsOf(name: string, rest: Partial<SettingSpec>): SettingSpec {
  const fallback: Json = null;
  return {
    name,
    type: 'string',
    section: 'settings',
    secret: false,
    globalOnly: false,
    group: 'General Settings',
    default: fallback,
    allowedValues: null,
    unit: null,
    environmentSpecific: false,
    unordered: false,
    description: `What ${name} is.`,
    direction: null,
    ...rest,
  };
}

const known = [
  factsOf('login_attempts', {
    type: 'integer',
    unit: 'attempts',
    description: 'Sign-in attempts before lock-out. More follows.',
  }),
  factsOf('site_name', { group: 'Transactional Emails', description: 'Site named in e-mails, e.g. My Shop' }),
  factsOf('email_method', { group: 'Transactional Emails' }),
  factsOf('ccp_enable_email_send_buttons', { type: 'boolean', group: 'Customer Care Portal' }),
  factsOf('user_search_display_fields', {
    type: 'json',
    group: 'Customer Care Portal',
    description:
      'Columns of the page that lists profiles, each with its name and its title (deleting the setting restores what was there before anyone changed it).',
  }),
  factsOf('rpx_key', { secret: true, group: 'Social Login' }),
  factsOf('janrainOidcClientId', {}),
  factsOf('verify_email_url', { group: 'Transactional Emails' }),
];

export const catalogue: Catalogue = {
  lookup: (name) => known.find((facts) => facts.name === name),
  names: known.map(({ name }) => name),
};

export const choice: ImportChoice = {
  application: { id: '73jzx34tnr5ruhsze494ssgz2b', region: 'us', configUrl: null, captureUrl: null },
  catalogue,
  clients: null,
  secrets: 'unmanaged',
  remarks: [],
  schema: './node_modules/capstan/schemas/config.schema.json',
};

/** What an import is handed: the state with its secrets sealed. */
export function sourceOf(live: LiveState, known: Catalogue = catalogue): ImportSource {
  const secrecy = secrecyOf({ catalogue: known, files: [], baseline: null, live, known: [] });
  return { live: sealLive(live, secrecy), secrecy };
}

/** A file as an import writes it from that state. */
export function writtenFrom(live: LiveState, wish: ImportChoice): WrittenConfig {
  return writeConfig(sourceOf(live, wish.catalogue), wish);
}

/** The same for entries of clients alone. */
export function fragmentFrom(live: LiveState, wish: ImportChoice): WrittenConfig {
  return writeFragment(sourceOf(live, wish.catalogue), wish);
}
