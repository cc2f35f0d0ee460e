import { canonicalJson } from '../leaf/json.ts';
import { type Section, sections } from './address.ts';
import type { LiveScope } from './live.ts';
import { isSecret, type Value } from './value.ts';

/** Whether two values are equal as JSON, or the same secret; null counts as absent. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  const [left, right] = [a ?? undefined, b ?? undefined];
  if (left === undefined || right === undefined) return left === right;
  if (isSecret(left) || isSecret(right)) return isSecret(left) && isSecret(right) && left.equals(right);
  return canonicalJson(left) === canonicalJson(right);
}

/** The keys whose values differ between two reads of a scope. */
export function differingKeys(
  a: LiveScope,
  b: LiveScope,
): readonly { readonly section: Section; readonly key: string }[] {
  return sections.flatMap((section) => {
    const keys = new Set([...a.sections[section].keys(), ...b.sections[section].keys()]);
    return [...keys]
      .filter((key) => !sameValue(a.sections[section].get(key), b.sections[section].get(key)))
      .map((key) => ({ section, key }));
  });
}
