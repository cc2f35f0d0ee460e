import type { CommonFlags } from './terminal/session.ts';

/** Where the text goes. */
type Destination = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'print' };

/** What `capstan import` is asked for. */
export type ImportFlags = Pick<CommonFlags, 'format' | 'voice'> & {
  readonly application: string;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  /** Names or ids; empty: all clients. */
  readonly clients: readonly string[];
  readonly secrets: 'unmanaged' | 'references';
  readonly destination: Destination;
};
