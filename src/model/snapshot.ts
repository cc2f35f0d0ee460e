import type { Json } from '../leaf/json.ts';
import type { ClientRest } from './live.ts';
import type { SettingOption } from './setting.ts';

/** One section of a scope. A key stands in one of the two maps. */
export type SnapshotSection = {
  readonly values: { readonly [key: string]: Json };
  /** Keyed fingerprints, `hmac:<key id>:<hex digits>`, of values that are secret or were to be left out. */
  readonly hidden: { readonly [key: string]: string };
  /** Those of the hidden keys that only look like secrets, by their name or the form of their value; earlier versions do not say. */
  readonly looks?: readonly string[];
  /** Keys whose value holds a number that does not survive parsing and printing. */
  readonly inexact: readonly string[];
};

export type SnapshotScope = { readonly settings: SnapshotSection; readonly custom: SnapshotSection };

export type SnapshotClient = {
  readonly id: string;
  readonly name: string;
  readonly features: readonly string[] | null;
  readonly ipWhitelist: readonly string[] | null;
  /** Further properties, by the names that replies have for them; left out: there are none. */
  readonly rest?: ClientRest;
  readonly unknownNames: readonly string[];
  readonly scope: SnapshotScope;
};

/** Live state in a file, without a single secret value: the whole application as it was read. */
export type Snapshot = {
  readonly kind: 'capstan-snapshot';
  readonly formatVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly application: { readonly id: string; readonly region: string | null };
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Targets that `--redact` named: their values are hidden although no one calls them secret. */
  readonly redacted: readonly string[];
  /** null when the service does not give the reply. */
  readonly options: readonly SettingOption[] | null;
  readonly global: SnapshotScope;
  /** By id. */
  readonly clients: readonly SnapshotClient[];
};
