import { isMap, isScalar, isSeq } from 'yaml';
import { matchesWildcard } from '../../leaf/text-search.ts';
import { parseTargetPattern, type TargetPattern } from '../../model/target-pattern.ts';
import { ProblemList } from '../check/problem-list.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * Whether one of the files calls a key sensitive, in whatever scope. Strict, for what is shown before the files are
 * understood: a file that cannot be read may call anything so, and so may an entry that is not a target.
 */
export function sensitiveKeysOf(texts: readonly string[]): (key: string) => boolean {
  const lists = texts.map(entriesOf);
  if (lists.some((list) => list === null)) return () => true;
  const patterns = lists.flatMap((list) => (list ?? []).map(parseTargetPattern));
  return (key) => patterns.some((pattern) => pattern === undefined || mayName(pattern, key));
}

function mayName({ kind, key: named }: TargetPattern, key: string): boolean {
  return kind !== 'key' || named === null || matchesWildcard(named, key);
}

/** What is under `sensitive`; null: unknown. */
function entriesOf(text: string): readonly string[] | null {
  const root = parseYaml(text, () => ({ file: '', line: 1, column: 1 }), new ProblemList())?.contents;
  if (!isMap(root)) return root === null ? [] : null;
  const list: unknown = root.get('sensitive', true);
  if (list === undefined) return [];
  return isSeq(list) && list.items.every(isScalar) ? list.items.map(({ value }) => String(value)) : null;
}
