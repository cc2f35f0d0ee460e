import type { Json } from '../../leaf/json.ts';
import { writeValue } from '../write/write-value.ts';
import { addEntry, indentOf } from './change-collection.ts';
import type { Attempt } from './change-value.ts';
import { isFlow, type LookUp } from './find-node.ts';
import { positionsFor, replaceValue } from './value-slot.ts';
import { formsFor } from './yaml-style.ts';

type Missing = Extract<LookUp, { readonly kind: 'missing' }>;

/** The ways to write a key that is not there, with the maps that lack on the way to it; the best place first. */
export function addKey(text: string, { steps, rest }: Missing, value: Json, step: string): readonly Attempt[] {
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
