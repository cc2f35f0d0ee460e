import type { Json } from './json.ts';

/** A value as people and programs may see it, wherever several stand beside each other. */
export type ShownValue =
  | { readonly kind: 'value'; readonly json: Json }
  /** `fingerprint` null: nothing is known of the secret but that it is one. */
  | { readonly kind: 'secret'; readonly fingerprint: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-comparable' }
  /** Nothing is said of it: a file leaves it out. */
  | { readonly kind: 'not-managed' };
