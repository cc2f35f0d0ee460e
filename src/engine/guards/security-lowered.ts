import { kindOf } from '../../kinds/index.ts';
import { canonicalJson, type Json } from '../../leaf/json.ts';
import { formatTarget } from '../../model/address.ts';
import {
  type Change,
  featureChangesOf,
  isKeyChange,
  type KeyChange,
  type ListChange,
  targetOf,
} from '../../model/change.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { type LiveClient, liveListOf } from '../../model/live.ts';
import { type Direction, type NumberDirection, type SettingSpec, specIn } from '../../model/setting.ts';
import { isSecret, type Secret } from '../../model/value.ts';
import { type GrantedPower, grantedPowers } from '../judging/access.ts';
import {
  concernedBy,
  type Effective,
  effectiveValue,
  effectiveValueBefore,
  isWithoutEffect,
  noChanges,
  valueInSection,
} from '../judging/effective-value.ts';
import {
  type Known,
  weakerAllowList,
  weakerConditions,
  weakerLimit,
  weakerParties,
} from '../judging/list-weakening.ts';
import { unlessLive, type Weakening, weakeningFact } from '../judging/shared-findings.ts';
import { allWeaknesses, gainedWeaknesses, urlsIn } from '../judging/url-weaknesses.ts';
import type { FileAlone, Guard, GuardInput } from './guard.ts';

/** An effective value would get weaker: a setting, or the rights of a client. */
export const securityLowered: Guard = { code: 'security-lowered', override: 'allow', rank: 240, check, checkFile };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.flatMap((change) =>
    isKeyChange(change)
      ? findKey(input, change)
      : featureChangesOf([change]).flatMap((list) => findFeatures(input, list)),
  );
}

function findKey(input: GuardInput, change: KeyChange): readonly Finding[] {
  const spec = specIn(input.catalogue, change.section, change.key);
  const direction = spec?.direction ?? null;
  if (spec === undefined || direction === null || isWithoutEffect(input, change)) return [];
  const [before, after] = [effectiveValueBefore(input, change), effectiveValue(input, change)];
  const found = weakening(direction, before, after);
  if (found === null) return findInSection(input, change, { spec, direction });
  const weaker = weakeningFact(found, spec, before, after);
  const fact = `${formatTarget(targetOf(change))} ${weaker}: ${direction.reason}${concernedBy(input, change)}`;
  return [finding(change, found.kind === 'unknown' ? 'warning' : 'refuse', fact)];
}

type Directed = { readonly spec: SettingSpec; readonly direction: Direction };

/**
 * For a setting that may be in either section, it is not documented which one the service reads: moving a strong value
 * from one to the other may disable it. Only a warning, so that the two can be merged.
 */
function findInSection(input: GuardInput, change: KeyChange, { spec, direction }: Directed): readonly Finding[] {
  const before = valueInSection({ ...input, changes: noChanges }, change);
  if (spec.section !== 'either' || before.kind !== 'value' || before.from === 'default') return [];
  const after = valueInSection(input, change);
  const found = weakening(direction, before, after);
  if (found === null) return [];
  const weaker = `${weakeningFact(found, spec, before, after)}, if the service reads ${change.section} alone (the documentation does not say which section applies)`;
  const fact = `${formatTarget(targetOf(change))} ${weaker}: ${direction.reason}${concernedBy(input, change)}`;
  return [finding(change, 'warning', fact)];
}

const unknown: Effective = { kind: 'not-read' };

// All others need two values to compare.
const weakAlone: ReadonlySet<Weakening['kind']> = new Set(['unusual', 'url', 'opened', 'gone', 'odd-after']);

/** A value that is weak in itself. */
function checkFile({ asked, catalogue }: FileAlone): readonly Finding[] {
  return asked.filter(isKeyChange).flatMap((change) => {
    const { scope, section, key } = change;
    const spec = specIn(catalogue, section, key);
    const direction = spec?.direction ?? null;
    const isIgnored = kindOf(scope).inherits && spec?.globalOnly === true;
    if (spec === undefined || direction === null || isIgnored || change.action !== 'create' || isSecret(change.after))
      return [];
    const after: Effective = { kind: 'value', json: change.after, from: 'own' };
    const found = weakening(direction, unknown, after);
    if (found === null || !weakAlone.has(found.kind)) return [];
    const fact = `${formatTarget(targetOf(change))} ${weakeningFact(found, spec, unknown, after)}: ${direction.reason}`;
    return [unlessLive(finding(change, 'refuse', fact))];
  });
}

function findFeatures(input: GuardInput, change: ListChange): readonly Finding[] {
  const powers = grantedPowers(change.before, change.after);
  const refused = powers.filter(({ strong }) => strong);
  const mentioned = powers.filter(({ strong }) => !strong);
  const client = input.live.clients.get(change.scope.clientId);
  return [
    ...(refused.length === 0 ? [] : [finding(change, 'refuse', `${powerText(change, refused)}${openness(client)}`)]),
    ...(mentioned.length === 0 ? [] : [finding(change, 'warning', powerText(change, mentioned))]),
  ];
}

function powerText({ scope }: ListChange, powers: readonly GrantedPower[]): string {
  const gained = powers.map(({ feature, power }) => `${feature}, which lets it ${power}`);
  return `client ${scope.alias} would gain ${gained.join('; and ')}`;
}

function openness(client: LiveClient | undefined): string {
  const isOpen = liveListOf(client, 'ipAllowList')?.some((range) => range.endsWith('/0')) === true;
  return isOpen ? '; its allow list (ipWhitelist) admits every address' : '';
}

function finding(change: Change, severity: Severity, fact: string): Finding {
  return { code: 'security-lowered', severity, fact, cure: '', target: targetOf(change), source: change.source };
}

/** Compares two effective values; null: not weaker, or not to be judged. */
export function weakening(direction: Direction, before: Effective, after: Effective): Weakening | null {
  if (after.kind === 'secret') {
    return direction.kind === 'url' && isUrlOfFile(after.secret)
      ? ofMaskedUrls(direction, before, after.secret)
      : hidden;
  }
  if (after.kind === 'not-read' || isSame(before, after)) return null;
  switch (direction.kind) {
    case 'higher-is-weaker':
    case 'lower-is-weaker':
      return ofNumber(direction, before, after);
    case 'true-is-weaker':
    case 'false-is-weaker':
      return ofSwitch(direction.kind, before, after);
    case 'url':
      return ofUrls(direction, before, after);
    case 'allow-list':
      return weakerAllowList(before, after);
    case 'fewer-is-weaker':
      return weakerConditions(before, after);
    case 'more-is-weaker':
      return weakerParties(direction, before, after);
    case 'unset-is-weaker':
      return weakerLimit(direction, before, after);
  }
}

function isSame(before: Effective, after: Effective): boolean {
  return before.kind === 'value' && after.kind === 'value' && canonicalJson(before.json) === canonicalJson(after.json);
}

/** `unknown`: there is no value, or one that was not seen. `odd`: there is one, in a form that cannot be judged. */
type Weakness = number | 'unknown' | 'odd';

function ofNumber(direction: NumberDirection, before: Effective, after: Known): Weakening | null {
  const [from, to] = [weaknessOf(direction, before), weaknessOf(direction, after)];
  if (to === 'odd') return { kind: 'odd-after' };
  if (to === 'unknown') return isAsWeak(from) ? null : { kind: 'unknown' };
  if (typeof from === 'number') return to > from ? { kind: after.kind === 'unset' ? 'gone' : 'value' } : null;
  return withoutComparison(direction, before, after, to);
}

// An unknown value counts as weak as another unknown one.
function isAsWeak(weakness: Weakness): boolean {
  return weakness === 'unknown' || weakness === Number.POSITIVE_INFINITY;
}

function withoutComparison(direction: NumberDirection, before: Effective, after: Known, to: number): Weakening | null {
  if (after.kind === 'unset') return { kind: 'gone' };
  if (to > likelyWeakness(direction, before)) return { kind: 'value' };
  return to > weaknessOfNumber(direction, direction.usual) ? { kind: 'unusual', direction } : null;
}

// "5 " is not an integer, but most likely means 5.
function likelyWeakness(direction: NumberDirection, value: Effective): number {
  const text = value.kind === 'value' && typeof value.json === 'string' ? value.json.trim() : '';
  return text === '' ? Number.NaN : weaknessOfNumber(direction, Number(text));
}

function weaknessOf(direction: NumberDirection, value: Effective): Weakness {
  if (value.kind === 'unset') return direction.unset === 'weakest' ? Number.POSITIVE_INFINITY : 'unknown';
  if (value.kind !== 'value') return 'unknown';
  const { json } = value;
  const isWhole = typeof json === 'number' || (typeof json === 'string' && /^-?(?:0|[1-9]\d*)$/u.test(json));
  return isWhole ? weaknessOfNumber(direction, Number(json)) : 'odd';
}

function weaknessOfNumber({ kind, zero }: NumberDirection, value: number): number {
  if (kind === 'lower-is-weaker') return -value;
  return value < 0 || (value === 0 && zero === 'may-be-unlimited') ? Number.POSITIVE_INFINITY : value;
}

function ofSwitch(kind: 'true-is-weaker' | 'false-is-weaker', before: Effective, after: Known): Weakening | null {
  const weak = kind === 'true-is-weaker';
  const [from, to] = [booleanOf(before), booleanOf(after)];
  if (to === weak) return from === weak ? null : { kind: 'value' };
  if (to !== undefined) return null;
  if (after.kind === 'value') return { kind: 'odd-after' };
  return from === weak || before.kind === 'unset' ? null : { kind: 'unknown' };
}

function booleanOf(value: Effective): boolean | undefined {
  if (value.kind !== 'value') return undefined;
  if (value.json === true || value.json === 'true') return true;
  return value.json === false || value.json === 'false' ? false : undefined;
}

// A missing or unknown value has no known weakness, so any weak value counts.
type UrlDirection = Extract<Direction, { readonly kind: 'url' }>;

function ofUrls({ list }: UrlDirection, before: Effective, after: Known): Weakening | null {
  const urlsOf = (value: Effective): readonly string[] | undefined =>
    value.kind === 'value' ? urlsIn(value.json, list) : [];
  const to = urlsOf(after);
  if (to === undefined) return { kind: 'odd-after' };
  const gained = gainedWeaknesses(urlsOf(before) ?? [], to);
  return gained.length === 0 ? null : { kind: 'url', gained };
}

const hidden: Weakening = { kind: 'hidden' };

// A URL with a password is masked, but reviewers of the file can see it, so its weakness can be named.
function isUrlOfFile(secret: Secret): boolean {
  return secret.isOfFile() && secret.is((json) => typeof json === 'string');
}

function ofMaskedUrls({ list }: UrlDirection, before: Effective, after: Secret): Weakening | null {
  const gained = allWeaknesses.filter((name) =>
    holdsOf(before, list, (from) => after.is((json) => gainedWeaknesses(from, urlsOrNone(json, list)).includes(name))),
  );
  return gained.length === 0 ? null : { kind: 'url', gained };
}

// A value that is not a text has no URL.
function urlsOrNone(json: Json, list: UrlDirection['list']): readonly string[] {
  return urlsIn(json, list) ?? [];
}

/** Asks a question about the URLs of a value, secrets included; undefined for values that were not read. */
function holdsOf(value: Effective, list: UrlDirection['list'], holds: (urls: readonly string[]) => boolean): boolean {
  if (value.kind === 'value') return holds(urlsOrNone(value.json, list));
  const isReadable = value.kind === 'secret' && value.secret.is(() => true);
  return isReadable ? value.secret.is((json) => holds(urlsOrNone(json, list))) : holds([]);
}
