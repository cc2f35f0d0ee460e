import { kindOf } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { emptyValue, sameProperty } from '../../kinds/kind.ts';
import { formatTarget, scopeTarget, type ThingScope } from '../../model/address.ts';
import { type Call, isRecordCall, type PropertyChange, type RecordCall } from '../../model/change.ts';
import { livePropertyOf } from '../../model/live.ts';
import type { SideEffect } from '../../model/run.ts';
import type { Sent, WriteApi } from '../../service/interface.ts';
import type { Access, RecordRead, Resource, Visibility } from './resource.ts';

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
    visibility: (call, fresh, now) => visibilityOf(recordCall(call), fresh, now),
    sideEffects: (calls, fresh, now) => sideEffects({ scope, name }, calls.map(recordCall), fresh, now),
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

function visibilityOf({ scope, changes }: RecordCall, fresh: RecordRead, now: RecordRead): Visibility {
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

function sideEffects(
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
