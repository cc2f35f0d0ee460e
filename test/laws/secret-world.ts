import fc from 'fast-check';
import type { Json } from '../../src/leaf/json.ts';
import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { laterDay } from '../support/later-day.ts';
import { scenarioApplication, scenarioState } from '../support/scenario-state.ts';

/** What makes a value a secret: its looks, or what a source says. */
type Known = (typeof ways)[number];
const ways = [
  'name',
  'form',
  'catalogue',
  'exposed',
  'sensitive',
  'reference',
  'baseline',
  'baseline-sensitive',
] as const;

/** What the file has for the key today. */
type Today = 'left-out' | 'tombstone' | 'literal' | 'reference';

/** A secret that is live somewhere. */
type Planted = {
  readonly known: Known;
  readonly today: Today;
  readonly name: string;
  readonly form: number;
  readonly client: boolean;
  readonly section: 'settings' | 'custom';
  /** Whether the file has the key in the other section. */
  readonly moved: boolean;
  /** Whether the baseline has another value in clear. */
  readonly inBaseline: boolean;
  /** Whether the variable of the baseline's reference is set where capstan runs. */
  readonly isSet: boolean;
};

/** An application, its files and variables, with secrets all over them. */
export type SecretWorld = {
  readonly seed: SandboxState;
  readonly file: (url: string) => string;
  /** What was applied last. */
  readonly applied: (url: string) => string;
  /** A file of the same application that says nothing of any secret. */
  readonly plain: (url: string) => string;
  readonly variables: Readonly<Record<string, string>>;
};

/** Every secret holds this word and a number. That it is one is seen of itself. */
export const seen = 'canary';
/** The same of those that only a file says to be secrets. */
export const told = 'kanarie';

const secretWords = [
  'password',
  'secret',
  'token',
  'apiKey',
  'client_secret',
  'credential',
  'passphrase',
  'private_pem',
  'jwt',
];
const name: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('partner', 'smtp', 'my', 'shop'),
    fc.constantFrom(...secretWords),
    fc.constantFrom('', 'Old', '2', 'eu'),
    fc.constantFrom('_', '.', '-', 'camel', 'CAPS'),
  )
  .map(([before, word, after, how]) => {
    // A word such as key says something at the end alone.
    const parts = [before, word, ...(after === '' || word === 'apiKey' ? [] : [after])];
    if (how === 'camel')
      return parts.map((part, at) => (at === 0 ? part : part[0]?.toUpperCase() + part.slice(1))).join('');
    return how === 'CAPS' ? parts.join('_').toUpperCase() : parts.join(how);
  });

/** Values that are secrets whatever their key is called. */
const forms: readonly ((secret: string) => Json)[] = [
  (secret) => `https://user:${secret}@host.example.com/a`,
  (secret) => `postgres://app:${secret}@db:5432/x?y=1`,
  (secret) => ({ password: secret, user: 'a' }),
  (secret) => ({ a: [{ smtp: { clientSecret: secret } }] }),
  (secret) => JSON.stringify({ api: { token: secret } }),
  (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
  (secret) =>
    `Bearer ${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('{"sub":"someone"}').toString('base64url')}.${secret}`,
];

/** Texts that show a secret in one of the ways in which it travels. */
const shows: readonly ((secret: string) => Json)[] = [
  (secret) => `call us with ${secret}, please`,
  (secret) => ['a', { note: [secret] }],
  (secret) => ({ [secret]: 'x' }),
  (secret) => `https://host.example.com/?x=${encodeURIComponent(secret)}`,
  (secret) => JSON.stringify({ note: secret }),
];

const planted: fc.Arbitrary<Planted> = fc
  .record({
    known: fc.constantFrom(...ways),
    today: fc.constantFrom<Today>('left-out', 'tombstone', 'literal', 'reference'),
    name,
    form: fc.nat(forms.length - 1),
    client: fc.boolean(),
    section: fc.constantFrom('settings' as const, 'custom' as const),
    moved: fc.boolean(),
    inBaseline: fc.boolean(),
    isSet: fc.boolean(),
  })
  // A literal where the catalogue or `sensitive` knows a secret is refused, which other tests show; a plan goes on here.
  .map((one) =>
    one.known === 'reference' || (one.known === 'catalogue' && one.today === 'literal')
      ? { ...one, today: 'reference' as const }
      : one,
  )
  .map((one) => (one.known === 'sensitive' && one.today === 'literal' ? { ...one, today: 'left-out' as const } : one));

export const secretWorld: fc.Arbitrary<SecretWorld> = fc
  .array(planted, { minLength: 8, maxLength: 14 })
  .map((all) => worldOf(all.map(numbered).filter(isFirst)));

type Numbered = Planted & {
  readonly at: number;
  readonly key: string;
  /** The values of the baseline, of live, and of the file. */
  readonly past: Json;
  readonly value: Json;
  readonly next: Json;
};

// The key that the catalogue knows can be planted once in a scope.
function isFirst(one: Numbered, at: number, all: readonly Numbered[]): boolean {
  return all.findIndex(({ key, client }) => key === one.key && client === one.client) === at;
}

function numbered(one: Planted, at: number): Numbered {
  const secret = (what: string): string => `${isSeen(one) ? seen : told}${at}${what}Zk7q`;
  const made = formed(one);
  const key = keyOf(one, at);
  return {
    ...one,
    at,
    key,
    section: one.known === 'catalogue' ? 'settings' : one.section,
    past: made(secret('past')),
    value: made(secret('live')),
    next: made(secret('next')),
  };
}

function isSeen({ known }: Pick<Planted, 'known'>): boolean {
  return known === 'name' || known === 'form' || known === 'catalogue' || known === 'exposed';
}

function keyOf({ known, name: named }: Planted, at: number): string {
  if (known === 'name') return `${at}_${named}`;
  return known === 'catalogue' ? 'rpx_key' : `note_${at}`;
}

function formed({ known, form }: Planted): (secret: string) => Json {
  if (known === 'form') return forms[form] ?? String;
  if (known === 'exposed') return shows[form % shows.length] ?? String;
  return (secret) => secret;
}

const clientId = 'weblogin000000000000000000000';
const shownKey = 'backplane_password';
const shown = `${seen}Shown-Zk7q-1`;
const other = { settings: 'custom', custom: 'settings' } as const;

type Part = {
  readonly settings: Record<string, Json>;
  readonly custom: Record<string, Json>;
  readonly absent: { readonly settings: string[]; readonly custom: string[] };
};
type State = { readonly global: Part; readonly client: Part };

function emptyPart(): Part {
  return { settings: {}, custom: {}, absent: { settings: [], custom: [] } };
}

function emptyState(): State {
  return { global: emptyPart(), client: emptyPart() };
}

function partOf(state: State, { client }: Numbered): Part {
  return client ? state.client : state.global;
}

function worldOf(all: readonly Numbered[]): SecretWorld {
  const [live, applied, file, plain] = [emptyState(), emptyState(), emptyState(), emptyState()];
  // What an exposed value shows is a secret by the catalogue.
  live.global.settings[shownKey] = shown;
  live.global.settings['site_name'] = 'Shop';
  plain.global.settings['site_name'] = 'New';
  for (const one of all) {
    partOf(live, one)[one.section][one.key] = liveValue(one);
    plantBefore(partOf(applied, one), one);
    plantToday(partOf(file, one), one);
  }
  const marked = (known: Known, alias: string): readonly string[] =>
    all.filter((one) => one.known === known).map((one) => targetOf(one, sectionMarked(one), alias));
  return {
    seed: scenarioState({
      ...{ settings: live.global.settings, custom: { banner: 'plain', [shown]: 'y', ...live.global.custom } },
      clients: [
        {
          id: clientId,
          name: 'Web login',
          features: ['login_client'],
          settings: live.client.settings,
          custom: { [`x-${shown}`]: 'y', ...live.client.custom },
        },
        // Who makes clients may have put a secret into their names.
        { id: 'partner0000000000000000000000', name: `App ${shown}`, features: ['login_client'], settings: {} },
      ],
    }),
    file: (url) =>
      documentOf(url, file, 'shop', {
        sensitive: marked('sensitive', 'shop'),
        allow: allowed(all),
        baseline: 'applied.yaml',
      }),
    applied: (url) => documentOf(url, applied, 'web', { sensitive: marked('baseline-sensitive', 'web') }),
    plain: (url) => documentOf(url, plain, 'shop', {}),
    variables: Object.fromEntries(all.flatMap(variablesOf)),
  };
}

function plantBefore(part: Part, { known, inBaseline, section, key, at, past }: Numbered): void {
  if (known === 'baseline') part[section][key] = `\${secret:CAPSTAN_VAR_B${at}}`;
  // A value that shows a secret is known by live alone.
  else if (inBaseline && known !== 'exposed') part[section][key] = past;
}

function liveValue(one: Numbered): Json {
  return one.known === 'exposed' ? formed(one)(shown) : one.value;
}

/** Where the file of today has the key. */
function sectionToday({ section, moved, known }: Numbered): 'settings' | 'custom' {
  return moved && known !== 'catalogue' ? other[section] : section;
}

/** Where a file marks the key as sensitive: what it says of one section holds in both, but it has to name something. */
function sectionMarked(one: Numbered): 'settings' | 'custom' {
  return one.known === 'sensitive' && one.today === 'left-out' ? one.section : sectionToday(one);
}

function plantToday(part: Part, one: Numbered): void {
  const section = sectionToday(one);
  if (one.today === 'tombstone') part.absent[section].push(one.key);
  // A value that only shows a secret is no secret of the file.
  if (one.today === 'literal') part[section][one.key] = one.known === 'exposed' ? 'new text' : one.next;
  if (one.today === 'reference') part[section][one.key] = `\${secret:CAPSTAN_VAR_N${one.at}}`;
}

function targetOf({ client, key }: Numbered, section: string, alias: string): string {
  return `${client ? `clients.${alias}.` : ''}${section}.${key}`;
}

function allowed(all: readonly Numbered[]): readonly Json[] {
  const entry = (guard: string, target: string): Json => ({ guard, target, until: laterDay(), reason: 'agreed' });
  return [
    ...['global', 'clients.shop'].map((target) => entry('first-adoption', target)),
    ...all.flatMap((one) =>
      ['secret-removed', 'unknown-setting'].map((guard) => entry(guard, targetOf(one, sectionToday(one), 'shop'))),
    ),
  ];
}

function variablesOf(one: Numbered): readonly (readonly [string, string])[] {
  return [
    ...(one.isSet ? [[`CAPSTAN_VAR_B${one.at}`, textOf(liveValue(one))] as const] : []),
    [`CAPSTAN_VAR_N${one.at}`, textOf(one.next)],
  ];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// JSON is YAML.
function documentOf(
  url: string,
  { global, client }: State,
  alias: string,
  more: Readonly<Record<string, Json>>,
): string {
  const file = {
    version: 1,
    application: { id: scenarioApplication, configUrl: url, captureUrl: url },
    guards: { removals: { max: 100, percent: 100 }, updates: { max: 100, percent: 100 } },
    ...global,
    clients: { [alias]: { id: clientId, ...client } },
    ...more,
  };
  return JSON.stringify(file, null, 2);
}
