import { isHiddenName } from '../../engine/secrecy/secret-name.ts';
import { byText } from '../../leaf/json.ts';
import { formatTarget, type Section } from '../../model/address.ts';
import type { LiveScope } from '../../model/live.ts';
import type { SecretReason } from '../../model/secrecy.ts';
import { optionOf, type SettingSpec, specIn } from '../../model/setting.ts';
import { heldValues } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import { type Decision, decideKey, type KeyPlace } from './decide-key.ts';
import type { ImportFacts } from './import-facts.ts';

/** A live key with all that its lines need. */
export type DecidedKey = {
  readonly alias: string | null;
  readonly section: Section;
  readonly key: string;
  /** The key as comments may show it. */
  readonly label: string;
  readonly target: string;
  /** null for custom settings, which have no groups. */
  readonly group: string | null;
  /** What the setting means; null: unknown. */
  readonly meaning: string | null;
  readonly decision: Decision;
  /** Why it is taken for a secret; null: it is not. */
  readonly why: SecretReason | null;
};

export type DecidedScope = Readonly<Record<Section, readonly DecidedKey[]>>;

const otherSettings = 'Other settings';

/** A scope by the name that the file has for it, and by the id of its client; null: the global scope. */
type NamedScope = { readonly alias: string | null; readonly clientId: string | null };

/** Decides on every live key of a scope: settings by group and name, custom settings by name. */
export function decideScope(facts: ImportFacts, named: NamedScope, scope: LiveScope): DecidedScope {
  const { alias, clientId } = named;
  const decideSection = (section: Section): readonly DecidedKey[] =>
    heldValues(scope.sections[section])
      .map(([key, value]) => decided(facts, alias, { clientId, scope, section, key }, value))
      .filter(({ decision }) => decision.kind !== 'absent')
      .sort(byGroupAndKey);
  return { settings: decideSection('settings'), custom: decideSection('custom') };
}

function decided(facts: ImportFacts, alias: string | null, place: KeyPlace, value: Value): DecidedKey {
  const { clientId, section, key } = place;
  const label = !isHiddenName(key) && facts.showsSecret(key) ? '(a name that shows a secret)' : key;
  const target = formatTarget({ kind: 'key', alias, section, key: label });
  const why = isSecret(value) ? facts.secrecy.reasonOf({ clientId, section, key }) : null;
  return { alias, section, key, label, target, ...known(facts, place), decision: decideKey(facts, place, value), why };
}

function known({ live, choice }: ImportFacts, { section, key }: KeyPlace): Pick<DecidedKey, 'group' | 'meaning'> {
  const setting = specIn(choice.catalogue, section, key);
  const meaning = setting === undefined ? null : describeSetting(setting);
  if (section === 'custom') return { group: null, meaning };
  const group = setting?.group ?? optionOf(live.options, key)?.group ?? otherSettings;
  return { group, meaning };
}

// Groups by name, what belongs to none of them at the end.
function byGroupAndKey(a: DecidedKey, b: DecidedKey): number {
  const rank = (key: DecidedKey): string => (key.group === otherSettings ? '1' : `0${key.group}`);
  return byText(rank(a), rank(b)) || byText(a.key, b.key);
}

const maxLength = 100;

/** What a known setting means, in its first sentence, with its unit. */
function describeSetting(facts: SettingSpec): string {
  const first = firstSentence(facts.description);
  return facts.unit === null ? first : `${first} (${facts.unit})`;
}

// A full stop after "e.g" ends no sentence. A sentence too long for a comment ends where its first thought does.
function firstSentence(text: string): string {
  const sentence = (/^.*?(?<!\b[ei]\.[ge])\.(?=\s)/s.exec(text)?.[0] ?? text).trim().replace(/\.$/, '');
  if (sentence.length <= maxLength) return sentence;
  const thought = /^.{20,100}?(?=\s\(|[;,]\s)/s.exec(sentence)?.[0];
  return thought ?? `${sentence.slice(0, maxLength).replace(/(?<!\s)\s+\S*$/, '')} ...`;
}
