import { nameFinder } from '../../leaf/did-you-mean.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { declarationsOf } from '../merge/scopes.ts';
import type { Located } from '../yaml/located.ts';
import { showName } from './problem-list.ts';

/**
 * Notes names of standard settings that are close to one that the catalogue knows. Names are per application, so an
 * unknown one alone says nothing.
 */
export function checkNames(root: Located, { options, notes }: DecodeContext): void {
  const { lookup, names } = options.catalogue;
  const unknown = declarationsOf(root).flatMap(({ target, source }) => {
    const isSetting = target.kind === 'key' && target.section === 'settings';
    return isSetting && lookup(target.key) === undefined ? [{ name: target.key, source }] : [];
  });
  const find = nameFinder(names);
  for (const { name, source } of unknown) {
    const close = find(name);
    if (close === undefined) continue;
    notes.add(
      'similar-name',
      source,
      `${showName(name)} is not a setting that capstan knows`,
      `Did you mean "${close}"?`,
    );
  }
}
