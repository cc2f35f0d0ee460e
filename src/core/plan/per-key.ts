import type { KeyChange } from '../model/change.ts';
import type { LiveScope, LiveState } from '../model/live.ts';
import { type Catalogue, isCustomName, optionOf, type SettingType } from '../model/setting.ts';
import { isSecret, type Value } from '../model/value.ts';

/**
 * Whether single-key calls may carry this change. They know no sections: a name of the options reply is a setting,
 * unless its group there is `Custom`; every other name is custom. So they serve only where no doubt is possible which key is meant; and values are texts
 * there, so JSON settings do not go.
 */
export function canGoPerKey(change: KeyChange, scope: LiveScope, live: LiveState, catalogue: Catalogue): boolean {
  const type = typeOfCall(change);
  if (change.key === '' || type === 'json' || type === 'set') return false;
  if (change.action !== 'remove' && !becomesItself(type, change.after)) return false;
  // Deleting a single key may leave an empty text behind (documentation of settings/delete_default), so that only a
  // replacing call is sure to take an empty text away.
  if (change.action === 'remove' && change.before === '') return false;
  return change.section === 'settings'
    ? isSurelySetting(change.key, scope, live)
    : isSurelyCustom(change.key, scope, live, catalogue);
}

// A custom setting that holds a list as text is a text.
function typeOfCall(change: KeyChange): SettingType {
  const value = change.action === 'remove' ? change.before : change.after;
  return change.type === 'set' && change.section === 'custom' && typeof value === 'string' ? 'string' : change.type;
}

// The service makes of a text what the setting's type says: a number in a custom setting would come back as a text.
function becomesItself(type: Exclude<SettingType, 'json' | 'set'>, after: Value): boolean {
  if (isSecret(after)) return type !== 'string' || after.isText();
  switch (type) {
    case 'string':
      return typeof after === 'string';
    case 'boolean':
      return typeof after === 'boolean';
    case 'integer':
      return Number.isSafeInteger(after);
  }
}

function isSurelySetting(key: string, { sections }: LiveScope, { options }: LiveState): boolean {
  if (sections.custom.has(key)) return false;
  return options === null ? isLive(sections.settings, key) : optionOf(options, key) !== undefined;
}

// The service may know a name that its options reply, or the lack of one, keeps from us.
function isSurelyCustom(key: string, { sections }: LiveScope, { options }: LiveState, catalogue: Catalogue): boolean {
  if (sections.settings.has(key)) return false;
  const option = options?.get(key);
  if (option !== undefined) return isCustomName(option);
  if (catalogue.facts(key)?.section === 'settings') return false;
  return options === null ? isLive(sections.custom, key) : true;
}

// A live null counts as absent.
function isLive(values: ReadonlyMap<string, Value>, key: string): boolean {
  return (values.get(key) ?? null) !== null;
}
