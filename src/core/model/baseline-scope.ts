import type { Baseline, BaselineScope, BaselineValue } from './baseline.ts';
import { patternIndex } from './pattern-index.ts';
import { remembered } from './remembered.ts';
import { type Scope, type Section, sections } from './scope.ts';
import type { TargetPattern } from './target-pattern.ts';

/** What a baseline says of a scope; undefined: it does not know the scope. A client is found by its id first. */
export function baselineScopeOf(baseline: Baseline, scope: Scope): BaselineScope | undefined {
  return found(baseline, scope)?.scope;
}

/** What a baseline says of a key; undefined: nothing, since it did not manage the key. */
export function baselineValueOf(
  baseline: Baseline,
  scope: Scope,
  section: Section,
  key: string,
): BaselineValue | undefined {
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

type Found = { readonly alias: string | null; readonly scope: BaselineScope };

function found(baseline: Baseline, scope: Scope): Found | undefined {
  if (scope.kind === 'global') return baseline.global === null ? undefined : { alias: null, scope: baseline.global };
  const { byId, byAlias } = clientsOf(baseline.clients);
  return byId.get(scope.clientId) ?? byAlias.get(scope.alias);
}

type BaselineClients = Baseline['clients'];
type Named = {
  readonly byId: ReadonlyMap<string, BaselineClients[number]>;
  /** Without those that have an id: an alias whose baseline names another client does not speak of this one. */
  readonly byAlias: ReadonlyMap<string, BaselineClients[number]>;
};

const clientsOf: (clients: BaselineClients) => Named = remembered((clients) => {
  // Backwards, so that of several the first one counts.
  const all = [...clients].reverse();
  return {
    byId: new Map(all.flatMap((client) => (client.id === null ? [] : [[client.id, client]]))),
    byAlias: new Map(
      all.flatMap((client) => (client.id === null && client.alias !== null ? [[client.alias, client]] : [])),
    ),
  };
});
