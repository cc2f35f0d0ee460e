import { normalizeValue } from '../../engine/compare/normalize-value.ts';
import { propertyOf, thingsKind } from '../../kinds/index.ts';
import { canonicalJson, isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import { remembered } from '../../leaf/work.ts';
import type { Edit } from '../edit/plan-edit.ts';
import { escaped, type Parsed, parsed, valueAtPath, type YamlValue } from '../edit/yaml-value.ts';
import type { EditRequest } from './choose-rows.ts';

/** The files of a configuration, those that win last; the file that was asked for is the last of them. */
export type Sources = readonly SourceText[];

export type PlacedEdit = { readonly at: number; readonly edit: Edit };
type Decided = readonly PlacedEdit[] | { readonly reason: string };

/** The edits that make the files declare a live value: in the last file that declares it, what is new in the last of all. */
export function editsFor(sources: Sources, request: EditRequest): Decided {
  return request.kind === 'key' ? keyEdits(sources, request) : propertyEdits(sources, request);
}

function propertyEdits(
  sources: Sources,
  { of, alias, property, value }: Extract<EditRequest, { kind: 'property' }>,
): Decided {
  const { place } = thingsKind(of);
  const path = [...(alias === null ? [] : [place.member, alias]), property];
  const at = lastThatSays(sources, path) ?? sources.length - 1;
  const said = valueAtPath(sources[at]?.meaning ?? nothing, path);
  // No reference is read in a list of words.
  if (propertyOf(thingsKind(of), property)?.type !== 'words' && textsIn(said).some(hasReference)) {
    return { reason: 'its value comes from a variable' };
  }
  const edit: Edit =
    typeof value === 'string'
      ? { kind: 'set', path, value: escaped(value) }
      : { kind: 'set-names', path, names: value };
  return [{ at, edit }];
}

function keyEdits(sources: Sources, request: Extract<EditRequest, { kind: 'key' }>): Decided {
  const scope = scopePath(request.alias);
  const path = [...scope, request.section, request.key];
  const graves = [...scope, 'absent', request.section];
  const valued = lastThatSays(sources, path);
  const buried = sources.findLastIndex(({ meaning }) =>
    namesIn(valueAtPath(meaning, graves) ?? nothing).has(request.key),
  );
  if (buried > (valued ?? -1)) {
    const value = escaped(request.live ?? null);
    return [
      { at: buried, edit: { kind: 'remove-entry', path: graves, name: request.key } },
      { at: buried, edit: { kind: 'set', path, value } },
    ];
  }
  const said = valued === undefined ? undefined : valueAtPath(sources[valued]?.meaning ?? nothing, path);
  if (textsIn(said).some(hasReference)) return { reason: 'its value comes from a variable' };
  if (said === undefined || said.kind === 'scalar') return partEdits(sources, path, request.file, request.live);
  return partEdits(sources, path, asStructure(request.file), asStructure(request.live));
}

const nothing = { kind: 'list', items: [] } as const;

function scopePath(alias: string | null): readonly string[] {
  return alias === null ? [] : ['clients', alias];
}

function lastThatSays(sources: Sources, path: readonly string[]): number | undefined {
  const at = sources.findLastIndex(({ meaning }) => valueAtPath(meaning, path) !== undefined);
  return at === -1 ? undefined : at;
}

// A literal ${ is written $${.
function hasReference(text: string): boolean {
  return text.replaceAll('$${', '').includes('${');
}

// Where the file has a map or list and the service keeps the same as text.
function asStructure(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  const meaning = normalizeValue('json', value);
  return isStructured(meaning) ? meaning : value;
}

/** Maps are laid over each other part by part, so that each part has a file of its own. */
function partEdits(sources: Sources, path: readonly string[], file: Json | undefined, live: Json | undefined): Decided {
  const owners = sources.flatMap(({ meaning }, at) => (valueAtPath(meaning, path) === undefined ? [] : [at]));
  const owner = owners.at(-1);
  const said = owner === undefined ? undefined : valueAtPath(sources[owner]?.meaning ?? nothing, path);
  if (said?.kind === 'map' && isJsonObject(file) && isJsonObject(live)) return mapEdits(sources, path, file, live);
  const at = owner ?? placeOfNew(sources, path);
  if (live !== undefined) return [{ at, edit: { kind: 'set', path, value: escaped(live) } }];
  if (owners.length > 1) {
    const names = owners.map((one) => sources[one]?.shown ?? '').join(' and ');
    return { reason: `${names} declare it: list it under absent, or remove it from all of them` };
  }
  return [{ at, edit: { kind: 'remove', path } }];
}

/** A new key goes to the file that was asked for, a new part of a value to where the value is. */
function placeOfNew(sources: Sources, path: readonly string[]): number {
  const keyDepth = path[0] === 'clients' ? 4 : 2;
  const beside = path.length > keyDepth ? lastThatSays(sources, path.slice(0, -1)) : undefined;
  return beside ?? sources.length - 1;
}

type JsonMap = { readonly [key: string]: Json };

function mapEdits(sources: Sources, path: readonly string[], file: JsonMap, live: JsonMap): Decided {
  const keys = [...new Set([...Object.keys(file), ...Object.keys(live)])];
  const edits: PlacedEdit[] = [];
  for (const key of keys) {
    const [before, after] = [own(file, key), own(live, key)];
    if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) continue;
    const decided = partEdits(sources, [...path, key], before, after);
    if ('reason' in decided) return decided;
    for (const edit of decided) edits.push(edit);
  }
  return edits;
}

function own(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** One file of a configuration: what to call it, its byte order mark if it has one, and the rest. */
export type SourceText = Parsed & { readonly shown: string; readonly mark: string };

/** Reads a text, which has to be sound: it was loaded before. */
export function sourceText(shown: string, text: string): SourceText {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const found = parsed(text.slice(mark.length));
  if (found === undefined) throw new Error(`${shown} was loaded and is not sound YAML`);
  return { shown, mark, ...found };
}

/** The texts of all that is at a place. */
function textsIn(meaning: YamlValue | undefined): readonly string[] {
  switch (meaning?.kind) {
    case 'scalar':
      return [meaning.text];
    case 'list':
      return meaning.items.flatMap(textsIn);
    case 'map':
      return [...meaning.entries.values()].flatMap(textsIn);
    case undefined:
      return [];
  }
}

/** The names of a list of tombstones, which stand alone or as the `key` of an entry. */
const namesIn = remembered((list: YamlValue): ReadonlySet<string> => {
  const items = list.kind === 'list' ? list.items : [];
  const names = items.flatMap((item) => {
    const name = item.kind === 'map' ? item.entries.get('key') : item;
    return name?.kind === 'scalar' ? [name.text] : [];
  });
  return new Set(names);
});
