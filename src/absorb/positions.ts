import { keyOf, type YamlMap } from './yaml-document.ts';

// As files are written: by `capstan import`, and in the documents.
const topKeys = [
  'version',
  'extends',
  'application',
  'credentials',
  'auth',
  'unmentioned',
  'writes',
  'baseline',
  'settings',
  'custom',
  'absent',
  'clients',
  'ignore',
  'sensitive',
  'drop',
  'expected',
  'accept',
  'guards',
  'allow',
];
const clientKeys = ['id', 'find', 'unmentioned', 'features', 'settings', 'custom', 'absent'];

const clientDepth = 3;
// Two letters in common are chance.
const shortestPrefix = 3;

/** Behind which entries of a map (by number, -1: before all) a new key may stand, the best first. `depth`: 1 is the top. */
export function positionsFor(map: YamlMap, key: string, depth: number): readonly number[] {
  const keys = map.items.map((pair) => keyOf(pair) ?? '');
  const order = orderAt(depth, key);
  const best = order === undefined ? besideGroup(keys, key) : inOrder(keys, key, order);
  return [...new Set([best, keys.length - 1, -1])];
}

function orderAt(depth: number, key: string): readonly string[] | undefined {
  const order = depth === 1 ? topKeys : clientKeys;
  return (depth === 1 || depth === clientDepth) && order.includes(key) ? order : undefined;
}

function inOrder(keys: readonly string[], key: string, order: readonly string[]): number {
  const rank = order.indexOf(key);
  return keys.findLastIndex((other) => order.includes(other) && order.indexOf(other) < rank);
}

/** The last of those keys that begin like this one for longest; the last of all where none does. */
function besideGroup(keys: readonly string[], key: string): number {
  const lengths = keys.map((other) => commonPrefix(other, key));
  const longest = Math.max(0, ...lengths);
  return longest < shortestPrefix ? keys.length - 1 : lengths.lastIndexOf(longest);
}

function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length += 1;
  return length;
}
