import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** The elements of a page with the names of their attributes, and nothing of the texts. */
export function structureOf(page: string): string {
  const lines: string[] = [];
  const walk = (node: Node, depth: number): void => {
    // A place where a name may break: it has no attribute and no content.
    if (isElement(node) && node.tagName !== 'wbr')
      lines.push(`${' '.repeat(depth)}${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`);
    for (const child of childrenOf(node)) walk(child, depth + 1);
  };
  walk(parse(page), 0);
  return lines.join('\n');
}

/** All elements of a page. */
export function elementsOf(page: string): readonly Element[] {
  return elementsIn(parse(page));
}

/** All elements within one. */
export function elementsIn(root: Node): readonly Element[] {
  const found: Element[] = [];
  const walk = (node: Node): void => {
    if (isElement(node)) found.push(node);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(root);
  return found;
}

/** The text of an element and of all within. */
export function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return childrenOf(node).map(textOf).join('');
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function childrenOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}
