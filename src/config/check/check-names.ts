import { nameFinder } from '../../leaf/did-you-mean.ts';
import type { Source } from '../../model/source.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { scopesOf, tombstoneKey } from '../merge/scopes.ts';
import { childOf, entriesOf, itemsOf, type Located } from '../yaml/located.ts';
import { showName } from './problem-list.ts';

/**
 * Notes names of standard settings that are close to one that the catalogue knows. Names are per application, so an
 * unknown one alone says nothing.
 */
export function checkNames(root: Located, { options, notes }: DecodeContext): void {
  const { lookup, names } = options.catalogue;
  const find = nameFinder(names);
  const check = (name: string, source: Source): void => {
    const close = lookup(name) === undefined ? find(name) : undefined;
    if (close === undefined) return;
    notes.add(
      'similar-name',
      source,
      `${showName(name)} is not a setting that capstan knows`,
      `Did you mean "${close}"?`,
    );
  };
  for (const { node } of scopesOf(root)) {
    for (const [name, { keySource }] of entriesOf(childOf(node, 'settings'))) check(name, keySource);
    for (const item of itemsOf(childOf(childOf(node, 'absent'), 'settings'))) {
      const name = tombstoneKey(item);
      if (name !== undefined) check(name, item.source);
    }
  }
}
