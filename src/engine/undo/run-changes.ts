import { isStructured } from '../../leaf/json.ts';
import {
  ByScope,
  formatTarget,
  keyTarget,
  type Scope,
  type Section,
  scopeId,
  sections,
  type Target,
  type ThingScope,
} from '../../model/address.ts';
import { propertyTarget } from '../../model/change.ts';
import type { RecordedCall, RecordedChange } from '../../model/run.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import { isSecret, type Value } from '../../model/value.ts';

export type RecordedKey = Extract<RecordedChange, { readonly kind: 'key' }>;
type RecordedProperty = Extract<RecordedChange, { readonly kind: 'property' }>;

type TouchedKey = { readonly kind: 'key'; readonly scope: Scope; readonly change: RecordedKey };

/** One change of a run: the values before and after it. */
export type Touched =
  | TouchedKey
  | { readonly kind: 'property'; readonly scope: ThingScope; readonly change: RecordedProperty };

/** By target: what a run changed, or may have changed. Of several calls the first before and the last after count. */
export function changesOfRun(calls: readonly RecordedCall[]): ReadonlyMap<string, Touched> {
  const found = new Map<string, Touched>();
  for (const { scope, changes } of calls.filter(mayHaveWritten)) {
    for (const touched of changes.flatMap((change) => touchedBy(scope, change))) {
      const name = nameOf(touched);
      found.set(name, withFirstBefore(touched, found.get(name)));
    }
  }
  return found;
}

/**
 * The given keys that a full replace carried over: the service may have lost them. Their values before the first such
 * call are the right ones.
 */
export function carriedOver(calls: readonly RecordedCall[], names: ReadonlySet<string>): ReadonlyMap<string, Touched> {
  const rows = calls
    .filter(mayHaveWritten)
    .flatMap(({ scope, preimage }) => (preimage === null ? [] : unchanged(scope, preimage)));
  // Backwards, so that the first call has the last word.
  const named = rows.map((row) => [nameOf(row), row] as const).filter(([name]) => names.has(name));
  return new Map(named.reverse());
}

/** The same rows by the scope that they belong to. */
export function touchedByScope(rows: readonly Touched[]): ByScope<Touched> {
  const groups = new ByScope<Touched>();
  for (const row of rows) groups.add(row.scope, row);
  return groups;
}

/** Every key that the journal of a run knows as a secret: what the run created too, and what it carried over. */
export function secretsOfRun(calls: readonly RecordedCall[]): readonly KeyAddress[] {
  return calls.flatMap(({ scope, changes, preimage }) => {
    const clientId = scopeId(scope);
    const rows = [
      ...changes.filter(isKey),
      ...(preimage === null ? [] : unchanged(scope, preimage).map(({ change }) => change)),
    ];
    return rows
      .filter(({ before, after }) => isSecret(before) || isSecret(after))
      .map(({ section, key }) => ({ clientId, section, key }));
  });
}

function isKey(change: RecordedChange): change is RecordedKey {
  return change.kind === 'key';
}

function mayHaveWritten({ state }: RecordedCall): boolean {
  return state === 'done' || state === 'unknown';
}

function touchedBy(scope: Scope, change: RecordedChange): readonly Touched[] {
  if (change.kind === 'key') return [{ kind: 'key', scope, change }];
  return scope.kind === 'global' ? [] : [{ kind: 'property', scope, change }];
}

function withFirstBefore(later: Touched, earlier: Touched | undefined): Touched {
  if (earlier?.kind === 'key' && later.kind === 'key')
    return { ...later, change: { ...later.change, before: earlier.change.before } };
  if (earlier?.kind === 'property' && later.kind === 'property')
    return { ...later, change: { ...later.change, before: earlier.change.before } };
  return later;
}

function unchanged(scope: Scope, held: NonNullable<RecordedCall['preimage']>): readonly TouchedKey[] {
  return sections.flatMap((section) =>
    [...held[section]].map(([key, value]): TouchedKey => ({ kind: 'key', scope, change: same(section, key, value) })),
  );
}

function same(section: Section, key: string, value: Value): RecordedKey {
  const type = isStructured(value) ? 'json' : 'string';
  return { kind: 'key', section, key, type, before: value, after: value };
}

function nameOf(touched: Touched): string {
  return formatTarget(touchedTarget(touched));
}

export function touchedTarget({ kind, scope, change }: Touched): Target {
  return kind === 'property' ? propertyTarget(scope, change.property) : keyTarget(scope, change.section, change.key);
}
