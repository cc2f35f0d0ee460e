import { canonicalJson } from '../leaf/json.ts';
import { type Section, sections } from './address.ts';
import { type Cells, type HeldCell, valueAt } from './state.ts';
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
  a: Cells<HeldCell>,
  b: Cells<HeldCell>,
): readonly { readonly section: Section; readonly key: string }[] {
  return sections.flatMap((section) => {
    const keys = new Set([...a[section].keys(), ...b[section].keys()]);
    return [...keys]
      .filter((key) => !sameValue(valueAt(a, section, key), valueAt(b, section, key)))
      .map((key) => ({ section, key }));
  });
}
