import { secretFormOf } from '../../engine/secrecy/secret-reason.ts';
import type { SettledFile } from '../../engine/secrecy/settle.ts';
import { isRefused } from '../../engine/secrecy/settle.ts';
import { byText, type Json } from '../../leaf/json.ts';
import { matchesWildcard } from '../../leaf/text-search.ts';
import { splitThing, type Target } from '../../model/address.ts';
import type { Accept, Allow } from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import type { SecretReason } from '../../model/secrecy.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { Secret } from '../../model/value.ts';
import { showName, suggest } from '../check/problems-and-limits.ts';
import { resolveValue } from '../references/resolve-value.ts';
import { childOf, itemsOf, type Located, type LocatedMap, textOf } from '../yaml/located.ts';
import type { DecodeContext } from './decode-context.ts';
import { decodeDay } from './decode-scope.ts';
import { readTarget } from './targets.ts';

type KeyTarget = Extract<Target, { readonly kind: 'key' }>;
type ReasonOf = SettledFile['reasonOf'];

type Common = {
  readonly target: TargetPattern;
  readonly until: string;
  readonly reason: string;
  readonly source: Source;
};

/** The entries of `accept` that are sound. */
export function decodeAccepts(root: LocatedMap, reasonOf: ReasonOf, context: DecodeContext): readonly Accept[] {
  const accepts = itemsOf(childOf(root, 'accept')).flatMap((node): readonly Accept[] => {
    const common = decodeCommon(node, context);
    const live = childOf(node, 'live');
    if (common === undefined || live === undefined) return [];
    if (common.target.kind !== 'key' && common.target.kind !== 'property') {
      context.problems.add(
        'bad-target',
        node.source,
        'only a key or a property of a client can be accepted',
        'Name one: settings.KEY, clients.ALIAS.settings.KEY or clients.ALIAS.features.',
      );
      return [];
    }
    const value = decodeLive(live, common.target, reasonOf, context);
    return value === undefined ? [] : [{ ...common, live: value }];
  });
  return sortEntries(accepts);
}

function decodeLive(
  node: Located,
  target: TargetPattern,
  reasonOf: ReasonOf,
  context: DecodeContext,
): Json | Secret | undefined {
  const resolved = resolveValue(node, context);
  switch (resolved.kind) {
    case 'secret':
      return resolved.secret;
    case 'not-compared':
    case 'bad':
      return undefined;
    case 'plain':
      return plainLive(node, resolved.json, whySecret(target, resolved.json, reasonOf, context), context);
  }
}

function whySecret(target: TargetPattern, json: Json, reasonOf: ReasonOf, context: DecodeContext): SecretReason | null {
  const reasons = targetsNamed(target, context)
    .map(({ alias, section, key }) => reasonOf(alias, section, key))
    .filter((reason) => reason !== null);
  const form = secretFormOf(json);
  return reasons.find(isRefused) ?? reasons[0] ?? (form === null ? null : { kind: 'form', form });
}

function plainLive(
  node: Located,
  json: Json,
  why: SecretReason | null,
  { problems, notes }: DecodeContext,
): Json | Secret | undefined {
  if (why === null) return json;
  if (isRefused(why)) {
    problems.add(
      'secret-in-file',
      node.source,
      'the file contains the live value of a secret in plain text',
      'Use ${secret:NAME}.',
    );
    return undefined;
  }
  notes.add(
    'secret-in-file',
    node.source,
    'this value looks like a secret and is in plain text',
    'Use ${secret:NAME}. If it is not a secret, list its key under `public:`.',
  );
  return Secret.ofFile(json);
}

// The key that is named; of a pattern with wildcards those that the catalogue knows.
function targetsNamed({ text, key, section }: TargetPattern, { options }: DecodeContext): readonly KeyTarget[] {
  if (key === null || section === null) return [];
  const alias = splitThing(text)?.alias ?? null;
  const [literal = '', ...more] = key;
  const names = more.length === 0 ? [literal] : options.catalogue.names.filter((name) => matchesWildcard(key, name));
  return names.map((name) => ({ kind: 'key', alias, section, key: name }));
}

/** The entries of `allow` that are sound. */
export function decodeAllows(root: LocatedMap, reasonOf: ReasonOf, context: DecodeContext): readonly Allow[] {
  const allows = itemsOf(childOf(root, 'allow')).flatMap((node): readonly Allow[] => {
    const common = decodeCommon(node, context);
    const guard = decodeGuard(childOf(node, 'guard'), context);
    if (common === undefined || guard === undefined) return [];
    const about = { guard, target: common.target, reasonOf };
    const live = decodeOverwritten(childOf(node, 'live'), about, context);
    return live === undefined ? [] : [{ ...common, guard, live }];
  });
  return sortEntries(allows);
}

// undefined: it is wrong, or cannot be compared.
function decodeOverwritten(
  node: Located | undefined,
  { guard, target, reasonOf }: Pick<Allow, 'guard' | 'target'> & { readonly reasonOf: ReasonOf },
  context: DecodeContext,
): Allow['live'] | undefined {
  if (node === undefined) return null;
  if (guard === 'overwrites-drift') return decodeLive(node, target, reasonOf, context);
  const message = `an entry for ${showName(guard)} names no live value`;
  context.problems.add('unexpected-live', node.source, message, 'Remove "live"; only overwrites-drift has it.');
  return undefined;
}

function decodeGuard(node: Located | undefined, { options, problems }: DecodeContext): string | undefined {
  const guard = textOf(node);
  if (node === undefined || guard === undefined) return undefined;
  if (options.overridableGuards.includes(guard)) return guard;
  const name = showName(guard);
  if (options.fixedGuards.includes(guard)) {
    problems.add(
      'guard-without-override',
      node.source,
      `the guard ${name} cannot be overridden`,
      'Remove the entry, and change the file so that the guard does not fire.',
    );
    return undefined;
  }
  const known = [...options.overridableGuards, ...options.fixedGuards];
  problems.add(
    'unknown-guard',
    node.source,
    `unknown guard ${name}`,
    suggest(guard, known, `Use one of: ${options.overridableGuards.join(', ')}.`),
  );
  return undefined;
}

function decodeCommon(node: Located, context: DecodeContext): Common | undefined {
  const targetNode = childOf(node, 'target');
  const target = readTarget(targetNode, context.problems);
  const until = decodeDay(childOf(node, 'until'), context);
  const reason = textOf(childOf(node, 'reason'));
  if (target === undefined || until === undefined || reason === undefined || targetNode === undefined) return undefined;
  if (!target.literalAlias) {
    context.problems.add(
      'wildcard-alias',
      targetNode.source,
      'this target matches several clients',
      'Write one entry for each client, with its alias.',
    );
    return undefined;
  }
  return { target, until, reason, source: node.source };
}

function sortEntries<T extends Common>(entries: readonly T[]): readonly T[] {
  const key = (entry: T): string => `${entry.target.text}\n${entry.until}\n${entry.reason}`;
  return [...entries].sort((a, b) => byText(key(a), key(b)));
}
