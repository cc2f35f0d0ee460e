import { visit } from 'yaml';
import type { Json } from '../../leaf/json.ts';
import { remembered } from '../../leaf/work.ts';
import { type Splice, writeValue } from '../write/write-value.ts';
import { type Attempt, changeValue, positionsFor, replaceValue } from './value-slot.ts';
import {
  addEntry,
  indentOf,
  isFlow,
  isYamlSeq,
  type LookUp,
  lookUp,
  type PathStep,
  removeEntry,
  removeItem,
  type YamlDocument,
  type YamlMap,
  type YamlNode,
  type YamlPair,
} from './yaml-nodes.ts';
import {
  formsFor,
  inSourceStyle,
  type MeaningChange,
  type Parsed,
  sameYamlValue,
  stepOf,
  valueAtPath,
  type YamlValue,
  yamlValueOfJson,
  yamlValueOfNode,
} from './yaml-value.ts';

/** How an edit may be done: what it changes, and the ways to that, the best first. */
export type PlannedEdit = {
  readonly kind: 'planned';
  readonly change: MeaningChange;
  readonly attempts: readonly Attempt[];
  /** The map or list that loses a part. */
  readonly loses: YamlNode | null;
  /** The map that gets a part: where it goes depends on those that are there. */
  readonly gains: YamlMap | null;
  /** The map that gets its first part, or a map for what is further in: where the next part goes is to be seen after it. */
  readonly remakes: YamlMap | null;
};

/** Why an edit cannot be done: half a sentence about the file that quotes nothing of it. */
export type Refused = { readonly kind: 'refused'; readonly reason: string };

export function refused(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** How to change one thing; `said`: the text says it already. Nothing is read again. */
export function planEdit(before: Parsed, edit: Edit): PlannedEdit | Refused | { readonly kind: 'said' } {
  const found = lookUp(before.document, edit.path);
  if (found.kind === 'blocked') return refused(found.reason);
  const plan = planOf(before, found, edit);
  const old = valueAtPath(before.meaning, edit.path);
  const next = plan.change.becomes(old);
  if (old === undefined || next === undefined ? old === next : sameYamlValue(old, next)) return { kind: 'said' };
  const isShared = isSharedElsewhere(before.document, found.steps, found.kind === 'found' ? found.pair : null);
  return isShared ? refused('an alias repeats it elsewhere') : plan;
}

type EditPlace = Exclude<LookUp, { readonly kind: 'blocked' }>;

function planOf(before: Parsed, place: EditPlace, edit: Edit): PlannedEdit {
  switch (edit.kind) {
    case 'set':
      return planSet(before, place, edit.path, edit.value);
    case 'set-names':
      return planSet(before, place, edit.path, namesInOrder(before.document, place, edit.names));
    case 'remove':
      return {
        kind: 'planned',
        change: { path: edit.path, becomes: () => undefined },
        attempts: place.kind === 'missing' ? [] : removals(before.text, place),
        loses: place.steps.at(-1)?.map ?? null,
        gains: null,
        remakes: null,
      };
    case 'remove-entry':
      return planEntry(before, place, edit);
  }
}

function planSet({ text, document }: Parsed, place: EditPlace, path: readonly string[], asked: Json): PlannedEdit {
  const value = inSourceStyle(asked, place.kind === 'found' ? place.pair.value : null);
  const step = stepOf(text, document);
  const meaning = yamlValueOfJson(value);
  const change = { path, becomes: () => meaning };
  if (place.kind === 'found') {
    const attempts = changeValue({ text, document }, path, place, value, step);
    return { kind: 'planned', change, attempts, loses: null, gains: null, remakes: null };
  }
  const map = place.steps.at(-1)?.map;
  const remakes = map !== undefined && (place.rest.length > 1 || map.items.length === 0) ? map : null;
  const gains = map ?? null;
  return { kind: 'planned', change, attempts: addKey(text, place, value, step), loses: null, gains, remakes };
}

function namesInOrder(document: YamlDocument, place: EditPlace, names: readonly string[]): readonly string[] {
  const old = place.kind === 'found' ? yamlValueOfNode(place.pair.value, document) : undefined;
  const there = old?.kind === 'list' ? old.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : [];
  const kept = there.filter((name) => names.includes(name));
  return [...kept, ...names.filter((name) => !kept.includes(name))];
}

function removals(text: string, { steps, pair }: Extract<EditPlace, { kind: 'found' }>): readonly Attempt[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const { map, holder } = last;
  const emptied: Attempt = () =>
    holder === null || map.items.length > 1 ? undefined : replaceValue(text, holder, { head: '{}', body: [] }, '');
  return [() => alone(removeEntry(text, map, pair)), emptied];
}

function alone(splice: Splice | undefined): readonly Splice[] | undefined {
  return splice === undefined ? undefined : [splice];
}

function planEntry(
  { text, document }: Parsed,
  place: EditPlace,
  { path, name }: Extract<Edit, { kind: 'remove-entry' }>,
): PlannedEdit {
  const list = place.kind === 'found' ? place.pair.value : null;
  const change = { path, becomes: (old: YamlValue | undefined) => withoutNamed(old, name) };
  const meaning = yamlValueOfNode(list, document);
  const at = meaning.kind === 'list' ? meaning.items.findIndex((item) => isNamed(item, name)) : -1;
  if (place.kind === 'missing' || meaning.kind !== 'list' || at === -1) {
    return { kind: 'planned', change, attempts: [], loses: null, gains: null, remakes: null };
  }
  const emptied: Attempt = () =>
    meaning.items.length > 1 ? undefined : replaceValue(text, place.pair, { head: '[]', body: [] }, '');
  const attempts = [() => (isYamlSeq(list) ? alone(removeItem(text, list, at)) : undefined), emptied];
  return { kind: 'planned', change, attempts, loses: list, gains: null, remakes: null };
}

function withoutNamed(old: YamlValue | undefined, name: string): YamlValue | undefined {
  if (old?.kind !== 'list') return old;
  const at = old.items.findIndex((item) => isNamed(item, name));
  return at === -1 ? old : { kind: 'list', items: old.items.toSpliced(at, 1) };
}

function isNamed(item: YamlValue, name: string): boolean {
  const found = item.kind === 'map' ? item.entries.get('key') : item;
  return found?.kind === 'scalar' && found.text === name;
}

/** One thing to change in a YAML text. A path names keys of maps, from the top. */
export type Edit =
  /** The value at the path is this one; what is missing on the way is created. */
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: Json }
  /** The list at the path holds these names, in whatever order; those that stay keep theirs. */
  | { readonly kind: 'set-names'; readonly path: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: 'remove'; readonly path: readonly string[] }
  /** The entry of the list at the path that is this name, or a map with it as `key`. */
  | { readonly kind: 'remove-entry'; readonly path: readonly string[]; readonly name: string };

type Missing = Extract<LookUp, { readonly kind: 'missing' }>;

/** The ways to write a key that is not there, with the maps that lack on the way to it; the best place first. */
function addKey(text: string, { steps, rest }: Missing, value: Json, step: string): readonly Attempt[] {
  const last = steps.at(-1);
  const [key = '', ...inner] = rest;
  if (last === undefined) return [];
  const { map, holder } = last;
  const nested = inner.reduceRight<Json>((part, name) => Object.fromEntries([[name, part]]), value);
  const positions = positionsFor(map, key, steps.length);
  const neighbour = inner.length === 0 ? (map.items[positions[0] ?? -1]?.value ?? null) : null;
  const outer = steps.slice(0, -1);
  // Brackets without anything in them are no style of the file's: they only say that nothing is there.
  const isVoid = isFlow(map) && map.items.length === 0;
  const attempts = formsFor(nested, neighbour, isVoid ? outer : steps, step).flatMap((form): readonly Attempt[] => {
    const entry = { key, written: writeValue(nested, form), step };
    if (!isVoid) return positions.map((after) => () => alone(addEntry(text, map, entry, after)));
    if (holder === null || form.layout === 'bracketed') return [];
    const written = writeValue(Object.fromEntries([[key, nested]]), { ...form, layout: 'block' });
    const indent = outerIndent(text, outer.at(-1)?.map);
    return [() => replaceValue(text, holder, written, `${indent}${step}`)];
  });
  const bracketed = writeValue(nested, { layout: 'bracketed', quotes: 'plain', step });
  const inBrackets: Attempt = () => alone(addEntry(text, map, { key, written: bracketed, step }, map.items.length - 1));
  return [...attempts, inBrackets];
}

function outerIndent(text: string, map: Parameters<typeof indentOf>[1] | undefined): string {
  return (map === undefined ? undefined : indentOf(text, map)) ?? '';
}

/** Whether another place of the text repeats by an alias what the steps or the pair hold, so that it would change too. */
function isSharedElsewhere(document: YamlDocument, steps: readonly PathStep[], pair: YamlPair | null): boolean {
  const names = new Set(steps.flatMap(({ map }) => (map.anchor === undefined ? [] : [map.anchor])));
  for (const name of pair === null ? [] : anchorsIn(pair)) names.add(name);
  if (names.size === 0) return false;
  const [from, to] = pair?.value?.range ?? [0, 0];
  // What goes together with its anchor repeats nothing that stays.
  return aliasesOf(document).some(({ source, start }) => names.has(source) && (start < from || start >= to));
}

type AliasPlace = { readonly source: string; readonly start: number };

const aliasesOf = remembered((document: YamlDocument): readonly AliasPlace[] => {
  const found: AliasPlace[] = [];
  visit(document, {
    Alias: (_, alias) => {
      found.push({ source: alias.source, start: alias.range?.[0] ?? 0 });
    },
  });
  return found;
});

function anchorsIn({ key, value }: YamlPair): readonly string[] {
  const names: string[] = [];
  for (const node of [key, value]) {
    visit(node as YamlNode | null, {
      Node: (_, found) => {
        if ('anchor' in found && found.anchor !== undefined) names.push(found.anchor);
      },
    });
  }
  return names;
}
