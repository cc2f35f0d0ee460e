import type { Source } from '../core/model/source.ts';
import { entriesOf, itemsOf, type Located } from './located.ts';

/** A node and the place to point at: the key for entries of a map, the value itself in a list. */
export type Found = { readonly node: Located; readonly place: Source; readonly name: string };

/** Follows a JSON pointer, as validators give it, through a tree. */
export function followPointer(root: Located, pointer: string): Found {
  let found: Found = { node: root, place: root.source, name: '' };
  for (const part of pointer.split('/').slice(1)) {
    const next = step(found, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function step({ node, name }: Found, part: string): Found | undefined {
  if (node.kind === 'list') {
    const item = itemsOf(node)[Number(part)];
    return item === undefined ? undefined : { node: item, place: item.source, name: `${name}[${part}]` };
  }
  const entry = entriesOf(node).get(part);
  if (entry === undefined) return undefined;
  return { node: entry.value, place: entry.keySource, name: name === '' ? part : `${name}.${part}` };
}
