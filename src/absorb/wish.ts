import type { Json } from '../core/model/json.ts';
import type { Section } from '../core/model/scope.ts';

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
