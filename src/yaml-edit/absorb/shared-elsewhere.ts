import { visit } from 'yaml';
import type { PathStep, YamlDocument, YamlNode, YamlPair } from '../edit/find-node.ts';

/** Whether another place of the text repeats by an alias what the steps or the pair hold, so that it would change too. */
export function isSharedElsewhere(document: YamlDocument, steps: readonly PathStep[], pair: YamlPair | null): boolean {
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
