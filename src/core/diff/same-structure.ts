import deepDiff from 'deep-diff';
import { canonicalJson, isJsonObject, isStructured, type Json } from '../model/json.ts';

// deep-diff recurses, so that a value nested some thousand levels deep would overflow the stack; and it looks through
// all keys of an object for each key, so that a wide object costs the square of its keys. A key "" that only the second
// value has is lost on it.
const maxDepth = 64;
const maxNodes = 2_000;

/** Whether two structured values are equal, part by part. The only file that knows deep-diff. */
export function sameStructure(a: Json, b: Json): boolean {
  if (isBeyondBounds(a) || isBeyondBounds(b)) return canonicalJson(a) === canonicalJson(b);
  return deepDiff.diff(a, b) === undefined;
}

/** Depth of a value by its brackets alone, without recursion: 0 for scalars. Stops counting above `limit`. */
export function isDeeperThan(value: Json, limit: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(partsOf).filter(isStructured);
  }
  return false;
}

function isBeyondBounds(value: Json): boolean {
  if (isDeeperThan(value, maxDepth)) throw new RangeError(`a value is nested deeper than ${maxDepth} levels`);
  return countNodes(value) > maxNodes || hasEmptyKey(value);
}

function countNodes(value: Json): number {
  return 1 + partsOf(value).reduce<number>((sum, part) => sum + countNodes(part), 0);
}

function hasEmptyKey(value: Json): boolean {
  return (isJsonObject(value) && Object.hasOwn(value, '')) || partsOf(value).some(hasEmptyKey);
}

function partsOf(value: Json): readonly Json[] {
  return isStructured(value) ? Object.values(value) : [];
}
