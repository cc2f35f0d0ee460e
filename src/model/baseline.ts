import type { PropertyValue } from '../kinds/kind.ts';
import type { Json } from '../leaf/json.ts';
import { remembered } from '../leaf/work.ts';
import { type Scope, type Section, sections, type ThingScope } from './address.ts';
import type { Policy } from './desired.ts';
import type { SettingOption } from './setting.ts';
import { type Cell, type ClientState, type ScopeState, type State, thingsOf } from './state.ts';
import { patternIndex, type TargetPattern } from './target-pattern.ts';

/** What was last applied. */
export type Baseline = State & {
  /** As it was requested: `git:REF`, or the name of a file. */
  readonly name: string;
  /** The commit of the Git ref; null for files. */
  readonly commit: string | null;
  /** A file that the commit does not contain, so nothing counts as applied; null: the baseline was read. */
  readonly missing: string | null;
  /** What the baseline left unchanged: nothing is known of these. Aliases are those of the baseline. */
  readonly ignore: readonly TargetPattern[];
  /**
   * What it accepted, so that `unmentioned: remove` did not reach it; null: the baseline is a snapshot, which is
   * complete.
   */
  readonly accepted: readonly TargetPattern[] | null;
  /** Whether `unmentioned: remove` of a file leaves a key, by what is known of the key today. */
  readonly isSpared?: (scope: Scope, section: Section, key: string) => boolean;
  /** A key that was a secret in the baseline still is: removing it from `sensitive` must not show it. */
  readonly sensitive: readonly TargetPattern[];
  /** null: a snapshot has none. `protectFiles`: whether the protect files of the baseline are known. */
  readonly policy: (Policy & { readonly protectFiles: 'known' | 'unknown' }) | null;
};

/**
 * How live values that changed since the baseline are treated. `kept`: a change that would undo them is refused.
 * `overwritten`: a flag allows overwriting them. `shown`: nothing will be applied.
 */
export type LiveEdits = 'kept' | 'overwritten' | 'shown';

/**
 * Why the file and the live application differ: since the baseline, the file changed, the live application did, or
 * both; unknown without a baseline.
 */
export type Origin = 'pending' | 'drift' | 'both' | 'unknown';

/** The scope of a baseline; undefined: it has none. A client is found by its id first. */
export function baselineScopeOf(baseline: Baseline, scope: Scope): ScopeState | undefined {
  return found(baseline, scope)?.scope;
}

/** The property in a baseline; undefined: it was not managed. */
export function baselinePropertyOf(baseline: Baseline, scope: ThingScope, name: string): PropertyValue | undefined {
  if (scope.kind === 'client') return baselineScopeOf(baseline, scope)?.properties.get(name)?.value;
  const thing = thingsOf(baseline).find(({ kind, id }) => kind === scope.kind && id === scope.clientId);
  return thing?.scope.properties.get(name)?.value;
}

/** The cell of a key in a baseline; undefined: it was not managed. */
export function baselineValueOf(baseline: Baseline, scope: Scope, section: Section, key: string): Cell | undefined {
  const known = found(baseline, scope);
  if (known === undefined) return undefined;
  const target = { kind: 'key', alias: known.alias, section, key } as const;
  if (patternIndex(baseline.ignore).matching(target).length > 0) return undefined;
  const said = known.scope.sections[section].get(key);
  if (said !== undefined || !known.scope.whole[section]) return said;
  // An unlisted key counts as absent only if the file was to remove it.
  const isAccepted = patternIndex(baseline.accepted ?? none).matching(target).length > 0;
  return isAccepted || baseline.isSpared?.(scope, section, key) === true ? undefined : { kind: 'absent' };
}

/** Whether the baseline manages any key of the scope. */
export function managesKeys(baseline: Baseline, scope: Scope): boolean {
  const known = baselineScopeOf(baseline, scope);
  return known !== undefined && sections.some((section) => known.sections[section].size > 0 || known.whole[section]);
}

const none: readonly TargetPattern[] = [];

type BaselineMatch = { readonly alias: string | null; readonly scope: ScopeState };

function found(baseline: Baseline, scope: Scope): BaselineMatch | undefined {
  if (scope.kind === 'global') return baseline.global === null ? undefined : { alias: null, scope: baseline.global };
  if (scope.kind !== 'client') return undefined;
  const { byId, byAlias } = clientsOf(baseline.clients);
  return byId.get(scope.clientId) ?? byAlias.get(scope.alias);
}

type BaselineClients = Baseline['clients'];
type Named = {
  readonly byId: ReadonlyMap<string, ClientState>;
  /** Without those that have an id: the alias may have named another client in the baseline. */
  readonly byAlias: ReadonlyMap<string, ClientState>;
};

const clientsOf: (clients: BaselineClients) => Named = remembered((clients) => {
  // Backwards, so that the first of several wins.
  const all = [...clients.values()].reverse();
  return {
    byId: new Map(all.flatMap((client) => (client.id === null ? [] : [[client.id, client]]))),
    byAlias: new Map(
      all.flatMap((client) => (client.id === null && client.alias !== null ? [[client.alias, client]] : [])),
    ),
  };
});

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
