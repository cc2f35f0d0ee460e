import { formatTarget, scopeOfTarget, type Target } from '../../model/address.ts';
import type { Mention } from '../../model/desired.ts';
import {
  hasWildcard,
  namesById,
  parseTargetPattern,
  type TargetPattern,
  targetForms,
  targetOfPattern,
} from '../../model/target-pattern.ts';
import { maxWildcards, ProblemList } from '../check/problems-and-limits.ts';
import { declarationsOf } from '../merge/scopes.ts';
import { childOf, itemsOf, type Located, textOf } from '../yaml/located.ts';

/** A pattern of a list of targets, with its entry. */
export type TargetEntry = { readonly pattern: TargetPattern; readonly node: Located };

/** How a list reads the targets that it names. */
type ReadTarget = (node: Located | undefined, problems: ProblemList) => TargetPattern | undefined;

/** The target that a scalar names; undefined, with a problem, when it is none. Clients go by their aliases. */
export const readTarget: ReadTarget = (node, problems) => {
  const pattern = readTargetOrId(node, problems);
  if (node === undefined || pattern === undefined || !namesById(pattern)) return pattern;
  problems.add('bad-target', node.source, 'only protect and sensitive may name a client by its id', targetCure);
  return undefined;
};

/** The same where a client may go by its id too, `clients.@ID.settings.KEY`: what hides or protects must survive another alias. */
export const readTargetOrId: ReadTarget = (node, problems) => {
  const text = textOf(node);
  if (node === undefined || text === undefined) return undefined;
  const pattern = text.length > 500 ? undefined : parseTargetPattern(text);
  if (pattern !== undefined && isOneClient(pattern)) return pattern;
  problems.add('bad-target', node.source, 'this is not a target', targetCure);
  return undefined;
};

function isOneClient(pattern: TargetPattern): boolean {
  return !namesById(pattern) || (pattern.literalAlias && /^[^.]+\.@[\w-]/u.test(pattern.text));
}

const targetCure = `Write ${targetForms} or global.`;

/** The patterns of a list of targets, without those that cannot be read, nor any beyond the bound on wildcards. */
export function readTargets(
  list: Located | undefined,
  problems: ProblemList,
  read: ReadTarget = readTarget,
): readonly TargetEntry[] {
  let wild = 0;
  return itemsOf(list).flatMap((node) => {
    const pattern = read(node, problems);
    if (pattern === undefined) return [];
    if (hasWildcard(pattern)) wild += 1;
    return hasWildcard(pattern) && wild > maxWildcards ? [] : [{ pattern, node }];
  });
}

const patternLists = ['ignore', 'drop', 'sensitive', 'expected', 'accept', 'allow'] as const;

/** Reports a list that has too many wildcards over all files together; false: nothing may be made of the files. */
export function checkWildcards(roots: readonly Located[], problems: ProblemList): boolean {
  return patternLists
    .map((name) => {
      const nodes = roots
        .flatMap((root) => itemsOf(childOf(root, name)))
        .map((item) => childOf(item, 'target') ?? item);
      return isWithinBound(`"${name}"`, nodes, problems);
    })
    .every((isSound) => isSound);
}

/** The same for targets that are available; `what` has them. */
export function isWithinBound(what: string, targets: readonly Located[], problems: ProblemList): boolean {
  const [first] = targets.filter((node) => isWild(textOf(node))).slice(maxWildcards);
  if (first === undefined) return true;
  problems.add(
    'too-many-wildcards',
    first.source,
    `${what} has more than ${maxWildcards} targets with *, over all files together`,
    'Use fewer: one * may stand for many keys, and targets without * are not counted.',
  );
  return false;
}

function isWild(text: string | undefined): boolean {
  const pattern = text?.includes('*') === true ? parseTargetPattern(text) : undefined;
  return pattern !== undefined && hasWildcard(pattern);
}

type ListName = Exclude<Mention['list'], 'protect'>;

const lists: readonly ListName[] = ['sensitive', 'public', 'ignore', 'drop', 'expected', 'accept', 'allow'];

/** A target that a list names, before it is known what the files declare. */
export type Named = Omit<Mention, 'declared'>;

/**
 * What the lists of the files name, and what protect files do; the last file is the one that was asked for. What any of
 * the files declares is something, though `drop` or `ignore` of another one may have taken it out of the merged file.
 */
export function mentionsOf(roots: readonly Located[], protectedNames: readonly Named[]): readonly Mention[] {
  const listed = roots.flatMap((root, at) =>
    lists.flatMap((list) =>
      entriesIn(root, list).map(({ pattern, node }): Named => {
        return { list, target: pattern, source: node.source, from: at === roots.length - 1 ? 'own' : 'inherited' };
      }),
    ),
  );
  const named = [...protectedNames, ...listed];
  if (named.length === 0) return [];
  const declared = new Set(roots.flatMap(declarationsOf).flatMap(({ target }) => namesOf(target)));
  return named.map((one) => ({ ...one, declared: declared.has(nameOf(one.target)) }));
}

// Whatever cannot be read is a problem already.
function entriesIn(root: Located, list: ListName): readonly TargetEntry[] {
  const problems = new ProblemList();
  const node = childOf(root, list);
  if (list !== 'accept' && list !== 'allow') return readTargets(node, problems, readTargetOrId);
  return itemsOf(node).flatMap((item) => {
    const written = childOf(item, 'target');
    const pattern = readTarget(written, problems);
    return written === undefined || pattern === undefined ? [] : [{ pattern, node: written }];
  });
}

/** All names under which `nameOf` may look for something that is declared. */
function namesOf(target: Target): readonly string[] {
  const own = formatTarget(target);
  if (target.kind === 'global' || target.alias === null) return [own];
  const thing = formatTarget(scopeOfTarget(target));
  return target.kind === 'key' ? [own, thing, formatTarget({ ...target, alias: '*' })] : [thing];
}

/** The key that a pattern names, else the client: a property is there with its client. */
function nameOf(pattern: TargetPattern): string {
  const target = targetOfPattern(pattern);
  return formatTarget(target.kind === 'key' && pattern.key?.length === 1 ? target : scopeOfTarget(target));
}
