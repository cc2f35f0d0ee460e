import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byName, type Json } from '../../../src/leaf/json.ts';
import { globalScope, type Scope } from '../../../src/model/address.ts';
import { type Call, describeCall, type KeyChange } from '../../../src/model/change.ts';
import type { SectionValues } from '../../../src/model/reads.ts';
import type { Outcome, RecordedChange, Result } from '../../../src/model/run.ts';
import { isSecret, openSecret, Secret, type Value } from '../../../src/model/value.ts';
import type { RunJournal } from '../../../src/run/journal/records.ts';
import { jsonValue, mapOf, oddKey, oddText } from '../../support/arbitraries.ts';
import { aClientScope, aFeatureChange, aPropertyChange } from '../../support/builders.ts';
import { lawRuns } from '../../support/law-runs.ts';
import {
  anOutcome,
  aReport,
  closedPath,
  openOn,
  openPath,
  readBack,
  calls as someCalls,
  someFacts,
} from './fixtures.ts';
import { memoryDisk } from './memory-disk.ts';

const value: fc.Arbitrary<Value> = fc.oneof(
  jsonValue,
  jsonValue.map((json) => new Secret(json)),
);
const section = fc.constantFrom('settings' as const, 'custom' as const);
const type = fc.constantFrom('string' as const, 'boolean' as const, 'integer' as const, 'json' as const);
const because = fc.constantFrom('tombstone' as const, 'unmentioned' as const);

const scope: fc.Arbitrary<Scope> = fc.oneof(fc.constant(globalScope), oddKey.map(aClientScope));
const values: fc.Arbitrary<SectionValues> = fc.record({ settings: mapOf(oddKey, value), custom: mapOf(oddKey, value) });

function keyChange(of: Scope): fc.Arbitrary<KeyChange> {
  const place = { section, key: oddKey, type, scope: fc.constant(of), source: fc.constant(null) };
  return fc.oneof(
    fc.record({ ...place, action: fc.constant('create' as const), after: value }),
    fc.record({ ...place, action: fc.constant('update' as const), before: value, after: value }),
    fc.record({ ...place, action: fc.constant('remove' as const), before: value, because }),
  );
}

function callNamed(id: string): fc.Arbitrary<Call> {
  const keys = scope.chain((of) =>
    fc.record({
      kind: fc.constantFrom('set-keys' as const, 'replace-settings' as const),
      id: fc.constant(id),
      scope: fc.constant(of),
      changes: fc.array(keyChange(of), { minLength: 1, maxLength: 4 }),
    }),
  );
  const features = fc.tuple(fc.array(oddText), fc.array(oddText)).map(([before, after]): Call => {
    const change = aFeatureChange('web', before, after);
    return { kind: 'set-property', id, scope: aClientScope('web'), changes: [change] };
  });
  const values = fc.oneof(
    fc.tuple(fc.constant('name'), oddText, oddText),
    fc.tuple(fc.constant('ipAllowList'), fc.array(oddText), fc.array(oddText)),
  );
  const properties = fc.array(values, { minLength: 1, maxLength: 3 }).map((all): Call => {
    const changes = all.map(([name, before, after]) => aPropertyChange(name, 'web', before, after));
    return { kind: 'replace-client', id, scope: aClientScope('web'), changes };
  });
  return fc.oneof(keys, features, properties);
}

type Step = {
  readonly call: number;
  readonly preimage: SectionValues | null;
  readonly answer: 'done' | 'refused' | 'rejected' | 'unknown' | null;
  readonly outcome: Omit<Outcome, 'call'> | null;
};

const step: fc.Arbitrary<Step> = fc.record({
  call: fc.nat(),
  preimage: fc.option(values),
  answer: fc.option(fc.constantFrom('done' as const, 'refused' as const, 'rejected' as const, 'unknown' as const)),
  outcome: fc.option(
    fc.record({
      status: fc.constantFrom('done' as const, 'failed' as const, 'not-run' as const, 'unknown' as const),
      verified: fc.boolean(),
      seen: fc.option(fc.constantFrom('new' as const, 'old' as const, 'part' as const, 'other' as const)),
      code: fc.option(oddText),
      reason: fc.option(oddText),
    }),
  ),
});

const result: fc.Arbitrary<Result> = fc.constantFrom(
  'done',
  'partial',
  'unknown',
  'side-effects',
  'stored-otherwise',
  'unverified',
  'failed',
);

const story = fc.record({
  calls: fc
    .nat({ max: 4 })
    .chain((count) => fc.tuple(...Array.from({ length: count + 1 }, (_, at) => callNamed(`c${at}`)))),
  steps: fc.array(step, { maxLength: 8 }),
  end: fc.option(result),
});

/** What must come back of a call: its last intent and its last outcome. */
type Expected = { changes: readonly RecordedChange[]; preimage: SectionValues | null; outcome: Outcome | null };

async function record(journal: RunJournal, calls: readonly Call[], { call: at, preimage, answer, outcome }: Step) {
  const call = calls[at % calls.length];
  if (call === undefined) throw new Error('no call');
  await journal.intent(call, preimage);
  if (answer !== null) await journal.sent(call.id, { kind: answer, code: null });
  if (outcome !== null) await journal.confirmed({ ...outcome, call: call.id });
  return { call, preimage, outcome: outcome === null ? null : { ...outcome, call: call.id } };
}

function recordedChange(change: Call['changes'][number]): RecordedChange {
  if (change.action === 'property') {
    const { property, before, after } = change;
    return { kind: 'property', property, before, after };
  }
  const before = 'before' in change ? change.before : undefined;
  const after = 'after' in change ? change.after : undefined;
  return { kind: 'key', section: change.section, key: change.key, type: change.type, before, after };
}

/** Everything in a form in which a secret differs from a plain value, 5 from "5", and absent from null. */
function laidOpen(part: unknown): unknown {
  if (isSecret(part)) return ['secret', JSON.stringify(openSecret(part))];
  if (part instanceof Map) return ['map', ...[...part].map(([key, each]) => [key, laidOpen(each)])];
  if (part === undefined) return ['undefined'];
  if (Array.isArray(part)) return ['list', ...part.map(laidOpen)];
  if (typeof part === 'object' && part !== null) {
    return ['object', ...byName(new Map(Object.entries(part))).map(([key, each]) => [key, laidOpen(each)])];
  }
  return ['json', JSON.stringify(part as Json)];
}

function factsOf(calls: readonly Call[]) {
  return someFacts({ calls: calls.map((call) => ({ shape: describeCall(call, 'app'), scope: call.scope })) });
}

/** Records the steps and gives, call by call, what has to come back. */
async function recordAll(journal: RunJournal, calls: readonly Call[], steps: readonly Step[]): Promise<Expected[]> {
  const expected = new Map<string, Expected>();
  for (const each of steps) {
    const { call, preimage, outcome } = await record(journal, calls, each);
    const changes = call.changes.map(recordedChange);
    expected.set(call.id, { changes, preimage, outcome: outcome ?? expected.get(call.id)?.outcome ?? null });
  }
  return calls.map(({ id }) => expected.get(id) ?? { changes: [], preimage: null, outcome: null });
}

describe('a journal', () => {
  it('gives back all that was recorded, for any values and any order of records', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ calls, steps, end }) => {
        const disk = memoryDisk({ taking: 1000 });
        const facts = factsOf(calls);
        const journal = await openOn(disk, facts);
        const wanted = await recordAll(journal, calls, steps);
        if (end !== null) await journal.end(aReport(end));
        const path = end === null ? openPath : closedPath;
        const read = await readBack(disk.bytesOf(path), path);
        if (read.kind !== 'run') throw new Error(`read as ${read.kind}`);
        expect(read.record.header).toEqual(facts);
        expect(read.record.end?.result ?? null).toBe(end);
        const given = read.record.calls.map(({ changes, preimage, outcome }) => ({ changes, preimage, outcome }));
        expect(laidOpen(given)).toEqual(laidOpen(wanted));
      }),
      lawRuns,
    );
  });

  it('takes records in the order in which they were asked for, also when no one waits in between', async () => {
    const disk = memoryDisk({ taking: 7 });
    const journal = await openOn(disk);
    const [call] = someCalls;
    if (call === undefined) throw new Error('no call');
    const written = await Promise.all([
      journal.intent(call, null),
      journal.sent('c1', { kind: 'done', code: null }),
      journal.confirmed(anOutcome('c1')),
      journal.end(aReport()),
    ]);
    expect(written.map(({ kind }) => kind)).toEqual(['written', 'written', 'written', 'written']);
    const read = await readBack(disk.bytesOf(closedPath), closedPath);
    expect(read).toMatchObject({
      kind: 'run',
      record: { calls: [{ state: 'done' }, {}, {}], end: { result: 'done' } },
    });
  });
});
