import type { Json } from '../core/model/json.ts';

/** One thing to change in a YAML text. A path names keys of maps, from the top. */
export type Edit =
  /** The value at the path is this one; what is missing on the way is created. */
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: Json }
  /** The list at the path holds these names, in whatever order; those that stay keep theirs. */
  | { readonly kind: 'set-names'; readonly path: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: 'remove'; readonly path: readonly string[] }
  /** The entry of the list at the path that is this name, or a map with it as `key`. */
  | { readonly kind: 'remove-entry'; readonly path: readonly string[]; readonly name: string };

/** What became of an edit. A reason is half a sentence about the file, and quotes nothing of it. */
export type Edited =
  | { readonly kind: 'edited'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };
