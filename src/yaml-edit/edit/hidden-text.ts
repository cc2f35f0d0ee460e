import { isScalar } from 'yaml';
import type { Json } from '../../leaf/json.ts';
import { type Section, sections } from '../../model/address.ts';
import {
  contentEnd,
  isYamlMap,
  isYamlSeq,
  keyOf,
  pairOf,
  readDocument,
  type YamlDocument,
  type YamlMap,
  type YamlNode,
} from './yaml-nodes.ts';

/** What a file may hold that no one is to see: keys of secrets, and entries of `accept` and `allow` by their target. */
export type Hides = {
  readonly key: (alias: string | null, section: Section, key: string, value: Json) => boolean;
  readonly live: (target: string, value: Json) => boolean;
};

type Range = readonly [number, number];

/** The text with every value of a secret hidden; lines stay lines. */
export function hiddenText(text: string, hides: Hides): string {
  return text.startsWith('\ufeff') ? `\ufeff${hiddenText(text.slice(1), hides)}` : hiddenBare(text, hides);
}

function hiddenBare(text: string, hides: Hides): string {
  const document = readDocument(text);
  const root = document?.contents;
  if (document === undefined || !isYamlMap(root)) return text;
  const around = { document, hides };
  const ranges = [...keyRanges(root, null, around), ...clientRanges(root, around), ...overrideRanges(root, around)];
  return [...ranges]
    .sort(([a], [b]) => b - a)
    .reduce((rest, [start, end]) => {
      const breaks = rest.slice(start, end).match(/\r?\n/gu) ?? [];
      return `${rest.slice(0, start)}(secret)${breaks.join('')}${rest.slice(end)}`;
    }, text);
}

function childMap(map: YamlMap, key: string): YamlMap | undefined {
  const value = pairOf(map, key)?.value;
  return isYamlMap(value) ? value : undefined;
}

type Around = { readonly document: YamlDocument; readonly hides: Hides };

function clientRanges(root: YamlMap, around: Around): readonly Range[] {
  return (childMap(root, 'clients')?.items ?? []).flatMap((pair) =>
    isYamlMap(pair.value) ? keyRanges(pair.value, keyOf(pair) ?? '', around) : [],
  );
}

function keyRanges(scope: YamlMap, alias: string | null, { document, hides }: Around): readonly Range[] {
  return sections.flatMap((section) =>
    (childMap(scope, section)?.items ?? []).flatMap((pair) =>
      hides.key(alias, section, keyOf(pair) ?? '', jsonOf(pair.value, document)) ? rangeOf(pair.value) : [],
    ),
  );
}

function overrideRanges(root: YamlMap, { document, hides }: Around): readonly Range[] {
  const lists = ['accept', 'allow'].map((name) => pairOf(root, name)?.value);
  const items = lists.flatMap((list) => (isYamlSeq(list) ? list.items : []));
  return items.flatMap((item) => {
    if (!isYamlMap(item)) return [];
    const target = pairOf(item, 'target')?.value;
    const live = pairOf(item, 'live')?.value ?? null;
    const isHidden = isScalar(target) && hides.live(target.source ?? '', jsonOf(live, document));
    return isHidden ? rangeOf(live) : [];
  });
}

function jsonOf(node: YamlNode | null, document: YamlDocument): Json {
  return node === null ? null : (node.toJS(document) as Json); // YAML of the core schema is JSON
}

// A reference names a variable and is not a secret itself.
function rangeOf(value: YamlNode | null): readonly Range[] {
  if (value === null || (isScalar(value) && /^\$\{(?:env|secret):[A-Za-z_0-9]+\}$/u.test(value.source ?? '')))
    return [];
  return [[value.range[0], contentEnd(value)]];
}
