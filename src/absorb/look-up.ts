import { isAlias } from 'yaml';
import { isYamlMap, pairOf, type YamlDocument, type YamlMap, type YamlPair } from './yaml-document.ts';

/** The maps on the way to a pair, each with the pair that holds it (null: the whole text). */
export type Step = { readonly map: YamlMap; readonly holder: YamlPair | null };

/** Where a path leads. */
export type LookUp =
  | { readonly kind: 'found'; readonly steps: readonly Step[]; readonly pair: YamlPair }
  /** The last step lacks the first key of the rest. */
  | { readonly kind: 'missing'; readonly steps: readonly Step[]; readonly rest: readonly string[] }
  | { readonly kind: 'blocked'; readonly reason: string };

/** Follows a path. Aliases are not followed: what is behind one stands in another place. */
export function lookUp(document: YamlDocument, path: readonly string[]): LookUp {
  const steps: Step[] = [];
  let [node, holder]: [unknown, YamlPair | null] = [document.contents, null];
  for (const [at, key] of path.entries()) {
    if (isAlias(node)) return { kind: 'blocked', reason: 'it stands behind an alias' };
    if (!isYamlMap(node)) return { kind: 'blocked', reason: 'what should hold it is not a map' };
    steps.push({ map: node, holder });
    const pair = pairOf(node, key);
    if (pair === undefined) return { kind: 'missing', steps, rest: path.slice(at) };
    [node, holder] = [pair.value, pair];
  }
  return holder === null ? { kind: 'blocked', reason: 'it has no name' } : { kind: 'found', steps, pair: holder };
}
