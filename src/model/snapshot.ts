import type { Json } from '../leaf/json.ts';
import type { SettingOption } from './setting.ts';

/** One section of a scope. A key stands in one of the two maps. */
export type SnapshotSection = {
  /** What may be seen, by key. */
  readonly values: { readonly [key: string]: Json };
  /** Keyed fingerprints, `hmac:<key id>:<hex digits>`, of values that are secret or were to be left out. */
  readonly hidden: { readonly [key: string]: string };
  /** Those of the hidden keys that only look like secrets, by their name or the form of their value; earlier versions do not say. */
  readonly looks?: readonly string[];
  /** Keys whose value holds a number that does not survive parsing and printing. */
  readonly inexact: readonly string[];
};

/** The settings and the custom settings of the application, or of a client. */
export type SnapshotScope = {
  /** Those that the documents know. */
  readonly settings: SnapshotSection;
  /** Those of your own. */
  readonly custom: SnapshotSection;
};

/** A client: its properties, and what is its own of the settings. */
export type SnapshotClient = {
  /** The client id. */
  readonly id: string;
  /** As the service has it. */
  readonly name: string;
  /** null: the reply has none. */
  readonly features: readonly string[] | null;
  /** Networks that may use it; null: the reply has none. */
  readonly ipWhitelist: readonly string[] | null;
  /** Further properties, by the names that replies have for them; left out: there are none. */
  readonly rest?: { readonly [member: string]: Json };
  /** Names of the reply that this version does not know. */
  readonly unknownNames: readonly string[];
  /** What is its own of the settings. */
  readonly scope: SnapshotScope;
};

/** Live state in a file, without a single secret value: the whole application as it was read. */
export type Snapshot = {
  /** By which programs know the file. */
  readonly kind: 'capstan-snapshot';
  /** The format of the JSON. */
  readonly formatVersion: 1;
  /** The program that made it, and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Id, and region as the file names it; null: the file names addresses instead. */
  readonly application: { readonly id: string; readonly region: string | null };
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Targets that `--redact` named: their values are hidden although no one calls them secret. */
  readonly redacted: readonly string[];
  /** null when the service does not give the reply. */
  readonly options: readonly SettingOption[] | null;
  /** What the application itself has. */
  readonly global: SnapshotScope;
  /** By id. */
  readonly clients: readonly SnapshotClient[];
};
