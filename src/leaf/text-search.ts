import { rememberedByText } from './work.ts';

/** Of a longer text its beginning is looked for: nothing but the same text begins with so many of its characters. */
const maxLength = 256;

const codeUnits = 0x1_0000;

/**
 * Finds one of many texts in another one, in a single pass however many they are (Aho and Corasick): the answer is what
 * the text that was found belongs to, or null. Of several, the one that ends first counts, and of those the longest.
 * Empty texts are not looked for.
 */
export function textSearch<T extends number | object>(
  wanted: readonly (readonly [text: string, of: T])[],
): (text: string) => T | null {
  const needles = new Map<string, T>();
  for (const [text, of] of wanted) {
    const needle = text.slice(0, maxLength);
    if (needle !== '' && !needles.has(needle)) needles.set(needle, of);
  }
  let least = maxLength;
  for (const { length } of needles.keys()) least = Math.min(least, length);
  // Names and values of clients repeat, and most are short.
  const search = rememberedByText(needles.size > few ? searchFor(needles) : searchForFew([...needles]));
  return (text) => (text.length < least ? null : search(text));
}

// A trie takes longer to make than so many take to look for one by one.
const few = 8;

function searchForFew<T>(needles: readonly (readonly [needle: string, of: T])[]): (text: string) => T | null {
  // Of several that end at the same place, the longest comes first.
  const byLength = [...needles].sort(([a], [b]) => b.length - a.length);
  return (text) => {
    let found: T | null = null;
    let first = Number.POSITIVE_INFINITY;
    for (const [needle, of] of byLength) {
      const at = text.indexOf(needle);
      if (at === -1 || at + needle.length >= first) continue;
      first = at + needle.length;
      found = of;
    }
    return found;
  };
}

function searchFor<T extends number | object>(needles: ReadonlyMap<string, T>): (text: string) => T | null {
  const trie = trieOf(needles);
  setFallbacks(trie);
  return (text) => {
    let node = trie.root;
    for (let at = 0; at < text.length; at += 1) {
      node = step(trie, node, text.charCodeAt(at));
      if (node.found !== null) return node.found;
    }
    return null;
  };
}

/** A beginning of texts. */
type Node<T> = {
  readonly id: number;
  readonly depth: number;
  /** What a text belongs to that ends here. */
  found: T | null;
  /** Where the longest end of what was read goes on that some text begins with; null: at the root, which has none. */
  fallback: Node<T> | null;
};

type Trie<T> = {
  readonly root: Node<T>;
  /** By node and code unit, as one number. */
  readonly next: Map<number, Node<T>>;
  /** All but the root, each with the node that it comes from, and by which code unit. */
  readonly nodes: { readonly node: Node<T>; readonly parent: Node<T>; readonly code: number }[];
};

function trieOf<T>(needles: ReadonlyMap<string, T>): Trie<T> {
  const trie: Trie<T> = { root: { id: 0, depth: 0, found: null, fallback: null }, next: new Map(), nodes: [] };
  for (const [text, of] of needles) {
    let node = trie.root;
    for (let at = 0; at < text.length; at += 1) node = child(trie, node, text.charCodeAt(at));
    node.found = of;
  }
  return trie;
}

function child<T>({ root, next, nodes }: Trie<T>, parent: Node<T>, code: number): Node<T> {
  const key = parent.id * codeUnits + code;
  const known = next.get(key);
  if (known !== undefined) return known;
  const node = { id: nodes.length + 1, depth: parent.depth + 1, found: null, fallback: root };
  next.set(key, node);
  nodes.push({ node, parent, code });
  return node;
}

// A fallback is shorter than its node, so that shorter nodes have theirs first.
function setFallbacks<T>(trie: Trie<T>): void {
  for (const { node, parent, code } of trie.nodes.sort((a, b) => a.node.depth - b.node.depth)) {
    const fallback = parent.fallback === null ? trie.root : step(trie, parent.fallback, code);
    node.fallback = fallback;
    node.found ??= fallback.found;
  }
}

function step<T>({ next }: Trie<T>, from: Node<T>, code: number): Node<T> {
  let here = from;
  for (;;) {
    const target = next.get(here.id * codeUnits + code);
    if (target !== undefined) return target;
    if (here.fallback === null) return here;
    here = here.fallback;
  }
}

/** A pattern as the parts between its wildcards, in their order; a single part has no wildcard. */
export type Wildcard = readonly string[];

/**
 * Whether the text is these parts with any run of characters between them; none of the characters of `barrier` may be
 * in such a run. Takes time linear in the lengths of pattern and text, whatever they hold: anyone who writes one of them
 * may be an attacker. The first place of a part is always good enough: a later one leaves less for the rest, and has
 * every barrier in its gap that the first one has.
 */
export function matchesWildcard(parts: Wildcard, text: string, barrier = ''): boolean {
  // By number: with a list of many patterns this is asked millions of times, and a copy of the rest would take most of it.
  const first = parts[0] ?? '';
  if (parts.length < 2) return text === first;
  const last = parts[parts.length - 1] ?? '';
  const end = text.length - last.length;
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (let number = 1; number < parts.length - 1; number += 1) {
    const part = parts[number] ?? '';
    const found = firstPlace(part, text, at, end);
    if (found === undefined || !isFree(text, at, found, barrier)) return false;
    at = found + part.length;
  }
  return isFree(text, at, end, barrier);
}

function isFree(text: string, from: number, to: number, barrier: string): boolean {
  if (barrier === '') return true;
  for (let at = from; at < to; at += 1) if (barrier.includes(text.charAt(at))) return false;
  return true;
}

// Knuth, Morris and Pratt: after a mismatch the part moves on without going back in the text.
function firstPlace(part: string, text: string, from: number, to: number): number | undefined {
  if (part === '') return from;
  // Most texts do not hold the first character.
  const begin = text.indexOf(part.charAt(0), from);
  if (begin === -1 || begin + part.length > to) return undefined;
  const overlaps = knownOverlaps(part);
  let matched = 0;
  for (let at = begin; at < to; at += 1) {
    matched = longerBy(text.charAt(at), part, matched, overlaps);
    if (matched === part.length) return at + 1 - matched;
  }
  return undefined;
}

/** By the length of a beginning of the part: how long a shorter beginning is that it also ends with; none of the empty one. */
type Overlaps = readonly (number | undefined)[];

const mostKnown = 10_000;
const knownOverlaps = rememberedByText(overlapsOf, mostKnown);

function overlapsOf(part: string): Overlaps {
  const overlaps: (number | undefined)[] = [undefined, 0];
  let length = 0;
  for (let at = 1; at < part.length; at += 1) {
    length = longerBy(part.charAt(at), part, length, overlaps);
    overlaps.push(length);
  }
  return overlaps;
}

function longerBy(character: string, part: string, matched: number, overlaps: Overlaps): number {
  let length: number | undefined = matched;
  while (length !== undefined && part.charAt(length) !== character) length = overlaps[length];
  return length === undefined ? 0 : length + 1;
}
