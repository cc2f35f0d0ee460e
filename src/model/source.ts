/** A place in a file. */
export type Source = {
  /** Its path, from the working folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
};
