import { keyCallsOf, propertyCallOf, thingsKind } from '../kinds/index.ts';
import type { Property, PropertyValue } from '../kinds/kind.ts';
import { formatTarget, keyTarget, type Scope, type Section, type Target, type ThingScope } from './address.ts';
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
