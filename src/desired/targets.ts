import { namesById, parseTargetPattern, type TargetPattern } from '../core/model/target-pattern.ts';
import { maxTargets } from './bounds.ts';
import { itemsOf, type Located, textOf } from './located.ts';
import type { ProblemList } from './problem-list.ts';

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
  return !namesById(pattern) || (pattern.literalAlias && /^clients\.@[\w-]/u.test(pattern.text));
}

const targetCure =
  'Write settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, clients.ALIAS.features, clients.ALIAS or global.';

/** The patterns of a list of targets, without those that cannot be read. */
export function readTargets(
  list: Located | undefined,
  problems: ProblemList,
  read: ReadTarget = readTarget,
): readonly TargetEntry[] {
  // More is a problem that the schema reports; each one is held against every key.
  return itemsOf(list)
    .slice(0, maxTargets)
    .flatMap((node) => {
      const pattern = read(node, problems);
      return pattern === undefined ? [] : [{ pattern, node }];
    });
}
