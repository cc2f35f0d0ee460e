import { type Edit, editParsed } from '../edit/edit-yaml.ts';
import { type Parsed, parsed, type YamlValue } from '../edit/value-of-text.ts';

/** One file of a configuration: what to call it, its byte order mark if it has one, and the rest. */
export type SourceText = Parsed & { readonly shown: string; readonly mark: string };

/** Reads a text, which has to be sound: it was loaded before. */
export function sourceText(shown: string, text: string): SourceText {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const found = parsed(text.slice(mark.length));
  if (found === undefined) throw new Error(`${shown} was loaded and is not sound YAML`);
  return { shown, mark, ...found };
}

/** The source with one thing changed; a text when that cannot be. */
export function editedSource(source: SourceText, edit: Edit): SourceText | string {
  const edited = editParsed(source, edit);
  return edited.kind === 'edited' ? { ...source, ...edited.after } : `${source.shown}: ${edited.reason}`;
}

/** What a text says at a path, aliases followed; undefined: nothing. */
export function valueAtPath(meaning: YamlValue, path: readonly string[]): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>(
    (here, key) => (here?.kind === 'map' ? here.entries.get(key) : undefined),
    meaning,
  );
}

/** The texts of all that is at a place. */
export function textsIn(meaning: YamlValue | undefined): readonly string[] {
  switch (meaning?.kind) {
    case 'scalar':
      return [meaning.text];
    case 'list':
      return meaning.items.flatMap(textsIn);
    case 'map':
      return [...meaning.entries.values()].flatMap(textsIn);
    case undefined:
      return [];
  }
}

/** Whether a name is in a list of tombstones, alone or as the `key` of an entry. */
export function namesIn(list: YamlValue | undefined): ReadonlySet<string> {
  const items = list?.kind === 'list' ? list.items : [];
  const names = items.flatMap((item) => {
    const name = item.kind === 'map' ? item.entries.get('key') : item;
    return name?.kind === 'scalar' ? [name.text] : [];
  });
  return new Set(names);
}
