import { kindOf } from '../kinds/index.ts';
import type { Property, PropertyValue } from '../kinds/kind.ts';
import { type ClientScope, formatTarget, keyTarget, type Scope, type Section, type Target } from './address.ts';
import type { Source } from './finding.ts';
import type { SettingType } from './setting.ts';
import type { Value } from './value.ts';

type KeyPlace = {
  readonly scope: Scope;
  readonly section: Section;
  readonly key: string;
  readonly type: SettingType;
  /** The place in the file that asks for the change; null for keys that the file does not mention. */
  readonly source: Source | null;
};

/** One key gets a value, another value, or goes. Values are what will be sent and what live holds. */
export type KeyChange =
  | (KeyPlace & { readonly action: 'create'; readonly after: Value })
  | (KeyPlace & {
      readonly action: 'update';
      readonly before: Value;
      readonly after: Value;
      /** The file declares the live value in another form: other blanks, case or order. Never said of a secret. */
      readonly formOnly?: true;
    })
  | (KeyPlace & { readonly action: 'remove'; readonly before: Value; readonly because: 'tombstone' | 'unmentioned' });

/** A property of one client gets another value. Lists are sorted sets. */
export type PropertyChange = {
  readonly action: 'property';
  readonly scope: ClientScope;
  readonly property: Property;
  readonly before: PropertyValue;
  readonly after: PropertyValue;
  readonly source: Source;
};

export type Change = KeyChange | PropertyChange;

export function isKeyChange(change: Change): change is KeyChange {
  return change.action !== 'property';
}

export function propertyTarget({ alias }: ClientScope, { name }: Property): Target {
  return { kind: 'property', alias, property: name };
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
  | ClientCall;

/** A call that writes properties of a client. */
export type ClientCall = { readonly id: string; readonly scope: ClientScope } & (
  | { readonly kind: 'set-property'; readonly changes: readonly [PropertyChange] }
  | { readonly kind: 'replace-client'; readonly changes: readonly PropertyChange[] }
);

/** How a call looks from outside: what plans show and what the service sees. */
export type CallShape = {
  /** By which changes and outcomes name it. */
  readonly id: string;
  /** POST writes single keys; PUT replaces. */
  readonly method: 'POST' | 'PUT';
  /** Without the origin, with the application and the client in it. */
  readonly path: string;
  /** True when the request replaces everything at its path, so that it could lose what it leaves out. */
  readonly replaces: boolean;
  /** The changes that it carries, by their `target`. */
  readonly targets: readonly string[];
};

export function describeCall(call: Call, applicationId: string): CallShape {
  const targets = call.changes.map(changeName);
  const config = `/config/${encodeURIComponent(applicationId)}`;
  const client = call.scope.kind === 'client' ? `${config}/clients/${encodeURIComponent(call.scope.clientId)}` : config;
  const post = (path: string): CallShape => ({ id: call.id, method: 'POST', path, replaces: false, targets });
  const put = (path: string): CallShape => ({ id: call.id, method: 'PUT', path, replaces: true, targets });
  const { keys } = kindOf(call.scope);
  switch (call.kind) {
    case 'set-keys':
      return post(keys.set);
    case 'delete-key':
      return post(keys.remove);
    case 'set-property':
      return post(call.changes[0].property.call.path);
    case 'replace-settings':
      return put(`${client}${keys.replace}`);
    case 'replace-client':
      return put(client);
  }
}
