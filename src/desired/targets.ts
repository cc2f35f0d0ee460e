import { parseTargetPattern, type TargetPattern } from '../core/model/target-pattern.ts';
import { maxTargets } from './bounds.ts';
import { itemsOf, type Located, textOf } from './located.ts';
import type { ProblemList } from './problem-list.ts';

/** A pattern of a list of targets, with its entry. */
export type TargetEntry = { readonly pattern: TargetPattern; readonly node: Located };

/** The target that a scalar names; undefined, with a problem, when it is none. */
export function readTarget(node: Located | undefined, problems: ProblemList): TargetPattern | undefined {
  const text = textOf(node);
  if (node === undefined || text === undefined) return undefined;
  const pattern = text.length > 500 ? undefined : parseTargetPattern(text);
  if (pattern !== undefined) return pattern;
  problems.add('bad-target', node.source, 'this is not a target', targetCure);
  return undefined;
}

const targetCure =
  'Write settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, clients.ALIAS.features, clients.ALIAS or global.';

/** The patterns of a list of targets, without those that cannot be read. */
export function readTargets(list: Located | undefined, problems: ProblemList): readonly TargetEntry[] {
  // More is a problem that the schema reports; each one is held against every key.
  return itemsOf(list)
    .slice(0, maxTargets)
    .flatMap((node) => {
      const pattern = readTarget(node, problems);
      return pattern === undefined ? [] : [{ pattern, node }];
    });
}
