import { createHmac } from 'node:crypto';
import { type DecideInput, decide } from '../../src/engine/decide.ts';
import type { Guard, GuardInput } from '../../src/engine/guards/guard.ts';
import type { Digest } from '../../src/engine/plan-document/digests.ts';
import type { PlanMoment, PlanParts } from '../../src/engine/plan-document/make-plan.ts';
import { settle } from '../../src/engine/secrecy/settle.ts';
import { clientProperties } from '../../src/kinds/index.ts';
import type { PropertyValue } from '../../src/kinds/kind.ts';
import { isStructured, type Json } from '../../src/leaf/json.ts';
import { type ClientScope, globalScope, type Scope, type Section } from '../../src/model/address.ts';
import type { Baseline, LiveEdits } from '../../src/model/baseline.ts';
import type { KeyChange, PropertyChange } from '../../src/model/change.ts';
import type {
  Accept,
  Allow,
  Desired,
  DesiredCell,
  DesiredClient,
  DesiredPlain,
  DesiredScope,
  DesiredValue,
  Mention,
  Protection,
  Protections,
  Tombstone,
} from '../../src/model/desired.ts';
import { type HostPattern, parseHostPattern } from '../../src/model/desired.ts';
import type { Finding, Source } from '../../src/model/finding.ts';
import {
  clientsRead,
  type LiveClient,
  type LiveScope,
  type LiveState,
  propertiesOfMembers,
  unreadScope,
  withProperties,
} from '../../src/model/live.ts';
import type { SecretDamage, SecretReason } from '../../src/model/secrecy.ts';
import type { Catalogue, SettingOption, SettingSpec } from '../../src/model/setting.ts';
import { type Cell, cellsOfValues, type HeldCell, heldValue, type ScopeState } from '../../src/model/state.ts';
import { parseTargetPattern, type TargetPattern } from '../../src/model/target-pattern.ts';
import { Secret, type Value } from '../../src/model/value.ts';
import { aProperty } from './properties.ts';

export const today = '2026-11-21';
/** Two weeks after `today`. */
export const warnUntil = '2026-12-05';
export const applicationId = '73jzx34tnr5ruhsze494ssgz2b';
export const callerId = 'callercallercallercallercaller';
export const captureUrl = 'https://my-app.us-dev.janraincapture.com';

/** Keys by name; a Map for names that an object literal cannot hold. */
type Keys<T> = Readonly<Record<string, T>> | ReadonlyMap<string, T>;

function mapOf<T>(keys: Keys<T> | undefined): ReadonlyMap<string, T> {
  if (keys instanceof Map) return keys;
  return new Map(Object.entries(keys ?? {}));
}

export function at(line: number, file = 'capstan.yaml'): Source {
  return { file, line, column: 3 };
}

// --- what the file declares

/** A value as written in the file; `text` where it is not what JSON would print. */
export function plain(json: Json, text?: string): DesiredPlain {
  const written = typeof json === 'string' ? json : JSON.stringify(json);
  return { kind: 'value', json, text: text ?? (isStructured(json) ? null : written), origin: 'file', source: at(1) };
}

/** A value of a journal: live has to hold just this. */
export function exactly(json: Json, source = at(1)): DesiredPlain {
  return { kind: 'value', json, text: null, origin: 'journal', source };
}

export function secretReference(value: Json, damaged: SecretDamage | null = null): DesiredValue {
  const damage = damaged === null ? null : { variable: 'CAPSTAN_VAR_X', kind: damaged };
  return {
    kind: 'secret',
    by: 'reference',
    secret: new Secret(value),
    why: { kind: 'reference' },
    form: 'exact',
    damage,
    source: at(1),
  };
}

/** A value that stands in the file in clear, and why it is a secret all the same. */
export function secretLiteral(value: Json, why: SecretReason = { kind: 'sensitive' }): DesiredValue {
  const secret = Secret.ofFile(value);
  return { kind: 'secret', by: 'reference', secret, why, form: 'as-written', damage: null, source: at(7) };
}

/** What a baseline asks for by a variable that is not set. */
export const unknownValue: DesiredValue = { kind: 'not-comparable', source: at(9) };

/** A reference to a variable that is not set. */
export const notCompared: DesiredValue = {
  kind: 'secret',
  by: 'reference',
  secret: null,
  why: { kind: 'reference' },
  form: 'exact',
  damage: null,
  source: at(1),
};

export function tombstone(until: string | null = null): Tombstone {
  return { kind: 'absent', reason: null, until, source: at(2) };
}

/** JSON values count as written plainly; a Map holds ready-made ones. `absent` lists tombstones without an end. */
export type ScopeWish = {
  readonly settings?: Readonly<Record<string, Json>> | ReadonlyMap<string, DesiredValue>;
  readonly custom?: Readonly<Record<string, Json>> | ReadonlyMap<string, DesiredValue>;
  readonly absentSettings?: readonly string[] | ReadonlyMap<string, Tombstone>;
  readonly absentCustom?: readonly string[] | ReadonlyMap<string, Tombstone>;
  readonly unmentioned?: 'keep' | 'remove';
};

export function aDesiredScope(wish: ScopeWish = {}): DesiredScope {
  const isRemoving = wish.unmentioned === 'remove';
  return {
    sections: {
      settings: desiredCells(wish.settings, wish.absentSettings),
      custom: desiredCells(wish.custom, wish.absentCustom),
    },
    // A section counts as written in the file when values are given, be it none.
    whole: { settings: isRemoving && wish.settings !== undefined, custom: isRemoving && wish.custom !== undefined },
    properties: new Map(),
  };
}

function desiredCells(
  values: ScopeWish['settings'],
  absent: ScopeWish['absentSettings'],
): ReadonlyMap<string, DesiredCell> {
  return new Map<string, DesiredCell>([
    ...(isMap(absent) ? absent : (absent ?? []).map((key) => [key, tombstone()] as const)),
    ...(isMap(values) ? values : Object.entries(values ?? {}).map(([key, json]) => [key, plain(json)] as const)),
  ]);
}

function isMap<K, V>(value: ReadonlyMap<K, V> | object | undefined): value is ReadonlyMap<K, V> {
  return value instanceof Map;
}

export type ClientWish = ScopeWish & {
  readonly alias?: string;
  readonly id?: string;
  /** Instead of the id: the client is found by its name. */
  readonly name?: string;
  readonly features?: readonly string[];
  /** The other properties, by name. */
  readonly properties?: Readonly<Record<string, PropertyValue>>;
};

export function aDesiredClient(wish: ClientWish = {}): DesiredClient {
  const alias = wish.alias ?? 'web';
  const properties = { ...wish.properties, ...(wish.features === undefined ? {} : { features: wish.features }) };
  const asked = new Map(Object.entries(properties).map(([name, value]) => [name, { value, source: at(4) }]));
  return {
    alias,
    ...(wish.name === undefined ? { id: wish.id ?? `id-of-${alias}`, name: null } : { id: null, name: wish.name }),
    scope: { ...aDesiredScope(wish), properties: asked },
    source: at(3),
  };
}

export type DesiredWish = ScopeWish & {
  readonly application?: Partial<Desired['application']>;
  readonly clients?: readonly DesiredClient[];
  readonly ignore?: readonly string[];
  readonly expected?: readonly string[];
  readonly sensitive?: readonly string[];
  readonly public?: readonly string[];
  readonly limits?: Partial<Desired['limits']>;
} & Partial<Pick<Desired, 'writes' | 'accept' | 'allow' | 'protect' | 'global' | 'mentions'>> & {
    readonly hosts?: readonly string[];
  };

function patternsOf(texts: readonly string[] = []): readonly TargetPattern[] {
  return texts.map(pattern);
}

function saysOfGlobal({ settings, custom, absentSettings, absentCustom }: ScopeWish): boolean {
  return [settings, custom, absentSettings, absentCustom].some((part) => part !== undefined);
}

export function aDesired(wish: DesiredWish = {}): Desired {
  const { accept = [], allow = [], mentions = [], protect = [] } = wish;
  return {
    application: {
      id: applicationId,
      region: 'us',
      configUrl: 'https://v1.api.us.janrain.com',
      captureUrl,
      source: at(2),
      ...wish.application,
    },
    credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
    writes: wish.writes ?? 'safest',
    global: wish.global ?? (saysOfGlobal(wish) ? aDesiredScope(wish) : null),
    clients: new Map((wish.clients ?? []).map((client) => [client.alias, client])),
    ignore: patternsOf(wish.ignore),
    expected: patternsOf(wish.expected),
    sensitive: patternsOf(wish.sensitive),
    public: patternsOf(wish.public),
    accept,
    allow,
    limits: {
      removals: { max: 10, percent: 20 },
      updates: { max: 50, percent: 50 },
      minimumOwners: 1,
      ...wish.limits,
    },
    mentions,
    protect,
    hosts: wish.hosts?.map(aHost) ?? null,
  };
}

export function pattern(text: string): TargetPattern {
  const parsed = parseTargetPattern(text);
  if (parsed === undefined) throw new Error(`not a target: ${text}`);
  return parsed;
}

export function anAccept(target: string, live: Value, until = '2027-01-31'): Accept {
  return { target: pattern(target), live, until, reason: 'load test', source: at(5) };
}

export function anAllow(guard: string, target: string, until = '2027-01-31', live: Allow['live'] = null): Allow {
  return { guard, target: pattern(target), live, until, reason: 'SEC-88', source: at(6) };
}

export function aMention(list: Mention['list'], target: string, from: Mention['from'] = 'own'): Mention {
  return {
    list,
    target: pattern(target),
    from,
    declared: false,
    source: at(8, list === 'protect' ? 'capstan.protect.yaml' : undefined),
  };
}

/** Where there is no protect file. */
export const unprotected: Protections = { protect: [], hosts: null };

/** An entry of `hosts` of a protect file. */
export function aHost(text: string): HostPattern {
  const parsed = parseHostPattern(text, at(7, 'capstan.protect.yaml'));
  if (parsed === undefined) throw new Error(`not a host: ${text}`);
  return parsed;
}

export function aProtection(target: string, reason = 'contract'): Protection {
  return { target: pattern(target), reason, source: at(4, 'capstan.protect.yaml') };
}

// --- what the service has

export type LiveScopeWish = {
  readonly application?: string;
  readonly settings?: Keys<Value>;
  readonly custom?: Keys<Value>;
  readonly inexactSettings?: readonly string[];
  readonly inexactCustom?: readonly string[];
  readonly inherited?: { readonly settings?: Keys<Value>; readonly custom?: Keys<Value> };
};

export function aLiveScope(wish: LiveScopeWish = {}): LiveScope {
  const { inherited } = wish;
  return {
    application: wish.application ?? applicationId,
    sections: cellsOf(wish, { settings: wish.inexactSettings ?? [], custom: wish.inexactCustom ?? [] }),
    whole: { settings: true, custom: true },
    properties: new Map(),
    inherited: inherited === undefined ? null : cellsOf(inherited),
  };
}

/** Values as a read has them. */
export function cellsOf(
  { settings, custom }: Pick<LiveScopeWish, 'settings' | 'custom'>,
  inexact?: Parameters<typeof cellsOfValues>[1],
): LiveScope['sections'] {
  return cellsOfValues({ settings: mapOf(settings), custom: mapOf(custom) }, inexact);
}

/** A cell without what else its state knows of it, such as a place in the file. */
export function bareCell(cell: Cell): Cell {
  switch (cell.kind) {
    case 'value':
      return { kind: 'value', json: cell.json, text: cell.text };
    case 'secret':
      return { kind: 'secret', secret: cell.secret, by: cell.by };
    case 'absent':
    case 'not-comparable':
      return { kind: cell.kind };
  }
}

/** The cells of a section without what else is known of them. */
export function bareCells(cells: ReadonlyMap<string, Cell> | undefined): ReadonlyMap<string, Cell> {
  return new Map([...(cells ?? [])].map(([key, cell]) => [key, bareCell(cell)]));
}

/** The values of a section as plain JSON has them: null where nothing is. */
export function valuesIn(cells: ReadonlyMap<string, HeldCell> | undefined): ReadonlyMap<string, Value> {
  return new Map([...(cells ?? [])].map(([key, cell]) => [key, heldValue(cell) ?? null]));
}

/** Members of its reply stand for properties; null: the reply lacks it. */
export type LiveClientWish = Partial<Pick<LiveClient, 'id' | 'name' | 'application' | 'unknownNames'>> & {
  readonly features?: readonly string[] | null;
  readonly ipWhitelist?: readonly string[] | null;
  /** Further members. */
  readonly rest?: Readonly<Record<string, Json>>;
};

export function aLiveClient(wish: LiveClientWish & Pick<LiveClient, 'id'>): LiveClient {
  const { id, application = applicationId } = wish;
  const scope = unreadScope(application, new Map());
  const known = { alias: null, application, name: `Client ${id}`, unknownNames: [], scope };
  return changedClient({ ...known, id }, { features: ['login_client'], ipWhitelist: ['0.0.0.0/0'], ...wish });
}

/** A client with other members. */
export function changedClient(
  client: LiveClient,
  { rest, features, ipWhitelist, ...more }: LiveClientWish,
): LiveClient {
  const changed = { ...client, ...more };
  const members: Record<string, Json> = { ...rest, name: changed.name };
  for (const { name, member } of clientProperties()) {
    const held = client.scope.properties.get(name);
    if (held !== undefined && !(member in members)) members[member] = held.value;
  }
  if (features !== undefined) members['features'] = features;
  if (ipWhitelist !== undefined) members['ipWhitelist'] = ipWhitelist;
  return { ...changed, scope: withProperties(changed.scope, propertiesOfMembers(members)) };
}

export const aCaller: LiveClient = aLiveClient({ id: callerId, name: 'capstan', features: ['owner'] });

export type LiveWish = {
  readonly caller?: string;
  readonly callerSecret?: Secret;
  /** The global scope; null: not read. */
  readonly global?: LiveScopeWish | null;
  /** Besides the caller, an owner, which is always there. */
  readonly clients?: readonly LiveClient[];
  /** By client id. Clients without a wish here hold nothing. */
  readonly scopes?: Readonly<Record<string, LiveScopeWish>>;
  /** null: the service does not give the reply. */
  readonly options?: readonly SettingOption[] | null;
};

export function aLiveState(wish: LiveWish = {}): LiveState {
  const clients = [aCaller, ...(wish.clients ?? [])];
  const { global = {}, options = knownOptions } = wish;
  return {
    caller: wish.caller ?? callerId,
    callerSecret: wish.callerSecret ?? null,
    clients: new Map(
      clients.map((client) => {
        const scope = withProperties(aLiveScope(wish.scopes?.[client.id]), client.scope.properties);
        return [client.id, { ...client, scope }];
      }),
    ),
    global: global === null ? null : aLiveScope(global),
    options: options === null ? null : new Map(options.map((option) => [option.name, option])),
  };
}

/** The scopes of clients that were read, by id. */
export function scopesRead(live: Pick<LiveState, 'clients'>): ReadonlyMap<string, LiveScope> {
  return new Map(clientsRead(live).map(({ id, scope }) => [id, scope]));
}

/** The same state, as if the settings of these clients alone had been read. */
export function readOnlyOf(live: LiveState, ...ids: readonly string[]): LiveState {
  const clients = [...live.clients].map(([id, client]) => {
    const { application, properties } = client.scope;
    return [id, ids.includes(id) ? client : { ...client, scope: unreadScope(application, properties) }] as const;
  });
  return { ...live, clients: new Map(clients) };
}

// --- what is known of settings

export function anOption(name: string, wish: Partial<SettingOption> = {}): SettingOption {
  return { name, type: 'string', globalOnly: false, group: null, values: [], ...wish };
}

export function someFacts(name: string, wish: Partial<SettingSpec> = {}): SettingSpec {
  return {
    name,
    type: 'string',
    section: 'settings',
    secret: false,
    globalOnly: false,
    group: null,
    default: null,
    allowedValues: null,
    unit: null,
    environmentSpecific: false,
    unordered: false,
    description: `What ${name} is.`,
    direction: null,
    ...wish,
  };
}

export function aCatalogue(known: readonly SettingSpec[]): Catalogue {
  const byName = new Map(known.map((facts) => [facts.name, facts]));
  return {
    lookup: (name) => byName.get(name),
    names: [...byName.keys()],
  };
}

/** A few settings of each type, and those that rules are about. */
const known: readonly SettingSpec[] = [
  someFacts('cache_settings', { type: 'integer' }),
  someFacts('ccp_enable_email_send_buttons', { type: 'boolean' }),
  someFacts('email_method'),
  someFacts('default_flow_version'),
  someFacts('invitation_search_allow_empty', { type: 'boolean', globalOnly: true }),
  someFacts('janrainOidcClientId'),
  someFacts('jump_publish_settings'),
  someFacts('login_attempts', { type: 'integer' }),
  someFacts('rpx_key', { secret: true }),
  someFacts('site_name'),
  someFacts('user_search_display_fields', { type: 'json' }),
  someFacts('verify_email_url'),
];

export const testCatalogue: Catalogue = aCatalogue(known);

/** What the options reply says of the same settings. */
export const knownOptions: readonly SettingOption[] = known.map(({ name, type, globalOnly }) =>
  anOption(name, { type, globalOnly }),
);

// --- what was last applied

export type BaselineScopeWish = {
  /** JSON values count as written plainly; a Map holds ready-made ones. */
  readonly settings?: Readonly<Record<string, Json>> | ReadonlyMap<string, Cell>;
  readonly custom?: Readonly<Record<string, Json>> | ReadonlyMap<string, Cell>;
  /** The sections whose other keys were absent. */
  readonly whole?: readonly Section[];
  readonly features?: readonly string[];
  /** The other properties, by name. */
  readonly properties?: Readonly<Record<string, PropertyValue>>;
};

export function aBaselineScope(wish: BaselineScopeWish = {}): ScopeState {
  return {
    sections: { settings: baselineValues(wish.settings), custom: baselineValues(wish.custom) },
    whole: { settings: wish.whole?.includes('settings') === true, custom: wish.whole?.includes('custom') === true },
    properties: new Map(
      Object.entries({ ...wish.properties, ...(wish.features === undefined ? {} : { features: wish.features }) }).map(
        ([name, value]) => [name, { value }],
      ),
    ),
  };
}

function baselineValues(values: BaselineScopeWish['settings']): ReadonlyMap<string, Cell> {
  return isMap(values)
    ? values
    : new Map(Object.entries(values ?? {}).map(([key, json]) => [key, aBaselineValue(json)]));
}

/** A value of the baseline as written in a file; `text` where it is not what JSON would print. */
export function aBaselineValue(json: Json, text?: string | null): Cell {
  const written = typeof json === 'string' ? json : JSON.stringify(json);
  return { kind: 'value', json, text: text === undefined ? (isStructured(json) ? null : written) : text };
}

export type BaselineWish = {
  /** null: the baseline does not manage the scope. */
  readonly global?: BaselineScopeWish | null;
  /** By alias; `id` left out: the baseline does not know it. */
  readonly clients?: Readonly<Record<string, BaselineScopeWish & { readonly id?: string; readonly name?: string }>>;
  readonly ignore?: readonly string[];
  readonly sensitive?: readonly string[];
  readonly commit?: string;
  readonly missing?: string;
  readonly accepted?: readonly string[];
  readonly policy?: Baseline['policy'];
};

export type PolicyWish = Partial<Desired['limits']> & {
  readonly accept?: readonly Accept[];
  readonly allow?: readonly Allow[];
  readonly mentions?: readonly Mention[];
  readonly hosts?: readonly string[];
  readonly protectFiles?: 'known' | 'unknown';
};

/** What a baseline says of the judgement. */
export function aPolicy(wish: PolicyWish = {}): NonNullable<Baseline['policy']> {
  const { accept = [], allow = [], mentions = [], protectFiles = 'known', hosts, ...limits } = wish;
  return {
    accept,
    allow,
    mentions,
    protectFiles,
    hosts: hosts?.map(aHost) ?? null,
    limits: { ...aDesired().limits, ...limits },
  };
}

export function aBaseline(wish: BaselineWish = {}): Baseline {
  return {
    name: 'git:capstan/production',
    commit: wish.commit ?? '1a2b3c4d5e6f'.padEnd(40, '0'),
    missing: wish.missing ?? null,
    global: wish.global === null ? null : aBaselineScope(wish.global),
    clients: new Map(
      Object.entries(wish.clients ?? {}).map(([alias, client]) => [
        alias,
        { alias, id: client.id ?? null, name: client.name ?? null, scope: aBaselineScope(client) },
      ]),
    ),
    ignore: (wish.ignore ?? []).map(pattern),
    accepted: (wish.accepted ?? []).map(pattern),
    sensitive: (wish.sensitive ?? []).map(pattern),
    policy: wish.policy ?? null,
  };
}

// --- changes

export function aClientScope(alias: string): ClientScope {
  return { kind: 'client', alias, clientId: `id-of-${alias}` };
}

type ChangeWish = { readonly scope?: Scope; readonly section?: Section; readonly type?: KeyChange['type'] };

function placeOf(key: string, wish: ChangeWish) {
  return { scope: globalScope, section: 'settings' as const, type: 'string' as const, source: null, key, ...wish };
}

export function aCreate(key: string, after: Value, wish: ChangeWish = {}): KeyChange {
  return { ...placeOf(key, wish), action: 'create', after };
}

export function anUpdate(key: string, before: Value, after: Value, wish: ChangeWish = {}): KeyChange {
  return { ...placeOf(key, wish), action: 'update', before, after };
}

export function aRemoval(key: string, before: Value, wish: ChangeWish = {}): KeyChange {
  return { ...placeOf(key, wish), action: 'remove', before, because: 'tombstone' };
}

export function aPropertyChange(
  name: string,
  alias: string,
  before: PropertyValue,
  after: PropertyValue,
): PropertyChange {
  return { action: 'property', scope: aClientScope(alias), property: aProperty(name), before, after, source: at(4) };
}

export function aFeatureChange(alias: string, before: readonly string[], after: readonly string[]): PropertyChange {
  return aPropertyChange('features', alias, before, after);
}

// --- deciding

export type DecideWish = {
  readonly desired?: DesiredWish;
  readonly live?: LiveWish;
  readonly catalogue?: Catalogue;
  readonly only?: readonly string[];
  readonly baseline?: Baseline;
  readonly liveEdits?: LiveEdits;
};

export function aDecideInput(wish: DecideWish = {}): DecideInput {
  return settled(anUnsettledInput(wish));
}

/** The states as they are read: nothing in them is sealed yet. */
export function anUnsettledInput(wish: DecideWish = {}): Omit<DecideInput, 'secrecy'> {
  return {
    desired: aDesired(wish.desired),
    live: aLiveState(wish.live),
    catalogue: wish.catalogue ?? testCatalogue,
    only: (wish.only ?? []).map(pattern),
    today,
    warnUntil,
    baseline: wish.baseline ?? null,
    liveEdits: wish.liveEdits ?? 'kept',
    undo: null,
  };
}

/** The same states with their secrets sealed, as the program hands them to the decision. */
export function settled(input: Omit<DecideInput, 'secrecy'>): DecideInput {
  return settle({ ...input, known: [] });
}

/** The decision on a file and a live state. */
export function decided(wish: DecideWish): PlanParts {
  return decide(aDecideInput(wish));
}

/** What guards see of that decision. */
export function aGuardInput(wish: DecideWish): GuardInput {
  const input = aDecideInput(wish);
  const { clients, typeAt, changes, origins, calls } = decide(input);
  return { ...input, clients, typeAt, changes, origins, calls };
}

/** What one guard says of that decision. */
export function findingsOf(guard: Guard, wish: DecideWish): readonly Finding[] {
  return guard.check(aGuardInput(wish));
}

// --- writing plans

/** A keyed digest as the program makes them, `hmac:<key id>:<16 hex digits>`, but fast. */
export function aDigest(key: string): Digest {
  const hex = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  return (text) => `hmac:${hex('key id').slice(0, 8)}:${hex(text).slice(0, 16)}`;
}

export const aMoment: PlanMoment = {
  source: 'live',
  readAt: '2026-11-21T08:00:00.000Z',
  createdAt: '2026-11-21T08:00:00.000Z',
  expiresAt: '2026-11-24T08:00:00.000Z',
  toolVersion: '0.1.0',
};
