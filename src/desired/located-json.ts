import { type Json, objectFrom } from '../core/model/json.ts';
import type { Located } from './located.ts';

/** The JSON of a tree; inexact numbers are their text. */
export function jsonOf(node: Located): Json {
  switch (node.kind) {
    case 'scalar':
      return node.json;
    case 'list':
      return node.items.map(jsonOf);
    case 'map':
      return objectFrom([...node.entries].map(([key, entry]) => [key, jsonOf(entry.value)] as const));
  }
}
