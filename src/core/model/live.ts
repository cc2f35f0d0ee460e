import type { Section } from './scope.ts';
import type { Secret } from './secret.ts';
import type { SettingOptions } from './setting.ts';
import type { Value } from './value.ts';

/** The keys of one scope as the service gave them, nulls included; secrets are sealed once `settle` has looked at them. */
export type LiveScope = {
  /** The application that the reply names in `_self`. */
  readonly application: string;
  readonly sections: Readonly<Record<Section, ReadonlyMap<string, Value>>>;
  /** Keys that hold a number which does not survive parsing and printing. */
  readonly inexact: Readonly<Record<Section, ReadonlySet<string>>>;
  /** What the client inherits (`_global` of the reply); null at the global scope. For judging only, never a body. */
  readonly inherited: Readonly<Record<Section, ReadonlyMap<string, Value>>> | null;
};

export type LiveClient = {
  readonly id: string;
  readonly application: string;
  readonly name: string;
  /** null when the reply lacks the list: then no replacing call may touch the client. */
  readonly features: readonly string[] | null;
  readonly ipWhitelist: readonly string[] | null;
  /** Underscore names of the reply that capstan does not know; a replacing call would drop them. */
  readonly unknownNames: readonly string[];
};

/** What the service has, as far as the file needs it. */
export type LiveState = {
  /** The client id whose credentials were used; null: nobody's, the state comes from a file. */
  readonly caller: string | null;
  /** The secret of the caller, which no setting may show; null: it is not known. */
  readonly callerSecret: Secret | null;
  /** By id: every client of the application. */
  readonly clients: ReadonlyMap<string, LiveClient>;
  /** null: not read, since the file does not manage it. */
  readonly global: LiveScope | null;
  /** By client id: the scopes of the declared clients that exist. */
  readonly scopes: ReadonlyMap<string, LiveScope>;
  /** By name; null when the service does not give the reply. */
  readonly options: SettingOptions;
};
