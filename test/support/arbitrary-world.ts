import fc from 'fast-check';
import type { SandboxClient, SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { laterDay } from './later-day.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from './scenario-state.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A live application and a file for it. Secrets of the live state hold the word canary, and nothing else does. */
export type World = { readonly live: SandboxState; readonly file: object; readonly clientCount: number };

const text = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'true',
    '5',
    '0123',
    '1.10',
    '20170915215708415365',
    'https://example.com/?a=b&c=d',
    'a\nb',
    '~',
    '${x',
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 5, -7, 'text', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('name', 'title', '__proto__', 'constructor', 'toString'), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;
const structured = fc.oneof(
  fc.array(json, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), json, { maxKeys: 2 }),
);

const integer = fc.integer({ min: -5, max: 100_000 });
const settingValues: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  login_attempts: integer,
  login_attempts_threshold: integer,
  email_method: text,
  site_name: text,
  rpx_realm: text,
  default_flow_version: text,
  ccp_enable_email_send_buttons: fc.boolean(),
  user_search_display_fields: structured as fc.Arbitrary<Json>,
};
const customKeys = [
  'a',
  'b.c',
  '__proto__',
  'constructor',
  'toString',
  'x*y',
  'back\\slash',
  'ünï',
  'site_locale',
  'z1',
  'z2',
];

/** Some of the keys, each with a value of its own. */
function some(values: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<Record<string, Json>> {
  return fc.record(values, { requiredKeys: [] }).map((record) => defined(record) as Record<string, Json>);
}

const settings = some(settingValues);
const custom = fc.dictionary(fc.constantFrom(...customKeys), text, { maxKeys: 6 }) as fc.Arbitrary<
  Record<string, Json>
>;
const secret = fc.constantFrom(
  {},
  { rpx_key: 'canary-rpx-key' },
  { backplane_password: 'canary-backplane', rpx_key: 'canary-2' },
);

const featureNames = ['owner', 'access_issuer', 'direct_access', 'direct_read_access'];
const features = fc.oneof(fc.constant(['login_client']), fc.subarray(featureNames));

function clientId(at: number): string {
  return `worldclient${at}`.padEnd(30, '0');
}

function liveClient(at: number): fc.Arbitrary<SandboxClient> {
  return fc.record({ settings, custom, features, secret }).map((parts) => ({
    id: clientId(at),
    secret: `canary-client-${at}`,
    name: `Client ${at}`,
    ipWhitelist: at === 1 ? ['10.0.0.0/8', '192.0.2.1/32'] : ['0.0.0.0/0'],
    features: parts.features,
    settings: { ...parts.settings, ...parts.secret },
    custom: parts.custom,
  }));
}

const live = fc
  .record({ settings, custom, secret, clients: fc.tuple(liveClient(0), liveClient(1), liveClient(2)) })
  .map(({ settings: own, custom: customs, secret: secrets, clients }) =>
    scenarioState({ settings: { cache_settings: 0, ...own, ...secrets }, custom: customs, clients }),
  );

const section = (values: fc.Arbitrary<Record<string, Json>>) => fc.option(values, { nil: undefined });
const unmentioned = fc.constantFrom(undefined, 'keep', 'remove');
const absent = fc.option(
  fc.record(
    {
      settings: fc.subarray(Object.keys(settingValues), { maxLength: 2 }),
      custom: fc.subarray(customKeys, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined, freq: 3 },
);

const scopeFile = fc
  .record({ settings: section(settings), custom: section(custom), unmentioned, absent })
  .map((scope) => withoutContradictions(defined(scope)));

const clientFile = (at: number) =>
  fc.record({ scope: scopeFile, features: fc.option(features, { nil: undefined }) }).map((parts) => ({
    ...defined({ id: clientId(at), features: parts.features }),
    ...parts.scope,
  }));

const head = fc.record({
  writes: fc.constantFrom(undefined, 'safest', 'fewest', 'per-key', 'replace'),
  captureUrl: fc.constantFrom(undefined, '${env:SANDBOX_URL}'),
  // Wide limits: the laws are about plans that may be applied, and refusals have tests of their own.
  guards: fc.constantFrom(undefined, {
    removals: { max: 100, percent: 100 },
    updates: { max: 100, percent: 100 },
    minimumOwners: 1,
  }),
  ignore: fc.constantFrom(undefined, ['settings.rpx_*', 'clients.*.custom.z*']),
});

/** Random values get weaker as often as not, and the laws are about plans that may be applied. */
function loweringAllowed(count: number): readonly object[] {
  const aliases = Array.from({ length: count }, (_, at) => `clients.client-${at}`);
  const targets = ['settings.*', ...aliases.flatMap((alias) => [`${alias}.settings.*`, `${alias}.features`])];
  return targets.map((target) => ({ guard: 'security-lowered', target, until: laterDay(), reason: 'random' }));
}

/** A random application with three clients besides the owners, and a random file for it. */
export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    live,
    head,
    global: scopeFile,
    clients: fc.tuple(clientFile(0), clientFile(1), clientFile(2)),
    count: fc.nat(3),
  })
  .map(({ live: state, head: top, global, clients, count }) => ({
    live: state,
    clientCount: count,
    file: defined({
      version: 1,
      application: defined({ id: scenarioApplication, configUrl: '${env:SANDBOX_URL}', captureUrl: top.captureUrl }),
      writes: top.writes,
      guards: top.guards,
      allow: [
        ...adoptionAllowed(['global', ...clients.slice(0, count).map((_, at) => `clients.client-${at}`)]),
        ...loweringAllowed(count),
      ],
      ...global,
      clients: Object.fromEntries(clients.slice(0, count).map((client, at) => [`client-${at}`, client])),
    }),
  }));

// The laws are about files that manage their scopes whole from the first day.
function adoptionAllowed(targets: readonly string[]): readonly object[] {
  return targets.map((target) => ({ guard: 'first-adoption', target, until: laterDay(), reason: 'a law' }));
}

export const callerId = scenarioCaller.id;

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

type ScopeFile = {
  settings?: Record<string, Json> | undefined;
  custom?: Record<string, Json> | undefined;
  absent?: Partial<Record<'settings' | 'custom', string[]>> | undefined;
};

/** A key cannot be declared and absent in one file; `$` of values is written so that it means itself. */
function withoutContradictions<T extends ScopeFile>(scope: T): T {
  const { absent: gone, ...rest } = scope;
  if (gone === undefined) return escaped(rest) as T;
  const left = Object.fromEntries(
    Object.entries(gone).map(([name, keys]) => [
      name,
      keys.filter((key) => !Object.hasOwn(scope[name as 'settings' | 'custom'] ?? {}, key)),
    ]),
  );
  return { ...(escaped(rest) as T), absent: left };
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]));
}
