/** Of a longer text its beginning is looked for: nothing but the same text begins with so many of its characters. */
const maxLength = 256;

const codeUnits = 0x1_0000;

/**
 * Finds one of many texts in another one, in a single pass however many they are (Aho and Corasick): the answer is the
 * index of the text that was found, or null. Empty texts are not looked for.
 */
export function textSearch(wanted: readonly string[]): (text: string) => number | null {
  const trie = trieOf(wanted);
  if (trie.found.length === 1) return () => null;
  const fallback = fallbacksOf(trie);
  return (text) => {
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = step(trie, fallback, node, text.charCodeAt(at));
      const found = trie.found[node] ?? null;
      if (found !== null) return found;
    }
    return null;
  };
}

type Trie = {
  /** By node and code unit, as one number. */
  readonly next: Map<number, number>;
  /** By node: the text that ends there. */
  readonly found: (number | null)[];
  /** The node that each node but the root comes from, and by which code unit; parents stand before their children. */
  readonly from: [parent: number, code: number][];
};

function trieOf(wanted: readonly string[]): Trie {
  const trie: Trie = { next: new Map(), found: [null], from: [[0, 0]] };
  for (const [index, text] of wanted.entries()) {
    let node = 0;
    for (let at = 0; at < text.length && at < maxLength; at += 1) node = child(trie, node, text.charCodeAt(at));
    if (node !== 0) trie.found[node] ??= index;
  }
  return trie;
}

function child({ next, found, from }: Trie, node: number, code: number): number {
  const key = node * codeUnits + code;
  const known = next.get(key);
  if (known !== undefined) return known;
  const added = found.length;
  next.set(key, added);
  found.push(null);
  from.push([node, code]);
  return added;
}

/** By node: where the longest end of what was read goes on that some text begins with. */
function fallbacksOf(trie: Trie): readonly number[] {
  const fallback: number[] = trie.found.map(() => 0);
  for (const node of breadthFirst(trie)) {
    const [parent, code] = trie.from[node] ?? [0, 0];
    const target = parent === 0 ? 0 : step(trie, fallback, fallback[parent] ?? 0, code);
    fallback[node] = target;
    trie.found[node] ??= trie.found[target] ?? null;
  }
  return fallback;
}

// A fallback is shorter than its node, so that shorter nodes have theirs first.
function breadthFirst({ from }: Trie): readonly number[] {
  const depth: number[] = [0];
  for (let node = 1; node < from.length; node += 1) depth[node] = 1 + (depth[from[node]?.[0] ?? 0] ?? 0);
  return [...from.keys()].slice(1).sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
}

function step({ next }: Trie, fallback: readonly number[], node: number, code: number): number {
  let here = node;
  for (;;) {
    const target = next.get(here * codeUnits + code);
    if (target !== undefined) return target;
    if (here === 0) return 0;
    here = fallback[here] ?? 0;
  }
}
