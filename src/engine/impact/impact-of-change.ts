import { canonicalJson, isJsonObject, type Json } from '../../leaf/json.ts';
import { splitThing } from '../../model/address.ts';
import type { PlanChange, PlanValue } from '../../model/plan.ts';
import { type ImpactOf, type RiskClass, riskClasses, type SettingImpact } from '../../model/setting.ts';
import { readTarget } from '../../model/target-pattern.ts';

/** The effect of a change on users. `risk` null: the effect of the setting is unknown. */
export type Review = { readonly risk: RiskClass | null; readonly impact: string };

type Reviewed = Pick<PlanChange, 'action' | 'target' | 'before' | 'after'>;

/** The class of risk of a change, and a sentence on what users will notice. Shows no secret. */
export function reviewChange(change: Reviewed, impactOf: ImpactOf): Review {
  const target = readTarget(change.target);
  if (target.kind !== 'key') return propertyReview(change);
  const { alias, section, key } = target;
  const facts = impactOf(section, key);
  const sentence = facts && settingText(change, facts, alias);
  const parts = [secretText(change), sentence ?? unknownText(section, facts)];
  return { risk: facts?.risk ?? null, impact: parts.filter((text) => text !== '').join(' ') };
}

function propertyReview({ target, before, after }: Reviewed): Review {
  const thing = splitThing(target);
  if (thing === undefined || thing.rest === null)
    return { risk: null, impact: `The effect on ${target} is unknown to capstan.` };
  const { of, alias, rest } = thing;
  const [old, next] = [names(before), names(after)];
  // Properties of other kinds may have the same name and another meaning.
  switch (of === 'client' ? rest : null) {
    case 'name':
      return { risk: 'cosmetic', impact: `${alias} gets another name in the Console and the API.` };
    case 'ipAllowList':
      return { risk: 'permissions', impact: allowListImpact(alias, old, next) };
    case 'features':
      return { risk: 'permissions', impact: featureImpact(alias, old, next) };
    default:
      return { risk: null, impact: `The effect of another value of ${rest} on ${alias} is unknown to capstan.` };
  }
}

/** The addresses that a client gains and loses. */
function allowListImpact(alias: string, before: readonly string[], after: readonly string[]): string {
  if (after.length === 0)
    return `The allow list of ${alias} becomes empty. What an empty list allows is not documented.`;
  const gained = after.filter((range) => !before.includes(range));
  const lost = before.filter((range) => !after.includes(range));
  return [
    ...(gained.length === 0 ? [] : [`${alias} can be used from ${gained.join(', ')}.`]),
    ...(lost.length === 0
      ? []
      : [`Removed entries: ${lost.join(', ')}; requests from there fail unless another entry covers them.`]),
  ].join(' ');
}

function names(value: PlanValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function unknownText(section: string, facts: SettingImpact | undefined): string {
  if (facts !== undefined) return 'The effect on users is unknown.';
  return `${section === 'custom' ? 'Custom' : 'Unknown'} setting: capstan does not know what it does.`;
}

function secretText(change: Reviewed): string {
  if (!isShownSecret(change.before) && !isShownSecret(change.after)) return '';
  if (change.before === undefined) return 'A secret is set.';
  return change.after === undefined ? 'The secret is removed.' : 'The secret changes.';
}

function settingText(change: Reviewed, facts: SettingImpact, alias: string | null): string | undefined {
  const template = templateOf(change, facts);
  if (template === null) return undefined;
  // With hidden values, a sentence on both says nothing.
  const isHidden = (word: 'before' | 'after'): boolean => template.includes(`{${word}}`) && isShownSecret(change[word]);
  if (isHidden('before') || isHidden('after')) return 'What users will notice depends on the value, which is hidden.';
  const words: Readonly<Record<string, string>> = {
    users: alias === null ? 'Users' : `Users of ${alias}`,
    fallback: alias === null ? 'the service itself' : 'the global setting',
    before: valueText(change.before, facts),
    after: valueText(change.after, facts),
  };
  return template.replace(/\{(users|fallback|before|after)\}/g, (_, word: string) => String(words[word]));
}

function templateOf({ action, before, after }: Reviewed, facts: SettingImpact): string | null {
  if (action === 'remove') return facts.removed;
  const text = typeof after === 'string' ? after : JSON.stringify(after);
  const own = Object.hasOwn(facts.to, text) ? facts.to[text] : undefined;
  if (own !== undefined) return own;
  return before === undefined ? facts.added : facts.changed;
}

function valueText(value: PlanValue | undefined, { unit }: SettingImpact): string {
  if (value === undefined) return 'nothing';
  return readableValue(value, unit);
}

function isShownSecret(value: PlanValue | undefined): boolean {
  if (!isJsonObject(value) || value['secret'] !== true) return false;
  return typeof value['fingerprint'] === 'string' || value['fingerprint'] === null;
}

const meanings = new Map([
  ['owner', 'change every setting and every client'],
  ['access_issuer', 'issue access tokens for any user'],
  ['direct_access', "read and write every user's record directly"],
  ['direct_read_access', "read every user's record directly"],
  ['login_client', 'sign users in'],
]);

/** The rights that a client gains and loses by a new feature list. */
function featureImpact(alias: string, before: readonly string[], after: readonly string[]): string {
  const gained = after.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  const sentences = [...sentence(`${alias} can`, gained), ...sentence(`${alias} can no longer`, lost)];
  return sentences.length === 0 ? 'Nothing changes: the order of a feature list means nothing.' : sentences.join(' ');
}

function sentence(start: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const known = names.map((name) => {
    const meaning = meanings.get(name);
    return meaning === undefined ? `use the feature ${name}` : `${meaning} (${name})`;
  });
  return [`${start} ${known.join(', and ')}.`];
}

/** The order of review: the riskiest first; unknown comes before cosmetic. */
export function byRisk(a: RiskClass | null, b: RiskClass | null): number {
  return rank(a) - rank(b);
}

function rank(risk: RiskClass | null): number {
  return risk === null ? riskClasses.length - 1.5 : riskClasses.indexOf(risk);
}

const maxCharacters = 60;
const wholeNumber = /^-?(?:0|[1-9][0-9]{0,14})$/;

/** A value in a sentence: numbers as they are or with their unit, everything else as JSON, cut when long. */
function readableValue(value: Json, unit: SettingImpact['unit']): string {
  const number = numberIn(value);
  if (number === null) return shortened(canonicalJson(value));
  return unit === 'seconds' ? durationText(number) : String(number);
}

// The service gives some whole numbers as texts.
function numberIn(value: Json): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && wholeNumber.test(value) ? Number(value) : null;
}

function shortened(text: string): string {
  // A character is at most two columns wide, so the rest does not matter.
  const characters = Array.from(text.slice(0, 2 * (maxCharacters + 1)));
  if (characters.length <= maxCharacters) return text;
  const end = text.startsWith('"') ? '…"' : '…';
  return `${characters.slice(0, maxCharacters - end.length).join('')}${end}`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A number of seconds in words: `15 minutes`, `1 hour 30 minutes`. Exact. */
function durationText(seconds: number): string {
  if (seconds <= 0) return `${seconds} seconds`;
  let left = seconds;
  const parts = units.flatMap(([name, size]) => {
    const count = (left - (left % size)) / size;
    left %= size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ');
}
