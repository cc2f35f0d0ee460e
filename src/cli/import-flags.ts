import type { CommonFlags } from './terminal/session.ts';

/** Where the text goes. */
type Destination = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'print' };

/** What `capstan import` is asked for. */
export type ImportFlags = Pick<CommonFlags, 'format' | 'voice'> & {
  /** What was saved of an application; null: it is read from the service. */
  readonly from: string | null;
  /** null: `from` says it. */
  readonly application: string | null;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  /** Names or ids; empty: all clients. */
  readonly clients: readonly string[];
  readonly secrets: 'unmanaged' | 'references';
  readonly destination: Destination;
};
