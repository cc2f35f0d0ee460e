import { describe, expect, it } from 'vitest';
import { decisionDifferences } from '../../src/engine/approval.ts';
import { compareSides } from '../../src/engine/comparison/compare-sides.ts';
import { inventoryOf } from '../../src/engine/comparison/inventory.ts';
import { sideOfDesired, sideOfLive } from '../../src/engine/comparison/sides.ts';
import { type DecideInput, decide } from '../../src/engine/decide.ts';
import { driftRows, makeDrift } from '../../src/engine/drift/find-drift.ts';
import { decisionOf, type PlanParts } from '../../src/engine/plan-document/make-plan.ts';
import { settle } from '../../src/engine/secrecy/settle.ts';
import { makeSnapshot } from '../../src/engine/snapshot/make-snapshot.ts';
import { baselineOfSnapshot, liveFromSnapshot } from '../../src/engine/snapshot/state-of-snapshot.ts';
import { reapplyConflicts } from '../../src/engine/undo/run-changes.ts';
import { undoRun } from '../../src/engine/undo/undo-run.ts';
import { recheckScope } from '../../src/engine/verify-approval.ts';
import { ByScope, type Scope } from '../../src/model/address.ts';
import { type Call, describeCall } from '../../src/model/change.ts';
import { liveScopeOf } from '../../src/model/live.ts';
import type { Decision } from '../../src/model/plan.ts';
import type { RecordedChange, RunRecord } from '../../src/model/run.ts';
import {
  aDecideInput,
  aDigest,
  anUnsettledInput,
  applicationId,
  testCatalogue,
  unprotected,
} from '../support/builders.ts';
import { growth, growths, linear, madeOnce } from '../support/growth.ts';
import { worlds } from '../support/large-worlds.ts';

const digest = aDigest('key');
const application = { id: applicationId, region: 'us' };
const readAt = '2026-11-21T00:00:00.000Z';

/** A run that carried out all of a plan. */
function recordOf(input: DecideInput, parts: PlanParts): RunRecord {
  const calls = parts.calls.map((call) => ({
    shape: describeCall(call, applicationId),
    scope: call.scope,
    state: 'done' as const,
    outcome: null,
    changes: call.changes.map(recorded),
    preimage: null,
  }));
  return {
    header: {
      run: 'large',
      startedAt: readAt,
      tool: { name: 'capstan', version: '0.1.0' },
      application: input.desired.application,
      credentials: input.desired.credentials,
      caller: 'owner',
      actor: 'law',
      commit: null,
      file: 'capstan.yaml',
      planDigest: '',
      undoes: null,
      minimumOwners: 1,
      calls,
    },
    calls,
    end: { at: readAt, result: 'done' },
    lastLine: 'whole',
  };
}

function recorded(change: Call['changes'][number]): RecordedChange {
  if (change.action === 'property') return { ...change, kind: 'property' };
  const { section, key, type } = change;
  const before = 'before' in change ? change.before : undefined;
  return { kind: 'key', section, key, type, before, after: 'after' in change ? change.after : undefined };
}

type Run = {
  readonly input: DecideInput;
  readonly parts: PlanParts;
  readonly decision: Decision;
  readonly record: RunRecord;
};

function runOf(input: DecideInput): Run {
  const parts = decide(input);
  return { input, parts, decision: decisionOf(parts, digest), record: recordOf(input, parts) };
}

/** Every scope is read again and found as it was, when all of the plan is done. */
function recheckAll({ input, parts, decision }: Run): void {
  const done = new ByScope<Call>();
  for (const call of parts.calls) done.add(call.scope, call);
  const approved = { decision, input, parts, digest, done: (scope: Scope) => done.at(scope) };
  for (const scope of new Set(parts.calls.map((call) => call.scope))) {
    const fresh = liveScopeOf(parts.live, scope);
    if (fresh !== undefined) recheckScope(approved, scope, fresh);
  }
}

describe.each(Object.entries(worlds))('%s', (_name, world) => {
  const inputOf = madeOnce((count): DecideInput => aDecideInput(world(count)));

  it('are told secret or not in as many steps as there are', () => {
    const made = (count: number) => anUnsettledInput(world(count));
    expect(growth(made, (input) => settle({ ...input, known: [] }))).toBeLessThan(linear);
  });

  it('are looked at for drift in as many steps as there are', () => {
    const drift = (input: DecideInput) => {
      const { rows, parts } = driftRows(input, digest);
      return makeDrift(rows, parts, { readAt, toolVersion: '0.1.0' });
    };
    expect(growth(inputOf, drift)).toBeLessThan(linear);
  });

  it('are compared, and listed, in as many steps', () => {
    const sidesOf = (count: number) => {
      const { desired, live } = inputOf(count);
      const whole = { ...live, global: live.global };
      return [
        sideOfDesired(desired, 'a', digest),
        sideOfLive(whole, { name: 'b', application, readAt }, digest),
      ] as const;
    };
    expect(growth(sidesOf, ([a, b]) => compareSides(a, b, testCatalogue, '0.1.0'))).toBeLessThan(linear);
    const few = (count: number) => {
      const [, b] = sidesOf(count);
      return { ...b, clients: new Map([...b.clients].slice(0, 10)) };
    };
    expect(growth(few, (side) => inventoryOf(side, testCatalogue))).toBeLessThan(linear);
  });

  it('are taken into a snapshot, and out of it, in as many steps', () => {
    const moment = { toolVersion: '0.1.0', application, readAt, redacted: [] };
    const pairOf = (count: number) => {
      const { desired, live, secrecy } = inputOf(count);
      const held = { live, secrecy };
      return { desired, held, snapshot: makeSnapshot(held, moment, digest, () => false) };
    };
    const found = growths(pairOf, [
      ({ held }) => makeSnapshot(held, moment, digest, () => false),
      ({ snapshot, desired }) => liveFromSnapshot(snapshot, desired, digest),
      ({ snapshot }) => baselineOfSnapshot(snapshot, 'a.json'),
    ]);
    expect(found.filter((each) => each >= linear)).toEqual([]);
  });

  it('are checked again during a run, and undone, in as many steps', () => {
    const made = (count: number): Run => runOf(inputOf(count));
    const undo = ({ record }: Run) => undoRun({ record, file: 'run', protections: unprotected, files: [], only: [] });
    const asked = ({ input, record }: Run) =>
      reapplyConflicts({
        file: input.desired,
        restored: [...undoRun({ record, file: 'run', protections: unprotected, files: [], only: [] }).touched.values()],
        live: input.live,
        catalogue: testCatalogue,
        today: input.today,
      });
    const sameAgain = ({ parts }: Run) => decisionDifferences(decisionOf(parts, digest), decisionOf(parts, digest));
    // Where nothing moved nothing is decided anew; the work of the run is undone in thought all the same.
    const found = growths(made, [sameAgain, undo, asked, recheckAll]);
    expect(found.filter((each) => each >= linear)).toEqual([]);
  });
});
