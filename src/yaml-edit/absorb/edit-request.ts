import type { Json } from '../../leaf/json.ts';
import type { Section, Target } from '../../model/address.ts';

/** Something that the files are to say as live has it. */
export type Wish = { readonly target: string; readonly alias: string | null } & (
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly key: string;
      /** undefined: live does not have it. */
      readonly live: Json | undefined;
      readonly file: Json | undefined;
    }
  | { readonly kind: 'features'; readonly names: readonly string[] }
);

/** A row that stays as it is, and why: half a sentence that names no value. */
export type LeftOut = { readonly target: string; readonly reason: string };

const shape = /^(?:clients\.([^.]+)(?:\.(features)|\.(settings|custom)\.(.+))?|(settings|custom)\.(.+))$/su;

/** Reads the name of one thing, as rows of drift have it. */
export function readTarget(text: string): Target {
  const match = shape.exec(text);
  if (match === null) return { kind: 'global' };
  const [, alias = null, features, clientSection, clientKey, section = clientSection, key = clientKey] = match;
  if (section !== undefined && key !== undefined) {
    return { kind: 'key', alias, section: section as Section, key: key.replace(/\\([\\*])/gu, '$1') };
  }
  return features === undefined ? { kind: 'client', alias: alias ?? '' } : { kind: 'features', alias: alias ?? '' };
}
