import fc from 'fast-check';
import type { DecideInput } from '../../src/engine/decide.ts';
import type { Json } from '../../src/leaf/json.ts';
import type {
  Desired,
  DesiredCell,
  DesiredClient,
  DesiredScope,
  DesiredValue,
  Tombstone,
} from '../../src/model/desired.ts';
import { type LiveClient, type LiveScope, type LiveState, withProperties } from '../../src/model/live.ts';
import type { SettingType } from '../../src/model/setting.ts';
import { sealed, type Value } from '../../src/model/value.ts';
import {
  aDesired,
  aDesiredClient,
  aLiveClient,
  aLiveScope,
  aLiveState,
  anAccept,
  anOption,
  callerId,
  captureUrl,
  knownOptions,
  notCompared,
  plain,
  secretReference,
  settled,
  testCatalogue,
  today,
  tombstone,
  warnUntil,
} from './builders.ts';

/** Names that trip programs up, and any others. */
export const oddKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'custom', 'settings'),
  fc.constantFrom('a.b', 'a*b', '*', '\\', '\\*', 'x-y', 'ünï', '🙂', ' ', '\u200b', 'c/d', '[0]', '${x}'),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
);

/** Texts that look like something else, and any others. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '5', '-0', '0123', '1.10', 'true', 'False', 'null', '~', '[1]', '{"a":1}', '***'),
  fc.constantFrom('20170915215708415365', '2026-01-01', '3e8a1f00-1e5', 'https://example.com/?a=b', 'a\nb'),
  fc.bigInt({ min: 10n ** 16n, max: 10n ** 30n }).map(String),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);

/** Numbers that JSON prints as written and that no reader would round. */
const exactNumber = fc.oneof(fc.integer(), fc.constantFrom(0, 0.5, -1.25, 123456789012345));

const jsonParts = fc.letrec<{ value: Json; structure: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false),
    exactNumber,
    oddText,
    tie('structure'),
  ),
  structure: fc.oneof(
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(oddKey, fc.constant('')), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** Any JSON value, nested, with odd keys. */
export const jsonValue: fc.Arbitrary<Json> = jsonParts.value;
/** A map or a list. */
export const jsonStructure: fc.Arbitrary<Json> = jsonParts.structure;

/** A map of up to `maxKeys` keys. */
export function mapOf<V>(key: fc.Arbitrary<string>, value: fc.Arbitrary<V>, maxKeys = 6): fc.Arbitrary<Map<string, V>> {
  return fc
    .uniqueArray(fc.tuple(key, value), { maxLength: maxKeys, selector: ([name]) => name })
    .map((entries) => new Map(entries));
}

// --- a live value, and the ways to write it down

/** What live holds for a setting of a type, and what a file may say that means the same. */
export type Spelling = { readonly type: SettingType; readonly live: Json; readonly asked: DesiredValue };

const integerSpelling = fc
  .tuple(fc.maxSafeInteger(), fc.boolean(), fc.boolean())
  .map(([value, liveText, askedText]): Spelling => {
    const text = String(value);
    return { type: 'integer', live: liveText ? text : value, asked: plain(askedText ? text : value) };
  });

const booleanSpelling = fc
  .tuple(fc.boolean(), fc.boolean(), fc.boolean())
  .map(([value, liveText, askedText]): Spelling => {
    const text = String(value);
    return { type: 'boolean', live: liveText ? text : value, asked: plain(askedText ? text : value) };
  });

/** A scalar that is not quoted means its source text where a string is wanted. */
export const stringSpelling: fc.Arbitrary<Spelling> = fc.oneof(
  oddText.map((text): Spelling => ({ type: 'string', live: text, asked: plain(text) })),
  fc
    .constantFrom('20170915215708415365', '1.10', '0123', '5', '-7')
    .map((text): Spelling => ({ type: 'string', live: text, asked: plain(Number(text), text) })),
  fc.oneof(fc.integer(), fc.boolean()).map((value): Spelling => ({ type: 'string', live: value, asked: plain(value) })),
  fc
    .oneof(fc.integer(), fc.boolean())
    .map((value): Spelling => ({ type: 'string', live: value, asked: plain(String(value)) })),
);

const jsonSpelling = fc
  .tuple(jsonStructure, fc.boolean(), fc.boolean())
  .map(([value, liveText, askedText]): Spelling => {
    const text = JSON.stringify(value);
    return { type: 'json', live: liveText ? text : value, asked: plain(askedText ? text : value) };
  });

/** A live value of a documented type, and a way to write it. */
export const spelling: fc.Arbitrary<Spelling> = fc.oneof(
  integerSpelling,
  booleanSpelling,
  stringSpelling,
  jsonSpelling,
);

// --- whole decisions

const settingKey = fc.constantFrom(
  'site_name',
  'email_method',
  'login_attempts',
  'ccp_enable_email_send_buttons',
  'user_search_display_fields',
  'rpx_key',
  'jump_publish_settings',
  'janrainOidcClientId',
  'verify_email_url',
  'cache_settings',
  'site_nam',
  '__proto__',
);
const customKey = fc.constantFrom(
  'a',
  'b.c',
  '__proto__',
  'toString',
  'x*y',
  'x-y',
  'ünï',
  'partner',
  'other_token',
  'site_name',
);

/** Few values, so that live and file are often equal. */
const scalar = fc.constantFrom<Json>(
  '',
  'old',
  'new',
  'rpx_key a',
  0,
  5,
  7,
  true,
  false,
  '5',
  'true',
  '20170915215708415365',
);
const structures: readonly Json[] = [
  [],
  ['old'],
  { old: null },
  Object.fromEntries([['__proto__', 'new']]),
  { toString: [5] },
];
const anyValue = fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 1, arbitrary: fc.constantFrom(...structures) });
const canary = fc.integer({ min: 0, max: 3 }).map((at) => `canary-${at}-canary`);
const limitless = { removals: { max: 1000, percent: 100 }, updates: { max: 1000, percent: 100 }, minimumOwners: 1 };

function isSecretName(key: string): boolean {
  return key === 'rpx_key' || key === 'other_token' || key === 'partner';
}

/** What live holds: nulls at the level of keys, and secrets sealed as the reader of replies seals them. */
const liveValues = (key: fc.Arbitrary<string>): fc.Arbitrary<Map<string, Value>> =>
  mapOf(key, fc.record({ value: fc.option(anyValue, { freq: 8 }), hidden: canary })).map(
    (entries) =>
      new Map([...entries].map(([name, { value, hidden }]) => [name, isSecretName(name) ? sealed(hidden) : value])),
  );

const askedValues = (key: fc.Arbitrary<string>): fc.Arbitrary<Map<string, DesiredValue>> =>
  mapOf(key, fc.record({ value: anyValue, hidden: fc.option(canary, { freq: 4 }) })).map(
    (entries) =>
      new Map(
        [...entries].map(([name, { value, hidden }]): [string, DesiredValue] => {
          if (!isSecretName(name)) return [name, plain(value)];
          return [name, hidden === null ? notCompared : secretReference(hidden)];
        }),
      ),
  );

const tombstones = (key: fc.Arbitrary<string>): fc.Arbitrary<Map<string, Tombstone>> =>
  mapOf(key, fc.constantFrom(null, '2026-11-20', '2027-01-01').map(tombstone), 3);

const desiredSection = (key: fc.Arbitrary<string>) =>
  fc
    .record({ values: fc.option(askedValues(key), { freq: 4 }), absent: tombstones(key) })
    .map(({ values, absent }) => ({
      written: values !== null,
      cells: new Map<string, DesiredCell>([...absent, ...(values ?? [])]),
    }));

const desiredScope: fc.Arbitrary<DesiredScope> = fc
  .record({
    settings: desiredSection(settingKey),
    custom: desiredSection(customKey),
    unmentioned: fc.constantFrom('keep', 'remove'),
  })
  .map(({ settings, custom, unmentioned }) => ({
    sections: { settings: settings.cells, custom: custom.cells },
    whole: {
      settings: unmentioned === 'remove' && settings.written,
      custom: unmentioned === 'remove' && custom.written,
    },
    properties: new Map(),
  }));

const inexact = fc.option(fc.constantFrom(['login_attempts'], ['site_name']), { nil: [], freq: 8 });

const liveScope: fc.Arbitrary<LiveScope> = fc
  .record({ settings: liveValues(settingKey), custom: liveValues(customKey), inexactSettings: inexact })
  .map(aLiveScope);

const features = fc.oneof(
  fc.constant(['login_client']),
  fc.subarray(['owner', 'access_issuer', 'direct_access', 'direct_read_access', 'metadata']),
);

const aliases = ['app', 'capstan', 'web-login'] as const;

function idOf(alias: string): string {
  return alias === 'capstan' ? callerId : `id-of-${alias}`;
}

const desiredClient = (alias: string): fc.Arbitrary<DesiredClient> =>
  fc
    .record({ scope: desiredScope, features: fc.option(features), byName: fc.boolean() })
    .map(({ scope, features: names, byName }) => {
      const client = aDesiredClient({
        alias,
        ...(byName ? { name: `Client ${idOf(alias)}` } : { id: idOf(alias) }),
        ...(names === null ? {} : { features: names }),
      });
      return { ...client, scope: { ...scope, properties: client.scope.properties } };
    });

const liveClient = (alias: string): fc.Arbitrary<LiveClient> =>
  fc
    .record({
      features: fc.option(features, { freq: 9 }),
      ipWhitelist: fc.option(fc.constant(['0.0.0.0/0']), { freq: 9 }),
    })
    .map((wish) => aLiveClient({ id: idOf(alias), ...wish, ...(alias === 'capstan' ? { features: ['owner'] } : {}) }));

const desired: fc.Arbitrary<Desired> = fc
  .record({
    global: desiredScope,
    clients: fc.tuple(...aliases.map(desiredClient)),
    count: fc.nat({ max: 3 }),
    writes: fc.constantFrom('safest', 'fewest', 'per-key', 'replace'),
    capture: fc.constantFrom(captureUrl, captureUrl, null),
    ignore: fc.constantFrom([], ['settings.site_*', 'clients.*.custom.x*'], ['clients.*.features']),
    limits: fc.constantFrom({}, limitless),
    accept: fc.constantFrom([], [anAccept('settings.login_attempts', 5), anAccept('clients.app.custom.a', 'old')]),
  })
  .map(({ clients, count, capture, ...wish }) =>
    aDesired({
      ...wish,
      sensitive: ['custom.partner', 'clients.*.custom.partner'],
      clients: clients.slice(0, count),
      application: { captureUrl: capture },
    }),
  );

/** Custom names may be listed too; and one that the catalogue takes for a setting is what the application says. */
const customNames = ['a', 'partner', 'x*y', 'user_name'].map((name) => anOption(name, { group: 'Custom' }));

const liveState: fc.Arbitrary<LiveState> = fc
  .record({
    global: fc.option(liveScope, { freq: 6 }),
    clients: fc.tuple(...aliases.map(liveClient)),
    scopes: fc.tuple(...aliases.map(() => liveScope)),
    options: fc.constantFrom(knownOptions, [...knownOptions, ...customNames], null),
  })
  .map(({ global, clients, scopes, options }) => ({
    ...aLiveState({ options, clients }),
    global,
    clients: new Map(
      clients.map((client, at) => {
        const scope = withProperties(scopes[at] ?? aLiveScope(), client.scope.properties);
        return [client.id, { ...client, scope }];
      }),
    ),
  }));

/**
 * A file and a live state that it is about: three clients, the caller among them, nulls, odd keys, secrets whose values
 * hold the word canary, which nothing else does.
 */
export const decideInput: fc.Arbitrary<DecideInput> = fc.record({ desired, live: liveState }).map((parts) =>
  settled({
    ...parts,
    catalogue: testCatalogue,
    only: [],
    baseline: null,
    liveEdits: 'kept',
    undo: null,
    today,
    warnUntil,
  }),
);

/** The same with every map in another order. */
export function reordered(input: DecideInput): DecideInput {
  const { desired: asked, live } = input;
  return {
    ...input,
    desired: {
      ...asked,
      global: asked.global && reorderedScope(asked.global),
      clients: new Map(
        backwards(asked.clients).map(([alias, client]) => [alias, { ...client, scope: reorderedScope(client.scope) }]),
      ),
    },
    live: {
      ...live,
      clients: new Map(
        backwards(live.clients).map(([id, client]) => [id, { ...client, scope: reorderedLive(client.scope) }]),
      ),
      global: live.global === null ? null : reorderedLive(live.global),
      options: live.options === null ? null : new Map(backwards(live.options)),
    },
  };
}

function reorderedScope(scope: DesiredScope): DesiredScope {
  const { settings, custom } = scope.sections;
  return { ...scope, sections: { settings: new Map(backwards(settings)), custom: new Map(backwards(custom)) } };
}

function reorderedLive(scope: LiveScope): LiveScope {
  const { settings, custom } = scope.sections;
  return { ...scope, sections: { settings: new Map(backwards(settings)), custom: new Map(backwards(custom)) } };
}

function backwards<K, V>(map: ReadonlyMap<K, V>): readonly (readonly [K, V])[] {
  return [...map].reverse();
}
