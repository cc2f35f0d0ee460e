import { keyCallsOf, propertyCallOf, thingsKind } from '../kinds/index.ts';
import { entriesOf, type Property, type PropertyValue } from '../kinds/kind.ts';
import { remembered } from '../leaf/work.ts';
import {
  formatTarget,
  keyTarget,
  type Scope,
  type Section,
  scopeKey,
  type Target,
  type ThingScope,
} from './address.ts';
import type { Source } from './finding.ts';
import type { SettingType } from './setting.ts';
import type { Value } from './value.ts';

type KeyPlace = {
  readonly scope: Scope;
  readonly section: Section;
  readonly key: string;
  readonly type: SettingType;
  /** The location in the file that declares the change; null for keys that the file does not mention. */
  readonly source: Source | null;
};

/** One key is created, updated or removed. The values are the one to send and the live one. */
export type KeyChange =
  | (KeyPlace & { readonly action: 'create'; readonly after: Value })
  | (KeyPlace & {
      readonly action: 'update';
      readonly before: Value;
      readonly after: Value;
      /** The file declares the live value in another form: other blanks, case or order. Never set for a secret. */
      readonly formOnly?: true;
    })
  | (KeyPlace & { readonly action: 'remove'; readonly before: Value; readonly because: 'tombstone' | 'unmentioned' });

/** A property of one client, or of a thing of another kind, gets another value. Lists are sorted sets. */
export type PropertyChange = {
  readonly action: 'property';
  readonly scope: ThingScope;
  readonly property: Property;
  readonly before: PropertyValue;
  readonly after: PropertyValue;
  readonly source: Source;
};

export type Change = KeyChange | PropertyChange;

export function isKeyChange(change: Change): change is KeyChange {
  return change.action !== 'property';
}

export function propertyTarget({ kind, alias }: ThingScope, { name }: Pick<Property, 'name'>): Target {
  return { kind: 'property', of: kind, alias, property: name };
}

export function targetOf(change: Change): Target {
  if (change.action === 'property') return propertyTarget(change.scope, change.property);
  return keyTarget(change.scope, change.section, change.key);
}

export function changeName(change: Change): string {
  return formatTarget(targetOf(change));
}

/** One HTTP request that the plan will make. */
export type Call =
  | { readonly kind: 'set-keys'; readonly id: string; readonly scope: Scope; readonly changes: readonly KeyChange[] }
  | { readonly kind: 'delete-key'; readonly id: string; readonly scope: Scope; readonly changes: readonly [KeyChange] }
  | {
      readonly kind: 'replace-settings';
      readonly id: string;
      readonly scope: Scope;
      readonly changes: readonly KeyChange[];
    }
  | RecordCall;

/** A call that writes properties of a client, or of a thing of another kind. `replace-client` replaces its whole record. */
export type RecordCall = { readonly id: string; readonly scope: ThingScope } & (
  | { readonly kind: 'set-property'; readonly changes: readonly [PropertyChange] }
  | { readonly kind: 'replace-client'; readonly changes: readonly PropertyChange[] }
);

export function isRecordCall(call: Call): call is RecordCall {
  return call.kind === 'set-property' || call.kind === 'replace-client';
}

/** The public form of a call, as plans show it. */
export type CallShape = {
  /** Used by changes and outcomes to refer to it. */
  readonly id: string;
  /** POST writes single keys; PUT replaces. */
  readonly method: 'POST' | 'PUT';
  /** Without the origin, with the application and the client in it. */
  readonly path: string;
  /** True if the request is a full replace, which could lose what it leaves out. */
  readonly replaces: boolean;
  /** The changes that it carries, by their `target`. */
  readonly targets: readonly string[];
};

export function describeCall(call: Call, applicationId: string): CallShape {
  const targets = call.changes.map(changeName);
  const { scope } = call;
  const record = `/config/${encodeURIComponent(applicationId)}${recordPath(scope)}`;
  const post = (path: string): CallShape => ({ id: call.id, method: 'POST', path, replaces: false, targets });
  const put = (path: string): CallShape => ({ id: call.id, method: 'PUT', path, replaces: true, targets });
  switch (call.kind) {
    case 'set-keys':
      return post(keyCallsOf(scope).set);
    case 'delete-key':
      return post(keyCallsOf(scope).remove);
    case 'set-property':
      return post(propertyCallOf(call.changes[0].property).path);
    case 'replace-settings':
      return put(`${record}${keyCallsOf(scope).replace}`);
    case 'replace-client':
      return put(record);
  }
}

function recordPath(scope: Scope): string {
  return scope.kind === 'global' ? '' : `${thingsKind(scope.kind).place.path}/${encodeURIComponent(scope.clientId)}`;
}

/** An index of a plan's changes by location. */
export type ChangeIndex = {
  /** The scopes that the changes touch, each once, in their order. */
  readonly scopes: readonly Scope[];
  readonly properties: readonly PropertyChange[];
  /** Those of clients, not of things of other kinds. */
  readonly ofClients: readonly PropertyChange[];
  /** The key changes of one scope, in their order. */
  keysOf(scope: Scope): readonly KeyChange[];
  /** The change of just this key of just this scope. */
  keyAt(scope: Scope, section: Section, key: string): KeyChange | undefined;
};

type OfScope = {
  readonly scope: Scope;
  readonly keys: KeyChange[];
  readonly bySection: Readonly<Record<Section, Map<string, KeyChange>>>;
};

/** The index of a list of changes, made once for each list. */
export const changeIndex: (changes: readonly Change[]) => ChangeIndex = remembered(makeIndex);

function makeIndex(changes: readonly Change[]): ChangeIndex {
  const byScope = new Map<string | null, OfScope>();
  const properties: PropertyChange[] = [];
  for (const change of changes) {
    const own = byScope.get(scopeKey(change.scope)) ?? emptyScope(change.scope);
    byScope.set(scopeKey(change.scope), own);
    if (change.action === 'property') properties.push(change);
    else addKey(own, change);
  }
  return {
    scopes: [...byScope.values()].map(({ scope }) => scope),
    properties,
    ofClients: properties.filter(({ scope }) => scope.kind === 'client'),
    keysOf: (scope) => byScope.get(scopeKey(scope))?.keys ?? [],
    keyAt: (scope, section, key) => byScope.get(scopeKey(scope))?.bySection[section].get(key),
  };
}

function emptyScope(scope: Scope): OfScope {
  return { scope, keys: [], bySection: { settings: new Map(), custom: new Map() } };
}

function addKey({ keys, bySection }: OfScope, change: KeyChange): void {
  keys.push(change);
  bySection[change.section].set(change.key, change);
}

/** The key changes of one scope. */
export function keyChangesOf(changes: readonly Change[], scope: Scope): readonly KeyChange[] {
  return changeIndex(changes).keysOf(scope);
}

/** The changes of properties, of clients and of things of other kinds. */
export function propertyChangesOf(changes: readonly Change[]): readonly PropertyChange[] {
  return changeIndex(changes).properties;
}

/** The changes of properties of clients. */
export function clientChangesOf(changes: readonly Change[]): readonly PropertyChange[] {
  return changeIndex(changes).ofClients;
}

/** A change of a property whose values are lists. */
export type ListChange = PropertyChange & { readonly before: readonly string[]; readonly after: readonly string[] };

/** The changes of one property of clients, as lists. */
function listChangesOf(changes: readonly Change[], name: string): readonly ListChange[] {
  return clientChangesOf(changes)
    .filter(({ property }) => property.name === name)
    .map((change) => ({ ...change, before: entriesOf(change.before), after: entriesOf(change.after) }));
}

/** The changes of allow lists. */
export function allowListChangesOf(changes: readonly Change[]): readonly ListChange[] {
  return listChangesOf(changes, 'ipAllowList');
}

/** The changes of features. */
export function featureChangesOf(changes: readonly Change[]): readonly ListChange[] {
  return listChangesOf(changes, 'features');
}

/** The scopes that the changes touch, each once, in their order. */
export function touchedScopes(changes: readonly Change[]): readonly Scope[] {
  return changeIndex(changes).scopes;
}
