import { visit } from 'yaml';
import type { Json } from '../../leaf/json.ts';
import { writeValue } from '../write/write-value.ts';
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
  type YamlNode,
  type YamlPair,
} from './yaml-nodes.ts';
import {
  formsFor,
  inSourceStyle,
  type Parsed,
  parsed,
  sameYamlValue,
  stepOf,
  withMeaning,
  type YamlValue,
  yamlValueOfJson,
  yamlValueOfNode,
} from './yaml-value.ts';

/** Changes one thing in a YAML text; see `editParsed`. */
export function editYaml(text: string, edit: Edit): Edited {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const before = parsed(text.slice(mark.length));
  if (before === undefined) return refused('the file is not sound YAML');
  const edited = editParsed(before, edit);
  return edited.kind === 'edited' ? { kind: 'edited', text: `${mark}${edited.after.text}` } : edited;
}

type EditedParsed = { readonly kind: 'edited'; readonly after: Parsed } | Extract<Edited, { kind: 'refused' }>;

/**
 * Changes one thing in a text by cutting and pasting: all that the edit is not about stays byte for byte. What comes out is
 * read again, and has to say what the text said before but for that one thing; a text of which no way can make that is
 * refused.
 */
export function editParsed(before: Parsed, edit: Edit): EditedParsed {
  const { document, meaning } = before;
  const found = lookUp(document, edit.path);
  if (found.kind === 'blocked') return refused(found.reason);
  const job = jobOf(before, found, edit);
  if (sameYamlValue(meaning, job.wanted)) return { kind: 'edited', after: before };
  if (isSharedElsewhere(document, found.steps, found.kind === 'found' ? found.pair : null)) {
    return refused('an alias repeats it elsewhere');
  }
  const after = firstSound(before, job);
  return after === undefined ? refused('the layout of the file does not allow it') : { kind: 'edited', after };
}

function firstSound({ text }: Parsed, { wanted, attempts }: Job): Parsed | undefined {
  for (const attempt of attempts) {
    const made = closings(text, attempt()).map(parsed);
    const sound = made.find((one) => one !== undefined && sameYamlValue(one.meaning, wanted));
    if (sound !== undefined) return sound;
  }
  return undefined;
}

function refused(reason: string): Extract<Edited, { kind: 'refused' }> {
  return { kind: 'refused', reason };
}

// A text without a line break at its end gets none, if it can do without.
function closings(before: string, made: string | undefined): readonly string[] {
  if (made === undefined) return [];
  return before.endsWith('\n') || !made.endsWith('\n') ? [made] : [made.replace(/\r?\n$/u, ''), made];
}

type EditPlace = Exclude<LookUp, { readonly kind: 'blocked' }>;
type Job = { readonly wanted: YamlValue; readonly attempts: readonly Attempt[] };

function jobOf(before: Parsed, place: EditPlace, edit: Edit): Job {
  const { text, document, meaning: whole } = before;
  switch (edit.kind) {
    case 'set':
      return setJob(before, place, edit.path, edit.value);
    case 'set-names':
      return setJob(before, place, edit.path, namesInOrder(document, place, edit.names));
    case 'remove':
      return place.kind === 'missing'
        ? { wanted: whole, attempts: [] }
        : { wanted: withMeaning(whole, edit.path, undefined), attempts: removals(text, place) };
    case 'remove-entry':
      return entryJob(before, place, edit);
  }
}

function setJob({ text, document, meaning }: Parsed, place: EditPlace, path: readonly string[], asked: Json): Job {
  const value = inSourceStyle(asked, place.kind === 'found' ? place.pair.value : null);
  const step = stepOf(text, document);
  const attempts =
    place.kind === 'found'
      ? changeValue({ text, document }, path, place, value, step)
      : addKey(text, place, value, step);
  return { wanted: withMeaning(meaning, path, yamlValueOfJson(value)), attempts };
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
  return [() => removeEntry(text, map, pair), emptied];
}

function entryJob(
  { text, document, meaning: whole }: Parsed,
  place: EditPlace,
  { path, name }: Extract<Edit, { kind: 'remove-entry' }>,
): Job {
  const list = place.kind === 'found' ? place.pair.value : null;
  const meaning = yamlValueOfNode(list, document);
  const at = meaning.kind === 'list' ? meaning.items.findIndex((item) => isNamed(item, name)) : -1;
  if (place.kind === 'missing' || meaning.kind !== 'list' || at === -1) return { wanted: whole, attempts: [] };
  const items = meaning.items.filter((_, index) => index !== at);
  const emptied: Attempt = () =>
    items.length > 0 ? undefined : replaceValue(text, place.pair, { head: '[]', body: [] }, '');
  const attempts = [() => (isYamlSeq(list) ? removeItem(text, list, at) : undefined), emptied];
  return { wanted: withMeaning(whole, path, { kind: 'list', items }), attempts };
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

/** The outcome of an edit. A reason is half a sentence about the file, and quotes nothing of it. */
type Edited =
  | { readonly kind: 'edited'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

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
    if (!isVoid) return positions.map((after) => () => addEntry(text, map, entry, after));
    if (holder === null || form.layout === 'bracketed') return [];
    const written = writeValue(Object.fromEntries([[key, nested]]), { ...form, layout: 'block' });
    const indent = outerIndent(text, outer.at(-1)?.map);
    return [() => replaceValue(text, holder, written, `${indent}${step}`)];
  });
  const bracketed = writeValue(nested, { layout: 'bracketed', quotes: 'plain', step });
  const inBrackets: Attempt = () => addEntry(text, map, { key, written: bracketed, step }, map.items.length - 1);
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
  let shared = false;
  visit(document, {
    Alias: (_, alias) => {
      const start = alias.range?.[0] ?? 0;
      // What goes together with its anchor repeats nothing that stays.
      if (names.has(alias.source) && (start < from || start >= to)) shared = true;
    },
  });
  return shared;
}

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
