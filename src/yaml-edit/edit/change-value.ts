import { isScalar } from 'yaml';
import { isStructured, type Json } from '../../leaf/json.ts';
import { writeInline, writeValue } from '../write/write-value.ts';
import { appendItem, indentOf, removeItem } from './change-collection.ts';
import { isYamlSeq, type LookUp, lookUp, readDocument, type YamlSeq } from './find-node.ts';
import { replaceValue } from './value-slot.ts';
import { formsFor } from './yaml-style.ts';

/** A text that may be what is wanted; undefined where this way is closed. */
export type Attempt = () => string | undefined;
type FoundNode = Extract<LookUp, { readonly kind: 'found' }>;

/** The ways to give a key that is there another value, the one that touches least first. */
export function changeValue(
  text: string,
  path: readonly string[],
  found: FoundNode,
  value: Json,
  step: string,
): readonly Attempt[] {
  const { pair, steps } = found;
  const map = steps.at(-1)?.map;
  const indent = (map === undefined ? undefined : indentOf(text, map)) ?? '';
  const whole = formsFor(value, pair.value, steps, step).map((form): Attempt => {
    const written = writeValue(value, form);
    // Lines of a list may stand below the very column of its key, but further in they cannot be mistaken.
    return () => replaceValue(text, pair, written, `${indent}${step}`);
  });
  return Array.isArray(value) && isYamlSeq(pair.value) ? [() => changeItems(text, path, value), ...whole] : whole;
}

/** Item by item, where the new list is the old one without some and with others at its end. */
function changeItems(text: string, path: readonly string[], wanted: readonly Json[]): string | undefined {
  if (wanted.some(isStructured) || wanted.length === 0) return undefined;
  const shorter = withoutOthers(text, path, new Set(wanted.map(String)));
  const kept = listAt(shorter, path)?.items.length ?? 0;
  return wanted.slice(kept).reduce<string | undefined>((result, item) => {
    const list = listAt(result, path);
    if (result === undefined || list === undefined) return undefined;
    return appendItem(result, list, writeInline(item, 'plain', 'flow'));
  }, shorter);
}

function withoutOthers(text: string, path: readonly string[], names: ReadonlySet<string>): string | undefined {
  const list = listAt(text, path);
  const at = list?.items.findLastIndex((item) => !isScalar(item) || !names.has(item.source ?? '')) ?? -1;
  if (list === undefined || at === -1) return text;
  const shorter = removeItem(text, list, at);
  return shorter === undefined ? undefined : withoutOthers(shorter, path, names);
}

function listAt(text: string | undefined, path: readonly string[]): YamlSeq | undefined {
  const document = text === undefined ? undefined : readDocument(text);
  const found = document === undefined ? undefined : lookUp(document, path);
  return found?.kind === 'found' && isYamlSeq(found.pair.value) ? found.pair.value : undefined;
}
