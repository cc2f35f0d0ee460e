/** Of a longer text its beginning is looked for: nothing but the same text begins with so many of its characters. */
const maxLength = 256;

const codeUnits = 0x1_0000;

/**
 * Finds one of many texts in another one, in a single pass however many they are (Aho and Corasick): the answer is what
 * the text that was found belongs to, or null. Empty texts are not looked for.
 */
export function textSearch<T extends number | object>(
  wanted: readonly (readonly [text: string, of: T])[],
): (text: string) => T | null {
  const trie = trieOf(wanted);
  if (trie.nodes.length === 0) return () => null;
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

function trieOf<T>(wanted: readonly (readonly [text: string, of: T])[]): Trie<T> {
  const trie: Trie<T> = { root: { id: 0, depth: 0, found: null, fallback: null }, next: new Map(), nodes: [] };
  for (const [text, of] of wanted) {
    let node = trie.root;
    for (let at = 0; at < text.length && at < maxLength; at += 1) node = child(trie, node, text.charCodeAt(at));
    if (node !== trie.root) node.found ??= of;
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
