/** Where the text goes. */
type Destination =
  | { readonly kind: 'file'; readonly path: string }
  /** `print` is handed the text before it is proven that a plan from it is in sync. */
  | { readonly kind: 'print'; readonly print: (text: string) => Promise<void> };

/** What import is asked for. */
export type ImportRequest = {
  /** What was saved of an application; null: it is read from the service. */
  readonly from: string | null;
  /** null: `from` says it. */
  readonly application: string | null;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  /** Names or ids; empty: all clients. */
  readonly clients: readonly string[];
  /** Where an editor finds the schema, from the file that is made; null: not known. */
  readonly schema: string | null;
  readonly secrets: 'unmanaged' | 'references';
  readonly destination: Destination;
};
