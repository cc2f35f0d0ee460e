import type { Json } from '../leaf/json.ts';
import type { SettingOption } from './setting.ts';

/** One section of a scope. A key is in one of the two maps. */
export type SnapshotSection = {
  /** What may be seen, by key. */
  readonly values: { readonly [key: string]: Json };
  /** Keyed fingerprints, `hmac:<key id>:<hex digits>`, of secret or redacted values. */
  readonly hidden: { readonly [key: string]: string };
  /**
   * Those of the hidden keys that only look like secrets, by their name or the form of their value; missing in earlier
   * versions.
   */
  readonly looks?: readonly string[];
  /** Keys with a number that changes when it is parsed and printed. */
  readonly inexact: readonly string[];
};

/** The settings and the custom settings of the application, or of a client. */
export type SnapshotScope = {
  /** Those that the documents know. */
  readonly settings: SnapshotSection;
  /** Those of your own. */
  readonly custom: SnapshotSection;
};

/** A client: its properties, and its own settings. */
export type SnapshotClient = {
  /** The client id. */
  readonly id: string;
  /** As the service has it. */
  readonly name: string;
  /** null: the response has none. */
  readonly features: readonly string[] | null;
  /** Networks that may use it; null: the response has none. */
  readonly ipWhitelist: readonly string[] | null;
  /** Further properties, by the names that responses have for them; left out: there are none. */
  readonly rest?: { readonly [member: string]: Json };
  /** Names of the response that this version does not know. */
  readonly unknownNames: readonly string[];
  /** Its own settings. */
  readonly scope: SnapshotScope;
};

/** Live state in a file, without a single secret value: the whole application as it was read. */
export type Snapshot = {
  /** Identifies the format for programs. */
  readonly kind: 'capstan-snapshot';
  /** The format of the JSON. */
  readonly formatVersion: 1;
  /** The program that made it, and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Id, and the region in the file; null: the file names addresses instead. */
  readonly application: { readonly id: string; readonly region: string | null };
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Targets of `--redact`: their values are hidden although they are not secret. */
  readonly redacted: readonly string[];
  /** null when the service does not give the response. */
  readonly options: readonly SettingOption[] | null;
  /** What the application itself has. */
  readonly global: SnapshotScope;
  /** By id. */
  readonly clients: readonly SnapshotClient[];
};
