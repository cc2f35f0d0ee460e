import { kindOf } from '../../kinds/index.ts';
import { entriesOf } from '../../kinds/kind.ts';
import { byText } from '../../leaf/json.ts';
import { aliasOf, ByScope, type Scope, scopeId } from '../../model/address.ts';
import type { Call, Change, KeyChange, PropertyChange } from '../../model/change.ts';
import { keyChangesOf, propertyChangesOf, touchedScopes } from '../../model/change.ts';
import type { Desired, Writes } from '../../model/desired.ts';
import { type LiveScope, type LiveState, liveScopeOf } from '../../model/live.ts';
import { type Catalogue, isCustomName, optionOf, type SettingType } from '../../model/setting.ts';
import { isInexact, valueAt } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';

/** A call without a position in the order. */
export type UnorderedCall = Call & { readonly id: '' };

// `safest` uses a full replace only if it saves at least this many requests.
const savingThatJustifiesReplacing = 3;

type ChoiceInput = { readonly desired: Desired; readonly live: LiveState; readonly catalogue: Catalogue };

/** The calls that make the changes, chosen for each scope. */
export function chooseCalls(input: ChoiceInput, changes: readonly Change[]): readonly UnorderedCall[] {
  const settings = touchedScopes(changes).flatMap((scope) => callsOfScope(input, scope, keyChangesOf(changes, scope)));
  return [...settings, ...propertyCalls(input, propertyChangesOf(changes))];
}

function callsOfScope(input: ChoiceInput, scope: Scope, changes: readonly KeyChange[]): readonly UnorderedCall[] {
  const live = liveScopeOf(input.live, scope);
  if (changes.length === 0 || live === undefined) return [];
  const single = perKeyCalls(scope, changes);
  const possible =
    input.desired.application.captureUrl !== null &&
    changes.every((change) => canGoPerKey(change, live, input.live, input.catalogue));
  const wanted = possible && (!canBeReplaced(live) || prefersPerKey(input.desired.writes, single.length));
  return wanted ? single : [{ kind: 'replace-settings', id: '', scope, changes }];
}

function perKeyCalls(scope: Scope, changes: readonly KeyChange[]): readonly UnorderedCall[] {
  const sets = changes.filter((change) => change.action !== 'remove');
  const removals = changes.filter((change) => change.action === 'remove');
  return [
    ...(sets.length === 0 ? [] : [{ kind: 'set-keys' as const, id: '' as const, scope, changes: sets }]),
    ...removals.map((change) => ({ kind: 'delete-key' as const, id: '' as const, scope, changes: [change] as const })),
  ];
}

function prefersPerKey(writes: Writes, count: number): boolean {
  switch (writes) {
    case 'safest':
      return count - 1 < savingThatJustifiesReplacing;
    case 'fewest':
      return count <= 1;
    case 'per-key':
      return true;
    case 'replace':
      return false;
  }
}

/** False if a body made from the read would lose values of the scope. */
function canBeReplaced(live: LiveScope): boolean {
  const cells = [...live.sections.settings.values(), ...live.sections.custom.values()];
  return !cells.some((cell) => isInexact(cell) || (cell.kind === 'secret' && cell.secret.isMasked()));
}

/** One call for each property that has one, and one full replace for all others that change of a thing. */
function propertyCalls({ desired }: ChoiceInput, changes: readonly PropertyChange[]): readonly UnorderedCall[] {
  const mayGoAlone = desired.application.captureUrl !== null && desired.writes !== 'replace';
  const goesAlone = ({ property }: PropertyChange): boolean => mayGoAlone && property.call !== null;
  const byThing = new ByScope<PropertyChange>();
  for (const change of changes) if (!goesAlone(change)) byThing.add(change.scope, change);
  return [
    ...changes.filter(goesAlone).map((change) => {
      return { kind: 'set-property', id: '', scope: change.scope, changes: [change] } as const;
    }),
    ...byThing
      .groups()
      .flatMap((own) =>
        own.slice(0, 1).map(({ scope }) => ({ kind: 'replace-client', id: '', scope, changes: own }) as const),
      ),
  ];
}

/**
 * Whether single-key calls may carry this change. Their requests name no section: the service takes a name of the
 * options response as a setting, unless its group there is `Custom`, and every other name as custom. So they are used
 * only where the section is certain. Their values are texts, so they cannot write JSON settings.
 */
export function canGoPerKey(change: KeyChange, scope: LiveScope, live: LiveState, catalogue: Catalogue): boolean {
  const type = typeOfCall(change);
  if (change.key === '' || type === 'json' || type === 'set') return false;
  if (change.action !== 'remove' && !becomesItself(type, change.after)) return false;
  // Deleting a single key may leave an empty text (documentation of settings/delete_default), so only a full replace is
  // sure to remove one.
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

// The service converts a text to the setting's type: a number in a custom setting would come back as a text.
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
  return options === null ? valueAt(sections, 'settings', key) !== undefined : optionOf(options, key) !== undefined;
}

// The service may know names that its options response does not list.
function isSurelyCustom(key: string, { sections }: LiveScope, { options }: LiveState, catalogue: Catalogue): boolean {
  if (sections.settings.has(key)) return false;
  const option = options?.get(key);
  if (option !== undefined) return isCustomName(option);
  if (catalogue.lookup(key)?.section === 'settings') return false;
  return options === null ? valueAt(sections, 'custom', key) !== undefined : true;
}

/**
 * The one order of calls. Grants of owner come first and losses of it last, so that there is always someone who can
 * repair. Creates and updates come before removals, so that a value moved from one scope to another is never missing.
 * Global comes before clients. A power is gained before its client's settings change and lost after. The caller's own
 * client comes last of all. A call that both sets and removes stands between the two, for the same reason.
 */
export function orderCalls(calls: readonly UnorderedCall[], caller: string | null): readonly Call[] {
  return calls
    .map((call) => ({ call, rank: rankOf(call, caller) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ call }, at) => ({ ...call, id: `c${at + 1}` }));
}

type Rank = readonly [phase: number, kind: number, alias: string, step: number, name: string];

const phases = { grantOwner: 0, write: 1, both: 2, remove: 3, losePower: 4, loseOwner: 5, caller: 6 };
const steps = { gainPower: 0, settings: 1, removal: 2, losePower: 3 };

function rankOf(call: UnorderedCall, caller: string | null): Rank {
  const alias = aliasOf(call.scope) ?? '';
  const [phase, step, name] = phaseOf(call);
  const { calls, rank } = kindOf(call.scope);
  const isCaller = calls && scopeId(call.scope) === caller;
  return [isCaller ? phases.caller : phase, rank, alias, step, name];
}

function phaseOf(call: UnorderedCall): readonly [number, number, string] {
  switch (call.kind) {
    case 'set-keys':
      return [phases.write, steps.settings, ''];
    case 'delete-key':
      return [phases.remove, steps.removal, call.changes[0].section + call.changes[0].key];
    case 'replace-settings': {
      const removals = call.changes.filter((change) => change.action === 'remove').length;
      if (removals === call.changes.length) return [phases.remove, steps.removal, ''];
      return [removals === 0 ? phases.write : phases.both, steps.settings, ''];
    }
    case 'set-property':
    case 'replace-client':
      return phaseOfProperties(call.changes);
  }
}

function phaseOfProperties(changes: readonly PropertyChange[]): readonly [number, number, string] {
  const power = changes.find(({ property }) => property.rank === 'power');
  // The empty name is that of the settings; the others come after it.
  if (power === undefined) return [phases.write, steps.settings, changes.map(({ property }) => property.name).join()];
  const [before, after] = [entriesOf(power.before), entriesOf(power.after)];
  const gained = after.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  if (gained.includes('owner')) return [phases.grantOwner, steps.gainPower, ''];
  if (lost.includes('owner')) return [phases.loseOwner, steps.losePower, ''];
  // A list that both gains and loses counts as a loss: the settings are in place before anything is taken away.
  return lost.length > 0 ? [phases.losePower, steps.losePower, ''] : [phases.write, steps.gainPower, ''];
}

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || byText(a[2], b[2]) || a[3] - b[3] || byText(a[4], b[4]);
}
