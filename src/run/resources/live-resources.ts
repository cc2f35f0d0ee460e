import { differsInForm, equivalent, sameAsSent } from '../../engine/compare/normalize-value.ts';
import { kindOf } from '../../kinds/index.ts';
import { emptyValue, type Property, type PropertyValue, sameProperty } from '../../kinds/kind.ts';
import {
  formatTarget,
  keyTarget,
  type Scope,
  type Section,
  scopeTarget,
  type ThingScope,
} from '../../model/address.ts';
import {
  type Call,
  isKeyChange,
  isRecordCall,
  type KeyChange,
  type PropertyChange,
  type RecordCall,
} from '../../model/change.ts';
import { type LiveScope, livePropertyOf } from '../../model/live.ts';
import { cachesReads, differingKeys, type SectionValues, sameValue, scopeAfter } from '../../model/reads.ts';
import type { SideEffect } from '../../model/run.ts';
import { heldValue, valueAt } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import type { Sent, WriteApi } from '../../service/interface.ts';
import type { Access, RecordRead, Resource, ScopeRead, Visibility } from './resource.ts';

/** The settings of one scope as the resource of calls. */
export function settingsResource(scope: Scope, access: Access): Resource<ScopeRead> {
  return {
    name: formatTarget(scopeTarget(scope)),
    read: () => access.reads.settings(scope),
    recheck: (fresh, done) => access.approval.check({ kind: 'settings', scope, live: fresh.live, done }),
    preimage: (call, fresh) => (call.kind === 'replace-settings' ? valuesHeld(fresh.carried.sections) : null),
    send: (call, fresh) => sendSettings(call, fresh, access.api),
    // A retry from a read before the first attempt would revert later writes by others.
    isRepeatable: (call, fresh) =>
      call.kind !== 'replace-settings' || (access.cachesNothing && !cachesReads(fresh.live)),
    isSame: (fresh, now) => fresh.live.application === now.live.application,
    visibility: (call, fresh, now) => visibilityOf(call, fresh.live, now.live),
    sideEffects: (calls, fresh, now) => sideEffects(scope, calls, fresh.live, now.live),
  };
}

// An undo uses it: a null value becomes null again.
function valuesHeld(cells: LiveScope['sections']): SectionValues {
  const held = (section: Section): ReadonlyMap<string, Value> =>
    new Map([...cells[section]].map(([key, cell]) => [key, heldValue(cell) ?? null]));
  return { settings: held('settings'), custom: held('custom') };
}

function keyChanges(call: Call): readonly KeyChange[] {
  const changes: readonly Call['changes'][number][] = call.changes;
  return changes.filter(isKeyChange);
}

function sendSettings(call: Call, fresh: ScopeRead, api: WriteApi): Promise<Sent> {
  const clientId = call.scope.kind === 'client' ? call.scope.clientId : null;
  switch (call.kind) {
    case 'set-keys':
      return api.setKeys(clientId, new Map(call.changes.flatMap((c) => ('after' in c ? [[c.key, c.after]] : []))));
    case 'delete-key':
      return api.deleteKey(clientId, call.changes[0].key);
    case 'replace-settings':
      return api.replaceSettings(
        clientId,
        fresh.reply,
        scopeAfter(fresh.carried, call.changes),
        plannedKeys(call.changes, fresh),
      );
    case 'set-property':
    case 'replace-client':
      throw new Error(`call ${call.id} does not write settings`);
  }
}

function plannedKeys(
  changes: readonly KeyChange[],
  { carried, reply }: ScopeRead,
): Readonly<Record<Section, ReadonlySet<string>>> {
  // Keys that count as absent although the response has them: secrets under `absent`.
  const goneOf = (section: Section): readonly string[] =>
    [...carried.sections[section]].flatMap(([key, { kind }]) =>
      kind === 'absent' && (reply.sections[section].get(key) ?? null) !== null ? [key] : [],
    );
  const keysOf = (section: Section): ReadonlySet<string> =>
    new Set([...changes.flatMap((change) => (change.section === section ? [change.key] : [])), ...goneOf(section)]);
  return { settings: keysOf('settings'), custom: keysOf('custom') };
}

function visibilityOf(call: Call, fresh: LiveScope, now: LiveScope): Visibility {
  const rows = keyChanges(call).map((change) => visibilityOfKey(change, call, fresh, now));
  const wrong = rows.find((row) => row.kind === 'wrong');
  if (wrong !== undefined) return wrong;
  const pending = rows.filter((row) => row.kind === 'pending');
  const altered = rows.find((row) => row.kind === 'altered');
  // A partial effect in another type is a failure, and no proof that the whole call took effect.
  if (altered !== undefined) return pending.length === 0 ? altered : { ...altered, kind: 'wrong' };
  const stored = rows.flatMap((row) => ('stored' in row ? row.stored : []));
  if (pending.length === 0) return { kind: 'visible', stored };
  const isSettled = pending.every((row) => row.stored.length > 0);
  return { kind: 'pending', seen: pending.length === rows.length ? 'old' : 'part', stored: isSettled ? stored : [] };
}

function visibilityOfKey(change: KeyChange, call: Call, fresh: LiveScope, now: LiveScope): Visibility {
  const before = valueAt(fresh.sections, change.section, change.key);
  const value = valueAt(now.sections, change.section, change.key);
  if (change.action === 'remove') return isGone(value) ? visible : pendingOr(change, before, value);
  return (
    (value === undefined ? undefined : comparedWithSent(change, call, before, value)) ??
    pendingOr(change, before, value)
  );
}

/** How a value compares with the written one; undefined: it is another value. */
function comparedWithSent(
  change: Exclude<KeyChange, { action: 'remove' }>,
  call: Call,
  before: Value | undefined,
  value: Value,
): Visibility | undefined {
  const { type, after } = change;
  if (sameAsSent(type, after, value)) return visible;
  if (equivalent(type, after, value)) return isAsServed(type, before, value) ? visible : typeChanged(change, call);
  if (!differsInForm(type, after, value)) return undefined;
  const stored = [{ target: nameOf(change), value }];
  return sameValue(before, value) ? { kind: 'pending', seen: 'old', stored } : { kind: 'visible', stored };
}

// The pages show integers as numbers and as texts: a service that served a text before serves one after. The text of a
// boolean may count as true, whatever it says.
function isAsServed(type: KeyChange['type'], before: Value | undefined, value: Value): boolean {
  return type === 'integer' && typeof before === 'string' && typeof value === 'string';
}

const visible: Visibility = { kind: 'visible', stored: [] };

// After a removal the service may show null or an empty text; both count as absent.
function isGone(value: Value | undefined): boolean {
  return value === undefined || value === '' || (isSecret(value) && value.isMasked());
}

function nameOf({ scope, section, key }: KeyChange): string {
  return formatTarget(keyTarget(scope, section, key));
}

function typeChanged(change: KeyChange, call: Call): Visibility {
  const cure = call.kind === 'replace-settings' ? '' : '; set writes: replace, so that values keep their JSON type';
  const reason = `${nameOf(change)} was stored with another JSON type than the ${change.type} that was written${cure}`;
  return { kind: 'altered', code: 'type-changed', reason };
}

function pendingOr(change: KeyChange, before: Value | undefined, now: Value | undefined): Visibility {
  if (sameValue(before, now)) return { kind: 'pending', seen: 'old', stored: [] };
  const reason = `${nameOf(change)} has neither the old nor the written value; someone else may have written it at the same time`;
  return { kind: 'wrong', code: 'not-as-written', reason };
}

function sideEffects(scope: Scope, calls: readonly Call[], fresh: LiveScope, now: LiveScope): readonly SideEffect[] {
  const own = new Set(calls.flatMap(keyChanges).map((change) => `${change.section}.${change.key}`));
  return differingKeys(fresh.sections, now.sections)
    .filter(({ section, key }) => !own.has(`${section}.${key}`))
    .map(({ section, key }) => ({
      target: formatTarget(keyTarget(scope, section, key)),
      message: 'changed during the run, although the plan does not change it',
    }));
}

/** One client, or one thing of another kind, as the resource of calls on its properties. */
export function recordResource(scope: ThingScope, access: Access): Resource<RecordRead> {
  const name = formatTarget(scopeTarget(scope));
  return {
    name,
    read: () => access.reads.record(scope),
    recheck: (fresh, done) => access.approval.check({ ...fresh, scope, done }),
    // A full replace carries the whole record, except the changed values, which are in its changes.
    preimage: () => null,
    send: (call, fresh) => sendProperties(recordCall(call), fresh, access.api),
    isRepeatable: ({ kind }) => kind !== 'replace-client' || access.cachesNothing,
    isSame: (fresh, now) => applicationOf(fresh) === applicationOf(now),
    visibility: (call, fresh, now) => recordVisibility(recordCall(call), fresh, now),
    sideEffects: (calls, fresh, now) => recordSideEffects({ scope, name }, calls.map(recordCall), fresh, now),
  };
}

// The record of another kind does not name its application.
function applicationOf(read: RecordRead): string {
  return read.kind === 'client' ? read.live.application : '';
}

function recordCall(call: Call): RecordCall {
  if (isRecordCall(call)) return call;
  throw new Error(`call ${call.id} does not write a record`);
}

function sendProperties(call: RecordCall, fresh: RecordRead, api: WriteApi): Promise<Sent> {
  if (call.kind === 'set-property') {
    const [{ property, after }] = call.changes;
    return api.setProperty(call.scope, property, after);
  }
  const members = new Map(call.changes.map(({ property, after }) => [property.member, after]));
  return fresh.kind === 'client' ? api.replaceClient(fresh.reply, members) : api.replaceThing(fresh.reply, members);
}

function recordVisibility({ scope, changes }: RecordCall, fresh: RecordRead, now: RecordRead): Visibility {
  const rows = [...changes].map((change) => ({ change, seen: seenOf(change, fresh, now) }));
  const wrong = rows.find(({ seen }) => seen === 'other');
  if (wrong !== undefined) {
    const reason = `${kindOf(scope).noun} ${scope.alias} has neither the old nor the written ${wrong.change.property.noun}`;
    return { kind: 'wrong', code: 'not-as-written', reason };
  }
  const old = rows.filter(({ seen }) => seen === 'old');
  if (old.length === 0) return { kind: 'visible', stored: [] };
  return { kind: 'pending', seen: old.length === rows.length ? 'old' : 'part', stored: [] };
}

function seenOf({ property, after }: PropertyChange, fresh: RecordRead, now: RecordRead): 'new' | 'old' | 'other' {
  const value = heldBy(now, property);
  if (sameProperty(property, value, after)) return 'new';
  return sameProperty(property, value, heldBy(fresh, property)) ? 'old' : 'other';
}

function heldBy({ live }: RecordRead, property: Property): PropertyValue {
  return livePropertyOf(live, property) ?? emptyValue(property);
}

type NamedThing = { readonly scope: ThingScope; readonly name: string };

function recordSideEffects(
  { scope, name }: NamedThing,
  calls: readonly RecordCall[],
  fresh: RecordRead,
  now: RecordRead,
): readonly SideEffect[] {
  const own = new Set(calls.flatMap(({ changes }) => [...changes].map(({ property }) => property.name)));
  const moved = kindOf(scope).properties.filter(
    (property) => !own.has(property.name) && !sameProperty(property, heldBy(fresh, property), heldBy(now, property)),
  );
  if (moved.length === 0) return [];
  const named = moved.map(({ noun }) => `its ${noun}`).join(' and ');
  const message = `${named} changed during the run, although the plan does not change it`;
  return [{ target: name, message }];
}
