import fc from 'fast-check';
import {
  aliases,
  clientIdOf,
  customValues,
  featureLists,
  secretWanted,
  settingValues,
  some,
} from './arbitrary-values.ts';
import { covers, targetOf } from './covers.ts';
import type { Accept, ClientLayer, Files, Layer, Plain, ScopeLayer, Section } from './story.ts';

const scopeLayer: fc.Arbitrary<ScopeLayer> = fc
  .record({
    settings: fc.option(some(settingValues), { nil: undefined, freq: 4 }),
    custom: fc.option(some(customValues), { nil: undefined, freq: 3 }),
    secret: secretWanted,
    gone: fc.record({
      settings: fc.subarray([...Object.keys(settingValues), 'rpx_key'], { maxLength: 2 }),
      custom: fc.subarray(Object.keys(customValues), { maxLength: 2 }),
    }),
    hasGone: fc.boolean(),
    unmentioned: fc.constantFrom(undefined, undefined, 'keep' as const, 'remove' as const),
  })
  .map(({ settings, custom, secret, gone, hasGone, unmentioned }) => {
    const own = settings === undefined ? undefined : { ...settings, ...secret };
    const left = (section: Section, values: object | undefined): readonly string[] =>
      gone[section].filter((key) => !Object.hasOwn(values ?? {}, key));
    const absent = hasGone ? { settings: left('settings', own), custom: left('custom', custom) } : undefined;
    return defined({ settings: own, custom, absent, unmentioned });
  });

const clientLayer: fc.Arbitrary<ClientLayer> = fc
  .tuple(scopeLayer, fc.option(fc.constantFrom(...featureLists), { nil: undefined }))
  .map(([scope, features]) => defined({ ...scope, features }));

const ignorePatterns = ['settings.email_*', 'custom.x\\*y', 'clients.*.custom.b*', 'clients.web.features', 'custom.*'];

/** Known drift that may stay for some days after the story's first. */
const accepts: fc.Arbitrary<readonly Accept[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom('', 'clients.web.', 'clients.app.'),
      fc.constantFrom<[string, Plain]>(
        ['settings.login_attempts', 5],
        ['settings.site_name', 'Two'],
        ['custom.banner', 'on'],
      ),
      fc.constantFrom('2026-11-22', '2026-12-31'),
    )
    .map(([prefix, [key, live], until]) => ({ target: `${prefix}${key}`, live, until, reason: 'known' })),
  { maxLength: 2 },
);

type Parts = {
  readonly scope: ScopeLayer;
  readonly clients: readonly (ClientLayer | undefined)[];
  readonly ignore: readonly string[];
  readonly accept: readonly Accept[];
};

const parts: fc.Arbitrary<Parts> = fc.record({
  scope: scopeLayer,
  clients: fc.tuple(...aliases.map(() => fc.option(clientLayer, { nil: undefined }))),
  ignore: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(ignorePatterns) }),
  accept: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: accepts }),
});

type Head = {
  readonly base: Parts | undefined;
  readonly top: Parts;
  readonly byName: readonly boolean[];
  /** The aliases, in the order of the clients. */
  readonly aliases: readonly string[];
  readonly baseline: string | undefined;
  readonly writes: string | undefined;
};

const head: fc.Arbitrary<Head> = fc.record({
  base: fc.option(parts, { nil: undefined, freq: 2 }),
  top: parts,
  byName: fc.tuple(fc.boolean(), fc.boolean(), fc.constant(false)),
  aliases: fc.constantFrom(...Array(5).fill(aliases), ['app', 'web', 'bot']),
  baseline: fc.constantFrom(undefined, undefined, 'git:applied'),
  writes: fc.constantFrom(undefined, undefined, 'per-key', 'fewest', 'replace'),
});

/** One version of a configuration: a file, and often one that it extends. */
export const files: fc.Arbitrary<Files> = head.map((from) => {
  const base = from.base === undefined ? null : layerOf(from.base, from, []);
  const known = base === null ? [] : Object.keys(base.clients ?? {});
  const top = layerOf(from.top, from, known);
  return { base, top: defined({ ...top, baseline: from.baseline, writes: from.writes }) };
});

/** Says who a client is where it is declared first. */
function layerOf(from: Parts, { byName, aliases: names }: Head, known: readonly string[]): Layer {
  const clients = from.clients.flatMap((client, at) => {
    const alias = names[at];
    if (client === undefined || alias === undefined) return [];
    const identity = byName[at] === true ? { find: { name: `Client ${at}` } } : { id: clientIdOf(at) };
    return [[alias, known.includes(alias) ? client : { ...identity, ...client }] as const];
  });
  const layer: Layer = { ...from.scope, clients: Object.fromEntries(clients) };
  return defined({
    ...layer,
    ignore: from.ignore.filter((pattern) => !declarations(layer).some((target) => covers(pattern, target))),
    // One entry for a target, or two would say different things of it.
    accept: from.accept.filter(({ target }, at, all) => all.findIndex((one) => one.target === target) === at),
  });
}

/** What a file declares or says is absent: it may not ignore that too. */
function declarations({ clients = {}, ...global }: Layer): readonly string[] {
  const ofScope = (scope: ScopeLayer, alias: string | null): readonly string[] =>
    (['settings', 'custom'] as const).flatMap((section) =>
      [...Object.keys(scope[section] ?? {}), ...(scope.absent?.[section] ?? [])].map((key) =>
        targetOf(alias, section, key),
      ),
    );
  const own = Object.entries(clients).flatMap(([alias, client]) => [
    ...ofScope(client, alias),
    ...(client.features === undefined ? [] : [`clients.${alias}.features`]),
  ]);
  return [...ofScope(global, null), ...own];
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
