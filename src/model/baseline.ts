import type { PropertyValue } from '../kinds/kind.ts';
import { remembered } from '../leaf/remembered.ts';
import { type Scope, type Section, sections, type ThingScope } from './address.ts';
import type { Policy } from './desired.ts';
import { patternIndex } from './pattern-index.ts';
import type { Cell, ClientState, ScopeState, State } from './state.ts';
import type { TargetPattern } from './target-pattern.ts';

/** What was last applied. */
export type Baseline = State & {
  /** As it was asked for: `git:REF`, or the name of a file. */
  readonly name: string;
  /** The commit that a Git ref stood for; null for files. */
  readonly commit: string | null;
  /** A file that the commit does not have, so that nothing counts as applied; null: the baseline was read. */
  readonly missing: string | null;
  /** What the baseline left unchanged: nothing is known of these. Aliases are those of the baseline. */
  readonly ignore: readonly TargetPattern[];
  /** What it accepted, so that `unmentioned: remove` did not reach it; null: no file but what live was, which is whole. */
  readonly accepted: readonly TargetPattern[] | null;
  /** Whether `unmentioned: remove` of a file spares a key for what is known of the key today. */
  readonly isSpared?: (scope: Scope, section: Section, key: string) => boolean;
  /** What was a secret then is one now: a file that no longer says so must not bring it to light. */
  readonly sensitive: readonly TargetPattern[];
  /** null: a snapshot has none. `protectFiles`: whether those of then are known. */
  readonly policy: (Policy & { readonly protectFiles: 'known' | 'unknown' }) | null;
};

/**
 * What becomes of live values that changed since the baseline. `kept`: a change that would undo them is refused.
 * `overwritten`: a flag allows to overwrite them. `shown`: nothing is to be applied.
 */
export type LiveEdits = 'kept' | 'overwritten' | 'shown';

/** Why desired and live differ: the file changed since the baseline, live did, or both; unknown without a baseline. */
export type Origin = 'pending' | 'drift' | 'both' | 'unknown';

/** What a baseline says of a scope; undefined: it does not know the scope. A client is found by its id first. */
export function baselineScopeOf(baseline: Baseline, scope: Scope): ScopeState | undefined {
  return found(baseline, scope)?.scope;
}

/** What a baseline says of a property; undefined: nothing, since it did not manage it. */
export function baselinePropertyOf(baseline: Baseline, scope: ThingScope, name: string): PropertyValue | undefined {
  if (scope.kind === 'client') return baselineScopeOf(baseline, scope)?.properties.get(name)?.value;
  const thing = baseline.things?.find(({ kind, id }) => kind === scope.kind && id === scope.clientId);
  return thing?.properties.get(name)?.value;
}

/** What a baseline says of a key; undefined: nothing, since it did not manage the key. */
export function baselineValueOf(baseline: Baseline, scope: Scope, section: Section, key: string): Cell | undefined {
  const known = found(baseline, scope);
  if (known === undefined) return undefined;
  const target = { kind: 'key', alias: known.alias, section, key } as const;
  if (patternIndex(baseline.ignore).matching(target).length > 0) return undefined;
  const said = known.scope.sections[section].get(key);
  if (said !== undefined || !known.scope.whole[section]) return said;
  // What was not listed is gone only as far as the file was to remove it.
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
  /** Without those that have an id: an alias whose baseline names another client does not speak of this one. */
  readonly byAlias: ReadonlyMap<string, ClientState>;
};

const clientsOf: (clients: BaselineClients) => Named = remembered((clients) => {
  // Backwards, so that of several the first one counts.
  const all = [...clients.values()].reverse();
  return {
    byId: new Map(all.flatMap((client) => (client.id === null ? [] : [[client.id, client]]))),
    byAlias: new Map(
      all.flatMap((client) => (client.id === null && client.alias !== null ? [[client.alias, client]] : [])),
    ),
  };
});
