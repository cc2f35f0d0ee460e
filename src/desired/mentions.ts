import type { Mention } from '../core/model/desired.ts';
import { formatTarget, type Target } from '../core/model/target.ts';
import type { TargetPattern } from '../core/model/target-pattern.ts';
import { childOf, itemsOf, type Located } from './located.ts';
import { ProblemList } from './problem-list.ts';
import { declarationsOf } from './scopes.ts';
import { readTarget, readTargetOrId, readTargets, type TargetEntry } from './targets.ts';

type ListName = Exclude<Mention['list'], 'protect'>;

const lists: readonly ListName[] = ['sensitive', 'public', 'ignore', 'expected', 'accept', 'allow'];

/**
 * What the lists of the files name; the last file is the one that was asked for. What any of the files declares is left
 * out: `drop` or `ignore` may have taken it out of the merged file, and it is something all the same.
 */
export function mentionsOf(roots: readonly Located[]): readonly Mention[] {
  const declared = new Set(roots.flatMap(declarationsOf).flatMap(({ target }) => namesOf(target)));
  return roots.flatMap((root, at) =>
    lists.flatMap((list) =>
      entriesIn(root, list)
        .filter(({ pattern }) => !declared.has(nameOf(pattern)))
        .map(({ pattern, node }): Mention => {
          return { list, target: pattern, source: node.source, from: at === roots.length - 1 ? 'own' : 'inherited' };
        }),
    ),
  );
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
  const client = `clients.${target.alias}`;
  return target.kind === 'key' ? [own, client, formatTarget({ ...target, alias: '*' })] : [client];
}

/** The key that a pattern names, else the client: a list of features is there with its client. */
function nameOf({ alias, section, key }: TargetPattern): string {
  const client = alias?.join('*') ?? null;
  const [literal, ...more] = key ?? [];
  if (section !== null && literal !== undefined && more.length === 0) {
    return formatTarget({ kind: 'key', alias: client, section, key: literal });
  }
  return client === null ? 'global' : `clients.${client}`;
}
