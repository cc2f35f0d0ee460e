import { ProblemList } from '../../config/check/problems-and-limits.ts';
import { diskTree } from '../../config/files/disk-tree.ts';
import { loadFiles } from '../../config/files/load-files.ts';
import { tombstoneKey } from '../../config/merge/scopes.ts';
import { fileVariables } from '../../config/references/check-references.ts';
import { childOf, entriesOf, itemsOf, type Located } from '../../config/yaml/located.ts';
import { clientProperties } from '../../kinds/index.ts';
import { sections, type Target } from '../../model/address.ts';
import type { Source } from '../../model/finding.ts';
import type { Session } from '../terminal/session.ts';

/** Where a target is set in the files. */
export type FilePlace = { readonly target: Target; readonly how: 'set' | 'absent'; readonly source: Source };

/** What one file, with all that it extends, sets. `isWhole`: false where a part of it could not be read. */
export type FilePlaces = { readonly file: string; readonly places: readonly FilePlace[]; readonly isWhole: boolean };

/**
 * The locations in one file and all that it extends, in the order of merging: the last one counts. Problems of the
 * files are not reported here; what can be read is.
 */
export async function placesIn(
  file: string,
  session: Pick<Session, 'cwd' | 'variables' | 'varsFile'>,
): Promise<FilePlaces> {
  const variables = fileVariables(session.variables, session.varsFile);
  const request = { path: file, askedAt: null };
  const { sources, complete } = await loadFiles(request, { tree: diskTree(session.cwd) }, variables, new ProblemList());
  const places = sources.flatMap(({ root }) => [...scopePlaces(root, null), ...clientPlaces(root)]);
  return { file, places, isWhole: complete };
}

function clientPlaces(root: Located): readonly FilePlace[] {
  return [...entriesOf(childOf(root, 'clients'))].flatMap(([alias, { keySource, value }]) => {
    return [
      { target: { kind: 'client', alias }, how: 'set', source: keySource } as const,
      ...propertyPlaces(value, alias),
      ...scopePlaces(value, alias),
    ];
  });
}

function propertyPlaces(client: Located, alias: string): readonly FilePlace[] {
  return clientProperties().flatMap(({ name }): readonly FilePlace[] => {
    const source = entriesOf(client).get(name)?.keySource;
    return source === undefined
      ? []
      : [{ target: { kind: 'property', of: 'client', alias, property: name }, how: 'set', source }];
  });
}

function scopePlaces(scope: Located, alias: string | null): readonly FilePlace[] {
  return sections.flatMap((section) => {
    const target = (key: string): Target => ({ kind: 'key', alias, section, key });
    const set = [...entriesOf(childOf(scope, section))].map(
      ([key, { keySource }]): FilePlace => ({ target: target(key), how: 'set', source: keySource }),
    );
    const absent = itemsOf(childOf(childOf(scope, 'absent'), section)).flatMap((item): readonly FilePlace[] => {
      const key = tombstoneKey(item);
      return key === undefined ? [] : [{ target: target(key), how: 'absent', source: item.source }];
    });
    return [...set, ...absent];
  });
}
