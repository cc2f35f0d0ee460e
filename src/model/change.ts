import type { Property, PropertyValue } from '../kinds/kind.ts';
import { type ClientScope, formatTarget, keyTarget, type Scope, type Section, type Target } from './address.ts';
import type { SettingType } from './setting.ts';
import type { Source } from './source.ts';
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
