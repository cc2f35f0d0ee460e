import type { PropertyValue } from '../../kinds/kind.ts';
import type { Json } from '../../leaf/json.ts';
import type { Section, Target } from '../../model/address.ts';
import { parseTargetPattern } from '../../model/target-pattern.ts';

/** Something that the files are to say as live has it. */
export type EditRequest = { readonly target: string; readonly alias: string | null } & (
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly key: string;
      /** undefined: live does not have it. */
      readonly live: Json | undefined;
      readonly file: Json | undefined;
    }
  | { readonly kind: 'property'; readonly property: string; readonly value: PropertyValue }
);

/** A row that stays as it is, and why: half a sentence that names no value. */
export type LeftOut = { readonly target: string; readonly reason: string };

/** Reads the name of one thing, as rows of drift have it; a pattern stands for what it would be without its wildcards. */
export function readTarget(text: string): Target {
  const { alias = null, section = null, key = null, property = null } = parseTargetPattern(text) ?? {};
  const client = alias?.join('*') ?? null;
  if (section !== null && key !== null) return { kind: 'key', alias: client, section, key: key.join('*') };
  if (client === null) return { kind: 'global' };
  return property === null ? { kind: 'client', alias: client } : { kind: 'property', alias: client, property };
}
