import { aliasOf, type Scope, type Section } from '../model/scope.ts';
import { formatTarget, keyTarget } from '../model/target.ts';
import type { TargetPattern } from '../model/target-pattern.ts';

/** A pattern for just this key, the empty one included, which no text of a target can name. */
export function hidingPattern(scope: Scope, section: Section, key: string): TargetPattern {
  const alias = aliasOf(scope);
  return {
    text: formatTarget(keyTarget(scope, section, key)),
    kind: 'key',
    alias: alias === null ? null : [alias],
    section,
    key: [key],
    literalAlias: true,
  };
}
