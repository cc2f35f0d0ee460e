import { settleFile } from '../../engine/secrecy/settle.ts';
import { byText } from '../../leaf/json.ts';
import type { Desired, Limits, Mention, Protections, Writes } from '../../model/desired.ts';
import { isNeverAClientId, isNeverAClientSecret } from '../../model/secrecy.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { ProblemList } from '../check/problems-and-limits.ts';
import { childOf, entriesOf, type Located, type LocatedMap, textOf } from '../yaml/located.ts';
import { decodeApplication } from './decode-application.ts';
import type { DecodeContext } from './decode-context.ts';
import { decodeAccepts, decodeAllows } from './decode-overrides.ts';
import { decodeGlobal, decodeUnmentioned } from './decode-scope.ts';
import { decodeClients, decodeThings } from './decode-things.ts';
import { readTarget, readTargetOrId, readTargets } from './targets.ts';

/** What is beside the merged file. */
export type Beside = Protections & { readonly mentions: readonly Mention[] };

/** What the merged file declares; undefined, with problems, when the application is not clear. */
export function decode(
  root: LocatedMap,
  { protect, hosts, mentions }: Beside,
  context: DecodeContext,
): Desired | undefined {
  const application = decodeApplication(root, context);
  const inherited = decodeUnmentioned(root) ?? 'keep';
  const rest = {
    credentials: decodeCredentials(root, context.problems),
    writes: decodeWrites(root),
    ...(textOf(childOf(root, 'lock')) === 'git' ? { lock: 'git' as const } : {}),
    global: decodeGlobal(root, context),
    clients: decodeClients(root, inherited, context),
    ...decodeThings(root, context),
    ignore: patternsOf(root, 'ignore', context.problems),
    expected: patternsOf(root, 'expected', context.problems),
    sensitive: patternsOfKeys(root, 'sensitive', context.problems),
    public: patternsOfKeys(root, 'public', context.problems),
    accept: [],
    allow: [],
    limits: decodeLimits(root),
    protect,
    hosts,
    mentions,
  };
  const isSigned = textOf(childOf(root, 'auth')) === 'signed';
  // The overrides are read all the same, for their problems.
  const known = application ?? { id: '', region: null, configUrl: '', captureUrl: null, source: root.source };
  const written: Desired = { application: isSigned ? { ...known, auth: 'signed' } : known, ...rest };
  const { desired, reasonOf } = settleFile(written, context.options.catalogue);
  const accept = decodeAccepts(root, reasonOf, context);
  const allow = decodeAllows(root, reasonOf, context);
  return application === undefined ? undefined : { ...desired, accept, allow };
}

/** The patterns of `sensitive` or `public`. One that names no key would do nothing, so it is a problem. */
export function patternsOfKeys(
  root: Located,
  list: 'sensitive' | 'public',
  problems: ProblemList,
): readonly TargetPattern[] {
  const [effect, read] = list === 'sensitive' ? (['hide', readTargetOrId] as const) : (['show', readTarget] as const);
  for (const { pattern, node } of readTargets(childOf(root, list), new ProblemList(), read)) {
    if (pattern.kind === 'key') continue;
    problems.add(
      'bad-target',
      node.source,
      `this names no key, so it would ${effect} nothing`,
      'Name keys: settings.KEY, clients.*.custom.KEY.',
    );
  }
  return patternsOf(root, list, problems, read);
}

/** The patterns of a list at the top of the file, each once, sorted. */
function patternsOf(root: Located, key: string, problems: ProblemList, read = readTarget): readonly TargetPattern[] {
  const entries = readTargets(childOf(root, key), problems, read);
  const patterns = new Map(entries.map(({ pattern }) => [pattern.text, pattern]));
  return [...patterns.values()].sort((a, b) => byText(a.text, b.text));
}

function decodeCredentials(root: Located, problems: ProblemList): Desired['credentials'] {
  const written = childOf(root, 'credentials');
  const id = childOf(written, 'clientId');
  const secret = childOf(written, 'clientSecret');
  const clientId = textOf(id) ?? 'CAPSTAN_CLIENT_ID';
  const clientSecret = textOf(secret) ?? 'CAPSTAN_CLIENT_SECRET';
  if (id !== undefined && isNeverAClientId(clientId)) {
    const message = '"credentials.clientId" names a variable that holds a secret';
    problems.add('secret-not-allowed', id.source, message, 'Name the variable that holds the client id.');
  }
  if (secret !== undefined && (isNeverAClientSecret(clientSecret) || clientSecret === clientId)) {
    const message = '"credentials.clientSecret" names a variable with another purpose';
    problems.add(
      'not-a-secret',
      secret.source,
      message,
      'Name the variable that holds the client secret, and nothing else.',
    );
  }
  return { clientId, clientSecret };
}

function decodeWrites(root: Located): Writes {
  const text = textOf(childOf(root, 'writes'));
  return text === 'fewest' || text === 'per-key' || text === 'replace' ? text : 'safest';
}

/** The limits of a file; those that are usual where it, or the whole file, says nothing. */
export function decodeLimits(root: Located | undefined): Limits {
  const guards = childOf(root, 'guards');
  const limit = (key: string, max: number, percent: number): Limits['removals'] => {
    const written = childOf(guards, key);
    return { max: numberOf(written, 'max') ?? max, percent: numberOf(written, 'percent') ?? percent };
  };
  return {
    removals: limit('removals', 10, 20),
    updates: limit('updates', 50, 50),
    minimumOwners: numberOf(guards, 'minimumOwners') ?? 1,
  };
}

function numberOf(node: Located | undefined, key: string): number | undefined {
  const value = entriesOf(node).get(key)?.value;
  return value?.kind === 'scalar' && typeof value.json === 'number' ? value.json : undefined;
}
