import { byText } from '../../leaf/json.ts';
import { formatTarget, keyTarget, type Scope, type Section, scopeTarget, sections } from '../../model/address.ts';
import {
  type Call,
  type Change,
  isKeyChange,
  type KeyChange,
  keyChangesOf,
  touchedScopes,
} from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type LiveScope, liveScopeOf } from '../../model/live.ts';
import type { Direction, NumberDirection, SettingSpec } from '../../model/setting.ts';
import { heldValues } from '../../model/state.ts';
import type { GuardInput } from '../guards/guard.ts';
import { type Effective, type Heirs, inheritingScopes, valueBeneath } from './effective-value.ts';
import { letsAllThrough, type UrlWeakness } from './url-weaknesses.ts';

// Below this size one ordinary change is already a large share.
const leastKeysForPercent = 10;

type Churn = {
  readonly code: string;
  readonly action: KeyChange['action'];
  readonly limits: { readonly max: number; readonly percent: number };
  /** As in "would remove". */
  readonly verb: string;
  /** The member of `guards` that holds the limits. */
  readonly member: string;
};

/** Scopes in which too many keys would get one kind of change: by number, or by share of a section. */
export function findChurn(input: GuardInput, churn: Churn): readonly Finding[] {
  return touchedScopes(input.changes).flatMap((scope) => {
    const changes = keyChangesOf(input.changes, scope).filter((change) => {
      // A change back to the baseline is repair.
      return change.action === churn.action && input.origins.get(change) !== 'drift';
    });
    const reasons = [
      ...(changes.length > churn.limits.max ? [overNumber(changes.length, churn)] : []),
      ...sections.flatMap((section) => overPercent(input, scope, section, changes, churn)),
    ];
    const target = scopeTarget(scope);
    return reasons.map((reason) => ({
      code: churn.code,
      severity: 'refuse' as const,
      fact: `in ${formatTarget(target)} the plan would ${churn.verb} ${reason}`,
      cure: '',
      target,
      source: null,
    }));
  });
}

function overNumber(count: number, churn: Churn): string {
  return `${count} keys, more than guards.${churn.member}.max (${churn.limits.max})`;
}

function overPercent(
  input: GuardInput,
  scope: Scope,
  section: Section,
  changes: readonly KeyChange[],
  churn: Churn,
): readonly string[] {
  const count = changes.filter((change) => change.section === section).length;
  const live = count === 0 ? undefined : liveScopeOf(input.live, scope);
  const size = live === undefined ? 0 : heldValues(live.sections[section]).length;
  if (size < leastKeysForPercent || count * 100 <= churn.limits.percent * size) return [];
  return [
    `${count} of the ${size} keys of ${section}, more than guards.${churn.member}.percent (${churn.limits.percent} %)`,
  ];
}

type KeysOf = (scope: LiveScope, section: Section) => readonly string[];

/** Refuses full replaces of scopes with keys that cannot be written back unchanged. */
export function refuseReplacing(input: GuardInput, code: string, keysOf: KeysOf, why: string): readonly Finding[] {
  return input.calls.filter(isReplacingSettings).flatMap(({ scope }) => {
    const live = liveScopeOf(input.live, scope);
    const names = live === undefined ? [] : sections.flatMap((section) => namesOf(live, scope, section, keysOf));
    if (names.length === 0) return [];
    const fact = `${names.join(', ')} ${why}, and a full replace would have to write it back`;
    const cure = 'set application.captureUrl to write single keys, or correct the value in the Console';
    return [{ code, severity: 'refuse' as const, fact, cure, target: scopeTarget(scope), source: null }];
  });
}

function isReplacingSettings(call: Call): boolean {
  return call.kind === 'replace-settings';
}

function namesOf(live: LiveScope, scope: Scope, section: Section, keysOf: KeysOf): readonly string[] {
  return [...keysOf(live, section)].sort(byText).map((key) => formatTarget(keyTarget(scope, section, key)));
}

const note = 'a warning: a plan refuses it, unless the live application has it already';

/** For `validate`: what a plan would refuse as a change. It may be no change. */
export function unlessLive(finding: Omit<Finding, 'severity'>): Finding {
  return { ...finding, severity: 'warning', note };
}

/** Why a value is weaker than the one before. */
export type Weakening =
  /**
   * `gone`: no value, so no check. `all`: no value, so every entry is allowed. `unknown`: the default is not
   * documented. `hidden`: a secret, which must not bypass the guard. `odd-after`, `odd-before`: a form that cannot be
   * judged.
   */
  | { readonly kind: 'value' | 'gone' | 'all' | 'unknown' | 'hidden' | 'odd-after' | 'odd-before' }
  /** There is no earlier value, and it is above the usual limit. */
  | { readonly kind: 'unusual'; readonly direction: NumberDirection }
  | { readonly kind: 'url'; readonly gained: readonly UrlWeakness[] }
  | { readonly kind: 'opened' | 'dropped'; readonly entries: readonly string[] };

/** What would become weaker, as the rest of a sentence that begins with the target. */
export function weakeningFact(found: Weakening, spec: SettingSpec, before: Effective, after: Effective): string {
  const unit = spec.unit === null ? '' : ` ${spec.unit}`;
  switch (found.kind) {
    case 'value':
      return `would be ${shown(after, unit)} instead of ${shown(before, '')}, which ${isUnlimited(spec, after) ? 'may be no limit at all' : 'is weaker'}`;
    case 'unknown':
      return `is ${shown(before, unit)} and would be removed; the default without it is not documented and may be weaker`;
    case 'unusual':
      return `would be ${shown(after, unit)}; there is no value to compare it with, and ${found.direction.usual}${unit} ${extreme(found.direction)} that is usual`;
    case 'gone':
      return 'would be empty or removed, which disables the check';
    case 'all':
      return 'would be removed, which allows everything';
    case 'hidden':
      return 'would be a secret, so capstan cannot tell whether it is weaker (write the value itself, or use ${env:NAME})';
    case 'odd-after':
      return `would have a form that capstan cannot judge (write ${form(spec.direction)})`;
    case 'odd-before':
      return `has a live value${before.kind === 'value' ? ' in a form' : ''} that capstan cannot judge, so the new value may be weaker`;
    case 'url':
      return `would be a weaker URL (${found.gained.join(', ')})`;
    case 'opened':
      return `would allow more (${found.entries.map(shownEntry).join(', ')})`;
    case 'dropped':
      return `would check less (no longer ${found.entries.join(', ')})`;
  }
}

// The meaning of zero and negative numbers is not documented.
function isUnlimited({ direction }: SettingSpec, after: Effective): boolean {
  return direction?.kind === 'higher-is-weaker' && after.kind === 'value' && Number(after.json) <= 0;
}

const origins = { own: '', inherited: ' (inherited)', default: ' (the documented default)' };

function shown(value: Effective, unit: string): string {
  switch (value.kind) {
    case 'unset':
      return 'no value';
    case 'secret':
    case 'not-read':
      return 'a value that is not known';
    case 'value':
      return `${JSON.stringify(value.json)}${unit}${origins[value.from]}`;
  }
}

function extreme({ kind }: NumberDirection): string {
  return kind === 'lower-is-weaker' ? 'are the least' : 'are the most';
}

/** What a value should look like, after "write". */
function form(direction: Direction | null): string {
  switch (direction?.kind) {
    case 'higher-is-weaker':
    case 'lower-is-weaker':
      return 'a whole number, digits alone';
    case 'true-is-weaker':
    case 'false-is-weaker':
      return 'true or false';
    case 'more-is-weaker':
      return direction.entries === 'list' ? 'a list of texts' : 'a map';
    case 'url':
      return direction.list === 'commas' ? 'URLs with commas between them' : 'a URL';
    default:
      return 'a list of texts';
  }
}

function shownEntry(entry: string): string {
  return letsAllThrough(entry) ? `${entry}, that is everything` : entry;
}

/** Whom a change affects, in words; for a client's own value also the value that it overrides. Shows no secret. */
export function countsFor(world: Heirs, change: Change): string {
  if (!isKeyChange(change)) return `${change.scope.alias} alone`;
  if (change.scope.kind !== 'global') return `${change.scope.alias} alone${beneathText(valueBeneath(world, change))}`;
  const { aliases, others } = inheritingScopes(world, change);
  const names = [...aliases, ...(others ? ['clients that the file does not declare'] : [])];
  if (names.length === 0) return 'the global scope; no client inherits it';
  return `the global scope, and each client without a value of its own: ${names.join(', ')}`;
}

function beneathText(beneath: Effective): string {
  switch (beneath.kind) {
    case 'value':
      return `; else ${beneath.from === 'default' ? 'the documented default' : 'the global value'} counts, ${JSON.stringify(beneath.json)}`;
    case 'secret':
      return '; else the global value counts, a secret';
    case 'unset':
      return '; the global scope has no value';
    case 'not-read':
      return '';
  }
}
