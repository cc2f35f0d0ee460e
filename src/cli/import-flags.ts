import type { ImportRequest } from '../workflows/import-origin.ts';
import type { CommonFlags } from './terminal/session.ts';

/** The flags of `capstan import`. */
export type ImportFlags = Pick<CommonFlags, 'format' | 'verbosity'> &
  Omit<ImportRequest, 'destination' | 'schema'> & {
    readonly destination: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'print' };
  };
