import type { Json } from '../../../src/leaf/json.ts';
import type { Desired, DesiredClient, DesiredScope } from '../../../src/model/desired.ts';
import type { SettingOption } from '../../../src/model/setting.ts';
import { emptyScope } from '../../../src/model/state.ts';
import { Secret } from '../../../src/model/value.ts';
import type { ClientReply, Failure, Read, ReadApi, SettingsReply } from '../../../src/service/interface.ts';

const source = { file: 'capstan.yaml', line: 1, column: 1 };

export function settingsReply(
  settings: Readonly<Record<string, Json>>,
  custom: Readonly<Record<string, Json>> = {},
  inherited: Readonly<Record<string, Json>> | null = null,
): SettingsReply {
  const none = new Set<string>();
  return {
    application: 'app1',
    sections: { settings: new Map(Object.entries(settings)), custom: new Map(Object.entries(custom)) },
    inexact: { settings: none, custom: none },
    inherited: inherited === null ? null : { settings: new Map(Object.entries(inherited)), custom: new Map() },
  };
}

export function clientReply(id: string, name: string, features: readonly string[] | null = ['owner']): ClientReply {
  return { application: 'app1', id, name, features, ipWhitelist: ['0.0.0.0/0'], rest: new Map(), unknownNames: [] };
}

export function failure(code: Failure['code']): { readonly kind: 'failed'; readonly failure: Failure } {
  return { kind: 'failed', failure: { code, status: null, request: null, reason: code, tries: 1 } };
}

export type World = {
  readonly clients: readonly ClientReply[];
  readonly settings: Readonly<Record<string, SettingsReply>>;
  readonly global: SettingsReply;
  readonly options: readonly SettingOption[] | null;
  /** By the name of the call: what it gives instead. */
  readonly instead: Readonly<Record<string, Read<never>>>;
};

/** An API over a world in memory. `calls` has one list for each round trip. */
export function fakeApi(world: World): { readonly api: ReadApi; readonly calls: string[][] } {
  const calls: string[][] = [];
  let open: string[] | undefined;
  async function answer<T>(call: string, read: Read<T>): Promise<Read<T>> {
    if (open === undefined) {
      open = [];
      calls.push(open);
      setImmediate(() => {
        open = undefined;
      });
    }
    open.push(call);
    await new Promise(setImmediate);
    return world.instead[call] ?? read;
  }
  const given = <T>(value: T | null | undefined): Read<T> =>
    value === null || value === undefined ? { kind: 'absent' } : { kind: 'value', value };
  const api: ReadApi = {
    caller: 'caller1',
    callerSecret: new Secret('hidden'),
    listClients: () => answer('clients', given(world.clients)),
    readClient: (id) => answer(`client ${id}`, given(world.clients.find((client) => client.id === id))),
    readGlobalSettings: () => answer('global', given(world.global)),
    readClientSettings: (id) => answer(`settings ${id}`, given(world.settings[id])),
    listThings: () => answer('things', { kind: 'absent' }),
    readThing: () => answer('thing', { kind: 'absent' }),
    readOptions: () => answer('options', given(world.options)),
  };
  return { api, calls };
}

type Written = { readonly written?: readonly ('settings' | 'custom')[]; readonly absent?: readonly string[] };

function scope({ absent = [] }: Written): DesiredScope {
  const tombstones = new Map(
    absent.map((key) => [key, { kind: 'absent', reason: null, until: null, source } as const]),
  );
  return {
    ...emptyScope,
    sections: { settings: tombstones, custom: new Map() },
  };
}

type Identity = { readonly id: string; readonly name: null } | { readonly id: null; readonly name: string };

/** A file that declares these clients, by alias, and manages that of the global scope. */
export function desiredState(clients: Readonly<Record<string, Identity>>, global: Written = {}): Desired {
  const declared = Object.entries(clients).map(([alias, identity]): [string, DesiredClient] => [
    alias,
    { alias, ...identity, scope: scope({}), source },
  ]);
  return {
    application: { id: 'app1', region: 'us', configUrl: 'https://v1.api.us.janrain.com', captureUrl: null, source },
    credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
    writes: 'safest',
    global: Object.keys(global).length === 0 ? null : scope(global),
    clients: new Map(declared),
    ignore: [],
    expected: [],
    sensitive: [],
    public: [],
    accept: [],
    allow: [],
    limits: { removals: { max: 10, percent: 20 }, updates: { max: 50, percent: 50 }, minimumOwners: 1 },
    protect: [],
    hosts: null,
    mentions: [],
  };
}

export const byId = (id: string): Identity => ({ id, name: null });
export const byName = (name: string): Identity => ({ id: null, name });
