/** Which application, and where its two APIs answer. */
export type Application = {
  readonly id: string;
  /** null when `configUrl` is given instead. */
  readonly region: string | null;
  /** Origin of the Configuration API, without a slash at the end. */
  readonly configUrl: string;
  /** Origin of the registration domain; null: single keys cannot be written. */
  readonly captureUrl: string | null;
  /** How calls of the registration domain prove who calls; left out: basic. The Configuration API takes Basic alone. */
  readonly auth?: 'basic' | 'signed';
};
