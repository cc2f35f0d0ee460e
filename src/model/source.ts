/** A place in a file. Line and column count from 1. */
export type Source = { readonly file: string; readonly line: number; readonly column: number };
