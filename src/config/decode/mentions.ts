import { formatTarget, scopeOfTarget, type Target } from '../../model/address.ts';
import type { Mention } from '../../model/desired.ts';
import { type TargetPattern, targetOfPattern } from '../../model/target-pattern.ts';
import { ProblemList } from '../check/problem-list.ts';
import { declarationsOf } from '../merge/scopes.ts';
import { childOf, itemsOf, type Located } from '../yaml/located.ts';
import { readTarget, readTargetOrId, readTargets, type TargetEntry } from './read-targets.ts';

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
