import type { LiveState } from '../core/model/live.ts';
import type { Secrecy, SecretReason } from '../core/model/secrecy.ts';
import type { Catalogue } from '../core/model/setting.ts';

/** What is known of the application, its secrets sealed: every scope that shall be written was read before. */
export type ImportSource = { readonly live: LiveState; readonly secrecy: Secrecy };

/** How the file names the application. */
export type ImportApplication = {
  readonly id: string;
  /** null when `configUrl` names the host instead. */
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
};

/** What the person who imports has chosen. */
export type ImportChoice = {
  readonly application: ImportApplication;
  readonly catalogue: Catalogue;
  /** Ids of the clients to write; null: all of them. */
  readonly clients: ReadonlySet<string> | null;
  /** `references`: secrets become `${secret:NAME}`. */
  readonly secrets: 'unmanaged' | 'references';
};

/** A live key or feature list that the written text does not manage, and why. Names no value. */
export type ImportNote = { readonly target: string; readonly reason: string };

/** A live key that was taken for a secret, whatever became of it, and why. */
export type ImportedSecret = { readonly target: string; readonly why: SecretReason };

/** What was written. Equal input gives equal bytes. */
export type WrittenConfig = {
  readonly text: string;
  /** null when no secret is referenced. */
  readonly envExample: string | null;
  /** The variables that are referred to. */
  readonly secretNames: ReadonlySet<string>;
  readonly notes: readonly ImportNote[];
  readonly secrets: readonly ImportedSecret[];
  readonly count: { readonly keys: number; readonly clients: number };
};
