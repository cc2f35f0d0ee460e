import { thingsKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import type { Json } from '../../leaf/json.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import type { ThingReply } from '../interface.ts';
import { membersOf, type ParseResult, right, wrong } from './parse-client.ts';

/** All things of a kind: a list of records, each with its id. */
export function parseThings(json: ParsedJson, kind: ThingKind): ParseResult<readonly ThingReply[]> {
  if (!Array.isArray(json.value)) return wrong('it is not a list');
  const things: ThingReply[] = [];
  const ids = new Set<string>();
  for (const item of json.value) {
    const thing = parseThing(item, kind);
    if (!thing.ok) return thing;
    if (ids.has(thing.value.id)) return wrong(`a ${thingsKind(kind).noun} stands in it twice`);
    ids.add(thing.value.id);
    things.push(thing.value);
  }
  return right(things);
}

/** The thing that was asked for. */
export function parseOneThing(json: ParsedJson, kind: ThingKind, id: string): ParseResult<ThingReply> {
  const thing = parseThing(json.value, kind);
  if (thing.ok && thing.value.id !== id) return wrong(`it is of another ${thingsKind(kind).noun} than was asked for`);
  return thing;
}

function parseThing(value: Json | undefined, kind: ThingKind): ParseResult<ThingReply> {
  const { noun, place } = thingsKind(kind);
  const all = membersOf(value);
  if (all === undefined) return wrong(`a ${noun} in it is not an object`);
  const id = all.get(place.id);
  if (typeof id !== 'string' || id === '') return wrong(`a ${noun} in it has no id`);
  return right({ kind, id, members: new Map([...all].filter(([name]) => !name.startsWith('_'))) });
}
