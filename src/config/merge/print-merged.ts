import { configKeys } from '../../generated/config-keys.ts';
import { byText } from '../../leaf/json.ts';
import { hidesSomething, visible } from '../../leaf/unseen.ts';
import { sections } from '../../model/address.ts';
import { askedOf, type Desired } from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import { isSecret } from '../../model/value.ts';
import {
  entriesOf,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type LocatedScalar,
  withEntries,
} from '../yaml/located.ts';
import { mapScopes, withEntry } from './scopes.ts';

/**
 * The merged file as YAML, each value with its place in a comment. References stand as they were written; secrets, and
 * the values of keys that hold one, are `(secret)`. The same files give the same text, in whatever order their keys are.
 */
export function effectiveYaml({ desired, merged }: Effective): string {
  const hidden = hideLive(hideKeys(merged, desired), desired);
  const order = Object.keys(configKeys.keys ?? {});
  const entries = [...hidden.entries].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const lines = entries.flatMap(([key, entry]) => emitEntry(key, sorted(key, entry).value));
  return `${lines.join('\n')}\n`;
}

/** A file that is sound, as `loadDesired` gives it. */
export type Effective = { readonly desired: Desired; readonly merged: LocatedMap };

function hideKeys(merged: LocatedMap, desired: Desired): LocatedMap {
  return mapScopes(merged, (scope, alias) =>
    sections.reduce((result, section) => {
      const written = result.entries.get(section);
      if (written?.value.kind !== 'map') return result;
      const values = [...written.value.entries].map(([key, entry]) => {
        const scope = askedOf(desired, alias);
        const isPlain = scope?.sections[section].get(key)?.kind === 'value';
        return [key, isPlain ? entry : hideEntry(entry)] as const;
      });
      return withEntry(result, section, { ...written, value: withEntries(written.value, values) });
    }, scope),
  );
}

function hideEntry(entry: LocatedEntry): LocatedEntry {
  const hidden: LocatedScalar = {
    kind: 'scalar',
    json: '(secret)',
    text: '(secret)',
    plain: true,
    exact: true,
    source: entry.value.source,
  };
  return { ...entry, value: hidden };
}

// Of the live values that overrides name only those are shown that were read as plain ones.
function hideLive(merged: LocatedMap, desired: Desired): LocatedMap {
  return hideLiveIn(hideLiveIn(merged, 'accept', desired.accept), 'allow', desired.allow);
}

type Override = { readonly live: unknown; readonly source: Source };

function hideLiveIn(merged: LocatedMap, name: 'accept' | 'allow', read: readonly Override[]): LocatedMap {
  const list = merged.entries.get(name);
  if (list?.value.kind !== 'list') return merged;
  const shown = new Set(read.filter(({ live }) => !isSecret(live)).map(({ source }) => placeOf(source)));
  const items = list.value.items.map((item): Located => {
    const live = entriesOf(item).get('live');
    const hides = item.kind === 'map' && live !== undefined && !shown.has(placeOf(item.source));
    return hides ? withEntry(item, 'live', hideEntry(live)) : item;
  });
  return withEntry(merged, name, { ...list, value: { ...list.value, items } });
}

function placeOf({ file, line, column }: Source): string {
  return `${file}:${line}:${column}`;
}

// Names are sorted down to the values of settings, which stay as they were written.
function sorted(key: string, entry: LocatedEntry): LocatedEntry {
  const isSection = sections.some((section) => section === key);
  const byKey = (node: Located): Located => {
    if (node.kind !== 'map') return node;
    const entries = [...node.entries].sort(([a], [b]) => byText(a, b));
    return withEntries(
      node,
      isSection ? entries : entries.map(([name, inner]) => [name, sorted(name, inner)] as const),
    );
  };
  return { ...entry, value: byKey(entry.value) };
}

/** One entry of a map as lines of YAML, each value with its place in a comment. */
function emitEntry(key: string, value: Located, indent = ''): readonly string[] {
  const name = emitKey(key);
  // YAML reads a key without `?` only if it is short.
  if (name.length > 1000) return [`${indent}? ${name}`, ...attach(`${indent}:`, value, indent)];
  return attach(`${indent}${name}:`, value, indent);
}

function attach(head: string, value: Located, indent: string): readonly string[] {
  const leaf = leafText(value);
  if (leaf !== undefined) return [`${head} ${leaf}${placeComment(value)}`];
  return [head, ...emitParts(value, `${indent}  `)];
}

function emitParts(value: Located, indent: string): readonly string[] {
  switch (value.kind) {
    case 'map':
      return [...value.entries].flatMap(([key, entry]) => emitEntry(key, entry.value, indent));
    case 'list':
      return value.items.flatMap((item) => emitItem(item, indent));
    case 'scalar':
      return [];
  }
}

function emitItem(item: Located, indent: string): readonly string[] {
  const leaf = leafText(item);
  if (leaf !== undefined) return [`${indent}- ${leaf}${placeComment(item)}`];
  const [first = '', ...rest] = emitParts(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function leafText(value: Located): string | undefined {
  switch (value.kind) {
    case 'map':
      return value.entries.size === 0 ? '{}' : undefined;
    case 'list':
      return value.items.length === 0 ? '[]' : undefined;
    case 'scalar':
      return scalarText(value);
  }
}

function scalarText({ json, text, plain }: LocatedScalar): string {
  if (json === null) return 'null';
  return plain && !text.includes('\n') && !hidesSomething(text) ? text : quoted(text);
}

function placeComment({ source: { file, line, column } }: Located): string {
  return `  # ${file.replace(/[\p{C}\u2028\u2029]/gu, '?')}:${line}:${column}`;
}

function emitKey(key: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(key) && !/^(?:true|false|null)$/iu.test(key);
  return isPlain ? key : quoted(key);
}

function quoted(text: string): string {
  return `"${visible(text.replaceAll(/["\\]/g, '\\$&'))}"`;
}
