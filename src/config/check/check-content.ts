import { nameFinder } from '../../leaf/did-you-mean.ts';
import { textSearch } from '../../leaf/text-search.ts';
import { formatTarget, scopeOfTarget } from '../../model/address.ts';
import type { Source } from '../../model/finding.ts';
import { indexBy } from '../../model/target-pattern.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { readTargets, type TargetEntry } from '../decode/targets.ts';
import { type Declaration, declarationsOf, scopesOf, tombstoneKey } from '../merge/scopes.ts';
import { visitTexts } from '../references/references.ts';
import { childOf, entriesOf, itemsOf, type Located } from '../yaml/located.ts';
import { minSecretLength, type ProblemList, showName } from './problems-and-limits.ts';

/** Reports duplicate and contradictory entries of one file. Across files the later one wins instead. */
export function checkDuplicates(root: Located, problems: ProblemList): void {
  const ignored = readTargets(childOf(root, 'ignore'), problems);
  const dropped = readTargets(childOf(root, 'drop'), problems);
  const scopes = scopesOf(root);
  // Of values alone, the parser has found those that are written twice.
  const hasTombstones = scopes.some(({ node }) => childOf(node, 'absent') !== undefined);
  if (hasTombstones || ignored.length > 0 || dropped.length > 0) {
    const declarations = declarationsOf(root);
    checkTombstones(declarations, problems);
    checkPatterns(declarations, ignored, 'ignored', problems);
    checkPatterns(declarations, dropped, 'dropped', problems);
  }
  for (const { alias, node } of scopes) {
    if (alias !== null) checkEither(node, ['id', 'find'], showName(formatTarget({ kind: 'client', alias })), problems);
  }
  checkEither(childOf(root, 'application'), ['region', 'configUrl'], '"application"', problems);
}

function checkTombstones(declarations: readonly Declaration[], problems: ProblemList): void {
  const seen = new Map<string, Declaration['how']>();
  for (const { target, source, how } of declarations) {
    if (target.kind !== 'key') continue;
    const name = formatTarget(target);
    const earlier = seen.get(name);
    if (earlier === 'value') {
      problems.add(
        'declared-and-absent',
        source,
        `${showName(name)} has a value and is absent too`,
        'Remove one of the two.',
      );
    } else if (earlier === 'tombstone') {
      problems.add('duplicate-tombstone', source, `${showName(name)} is absent twice`, 'Remove one of the two.');
    }
    seen.set(name, how);
  }
}

type Verb = 'ignored' | 'dropped';

function checkPatterns(
  declarations: readonly Declaration[],
  patterns: readonly TargetEntry[],
  verb: Verb,
  problems: ProblemList,
): void {
  const index = indexBy(patterns, ({ pattern }) => pattern);
  const covered = new Set<string>();
  for (const { target, source } of declarations) {
    // A client, or a thing of another kind, that is named as a whole is reported once, not again for each of its keys.
    const scope = scopeOfTarget(target);
    if (scope !== target && covered.has(formatTarget(scope))) continue;
    const [found] = index.covering(target);
    if (found === undefined) continue;
    if (scope === target && scope.kind !== 'global') covered.add(formatTarget(scope));
    const message = `${showName(formatTarget(target))} is declared and ${verb} (${showName(found.pattern.text)}) in one file`;
    problems.add(`declared-and-${verb}`, source, message, 'Remove one of the two.');
  }
}

function checkEither(
  node: Located | undefined,
  [first, second]: readonly [string, string],
  name: string,
  problems: ProblemList,
): void {
  const entries = entriesOf(node);
  const both = entries.has(first) ? entries.get(second) : undefined;
  if (both === undefined) return;
  problems.add('one-of-two', both.keySource, `${name} has "${first}" and "${second}"`, 'Keep one of the two.');
}

/**
 * Notes names of standard settings that are close to one that the catalogue knows. Names are per application, so an
 * unknown one alone says nothing.
 */
export function checkNames(root: Located, { options, notes }: DecodeContext): void {
  const { lookup, names } = options.catalogue;
  const find = nameFinder(names);
  const check = (name: string, source: Source): void => {
    const close = lookup(name) === undefined ? find(name) : undefined;
    if (close === undefined) return;
    notes.add('similar-name', source, `${showName(name)} is not a known setting`, `Did you mean "${close}"?`);
  };
  for (const { node } of scopesOf(root)) {
    for (const [name, { keySource }] of entriesOf(childOf(node, 'settings'))) check(name, keySource);
    for (const item of itemsOf(childOf(childOf(node, 'absent'), 'settings'))) {
      const name = tombstoneKey(item);
      if (name !== undefined) check(name, item.source);
    }
  }
}

/** A secret by the name of its variable, and what to write instead of it. */
type Known = { readonly name: string; readonly value: string; readonly cure: string };

/**
 * Reports each plain text that contains the caller's own secret, or one that references gave: what is in the file in
 * clear is not a secret, and plans would show it. `clientSecret`: the variable of the caller's secret.
 */
export function checkSecrets(root: Located, clientSecret: string, context: DecodeContext): void {
  const { resolved, problems } = context;
  const known = secretsOf(clientSecret, context).filter(({ value }) => value.length >= minSecretLength);
  const find = textSearch(known.map((secret) => [secret.value, secret] as const));
  const check = (text: string, source: Source): void => {
    const found = find(text);
    if (found === null) return;
    problems.add('secret-in-plain-value', source, `the secret ${found.name} is written here in plain text`, found.cure);
  };
  if (known.length === 0) return;
  visitTexts(root, { scalar: (node) => check(node.text, node.source), key: check });
  for (const { text, source } of resolved) check(text, source);
}

function secretsOf(clientSecret: string, { secrets, options }: DecodeContext): readonly Known[] {
  const given = [...secrets].map(([name, value]) => ({ name, value, cure: `Use \${secret:${name}}.` }));
  const own = Object.hasOwn(options.env, clientSecret) ? (options.env[clientSecret] ?? '') : '';
  const cure = 'Remove it, and change the secret: it may have been read.';
  return [...given, { name: clientSecret, value: own, cure }];
}
