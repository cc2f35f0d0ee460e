import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decisionDifferences } from '../../src/engine/approval.ts';
import { type DecideInput, decide } from '../../src/engine/decide.ts';
import { planDigest } from '../../src/engine/plan-document/digests.ts';
import { makePlan } from '../../src/engine/plan-document/make-plan.ts';
import { canonicalJson, type Json } from '../../src/leaf/json.ts';
import { remembered } from '../../src/leaf/work.ts';
import { type Scope, type Section, sections } from '../../src/model/address.ts';
import { changeName, type KeyChange } from '../../src/model/change.ts';
import { findingText } from '../../src/model/finding.ts';
import { type LiveScope, liveScopeOf } from '../../src/model/live.ts';
import type { Plan } from '../../src/model/plan.ts';
import { scopeAfter } from '../../src/model/reads.ts';
import { heldValues, valueAt } from '../../src/model/state.ts';
import { isSecret, type Value } from '../../src/model/value.ts';
import { makeFingerprint } from '../../src/workflows/fingerprint.ts';
import { decideInput, reordered } from '../support/arbitraries.ts';
import { aDigest, aMoment, applicationId, at, testCatalogue } from '../support/builders.ts';
import { sameValues } from '../support/same-values.ts';

const digest = aDigest('key');

const inputs = sameValues(decideInput);

// To decide takes most of the time, and what comes out is the same each time: that has a law of its own.
const decided = remembered(decide);
const planOf = remembered((input: DecideInput): Plan => makePlan(decided(input), aMoment, digest));

function text(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}

describe('a decision', () => {
  it('is the same whatever the order of keys and clients', () => {
    inputs.each((input) => {
      expect(text(planOf(reordered(input)))).toBe(text(planOf(input)));
    });
  });

  it('is the same byte for byte when it is taken again', () => {
    inputs.each((input) => {
      const [once, again] = [decide(input), decide(input)];
      const [first, second] = [makePlan(once, aMoment, digest), makePlan(again, aMoment, digest)];
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      expect(decisionDifferences(first, second)).toEqual([]);
    });
  });

  it('has a change for each target once, and each change really changes something', () => {
    inputs.each((input) => {
      const { changes } = decided(input);
      const names = changes.map(changeName);
      expect(new Set(names).size).toBe(names.length);
      for (const change of changes.filter((one) => one.action === 'update')) {
        expect(printed(change.before)).not.toBe(printed(change.after));
      }
    });
  });
});

describe('the calls of a decision', () => {
  it('carry every change exactly once, and nothing else', () => {
    inputs.each((input) => {
      const { changes, calls } = decided(input);
      const carried = calls.flatMap((call) => call.changes as readonly object[]);
      expect(carried).toHaveLength(changes.length);
      expect(new Set(carried)).toEqual(new Set(changes));
      expect(calls.map((call) => call.id)).toEqual(calls.map((_, index) => `c${index + 1}`));
      expect(
        calls.every((call) =>
          call.changes.every((change) => change.scope === call.scope || sameId(change.scope, call.scope)),
        ),
      ).toBe(true);
    });
  });

  it('have a replacing body that holds all of its read but what is removed, and nothing that no one asked for', () => {
    inputs.each((input) => {
      for (const call of decided(input).calls.filter((one) => one.kind === 'replace-settings')) {
        const read = readOf(input, call.scope);
        for (const section of sections) {
          const body = scopeAfter(read, call.changes)[section];
          expect(new Map(body)).toEqual(
            bodyOf(new Map(heldValues(read.sections[section])), changesIn(call.changes, section)),
          );
          expect([...body.values()]).not.toContain(null);
        }
      }
    });
  });

  it('never carry JSON, or a name that could be another key, by a single-key call', () => {
    inputs.each((input) => {
      const calls = decided(input).calls.filter((call) => call.kind === 'set-keys' || call.kind === 'delete-key');
      if (calls.length > 0) expect(input.desired.application.captureUrl).not.toBeNull();
      const changes = calls.flatMap((call): readonly KeyChange[] => call.changes);
      for (const change of changes) {
        expect('after' in change && isStructure(change.after)).toBe(false);
        expect(readOf(input, change.scope).sections[otherThan(change.section)].has(change.key)).toBe(false);
        expect(isSure(input, change)).toBe(true);
      }
    });
  });
});

describe('a plan', () => {
  it('shows no secret, however it is printed', () => {
    inputs.each((input) => {
      const parts = decided(input);
      const plan = makePlan(parts, aMoment, digest);
      const shown = [
        JSON.stringify(plan),
        inspect(plan, { depth: null }),
        JSON.stringify(parts, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
        inspect(parts, { depth: null, showHidden: true, maxArrayLength: null, maxStringLength: null }),
        ...parts.changes.flatMap((change) => Object.values(change).map((value) => (isSecret(value) ? `${value}` : ''))),
        ...parts.findings.map(findingText),
      ].join('\n');
      expect(shown).not.toContain('canary');
    });
  });

  it('has the same digest exactly when changes and calls are the same', () => {
    inputs.pairs((a, b) => {
      const [one, other] = [planOf(a), planOf(b)];
      expect(one.digest === other.digest).toBe(boundText(one) === boundText(other));
    });
  });

  it('has another digest when any part of a change or a call is another, but not when only its place is', () => {
    inputs.each((input, pick) => {
      const plan = planOf(input);
      const { changes, calls } = plan;
      if (changes.length === 0) return;
      const index = pick % changes.length;
      const edited = (edit: object) =>
        planDigest({ ...plan, changes: changes.map((change, i) => (i === index ? { ...change, ...edit } : change)) });
      expect(edited({ source: at(99), origin: 'drift' })).toBe(plan.digest);
      for (const edit of [{ target: 'x' }, { before: 'x-' }, { after: 'x-' }, { action: 'other' }, { call: 'c99' }]) {
        expect(edited(edit)).not.toBe(plan.digest);
      }
      expect(planDigest({ ...plan, changes: changes.slice(1) })).not.toBe(plan.digest);
      expect(planDigest({ ...plan, calls: calls.slice(1) })).not.toBe(plan.digest);
      expect(planDigest({ ...plan, calls: calls.map((call) => ({ ...call, replaces: !call.replaces })) })).not.toBe(
        plan.digest,
      );
    });
  });

  it('has fingerprints that name their key, and other keys give others', async () => {
    const keys = await Promise.all(['one', 'two', 'three'].map((phrase) => makeFingerprint(phrase, applicationId)));
    const prefixes = keys.map((key) => key('x').split(':')[1]);
    expect(new Set(prefixes).size).toBe(3);
    expect(new Set(keys.map((key) => key('x').split(':')[2])).size).toBe(3);
    inputs.each((input) => {
      const parts = decided(input);
      for (const [index, key] of keys.entries()) {
        const written = JSON.stringify(makePlan(parts, aMoment, key));
        const found = written.match(/hmac:[^"]*/g) ?? [];
        expect(found.length).toBeGreaterThan(0);
        expect(found.every((fingerprint) => /^hmac:[0-9a-f]{8}:[0-9a-f]{16}$/.test(fingerprint))).toBe(true);
        expect(found.every((fingerprint) => fingerprint.split(':')[1] === prefixes[index])).toBe(true);
      }
    });
  });
});

function readOf(input: DecideInput, scope: Scope): LiveScope {
  const read = liveScopeOf(input.live, scope);
  if (read === undefined) throw new Error('a scope that was not read is written');
  return read;
}

function changesIn(changes: readonly KeyChange[], section: Section): readonly KeyChange[] {
  return changes.filter((change) => change.section === section);
}

/** What a body has to hold: the read, with what is set, less what goes and what is null. */
function bodyOf(read: ReadonlyMap<string, Value>, changes: readonly KeyChange[]): ReadonlyMap<string, Value> {
  const removed = new Set(changes.filter((change) => change.action === 'remove').map((change) => change.key));
  const set = changes.flatMap((change) => ('after' in change ? [[change.key, change.after] as const] : []));
  const held = [...read].filter(([key, value]) => value !== null && !removed.has(key));
  return new Map([...held, ...set]);
}

function otherThan(section: Section): Section {
  return section === 'settings' ? 'custom' : 'settings';
}

/** Whether a single-key call can only mean this key. */
function isSure(input: DecideInput, { scope, section, key }: KeyChange): boolean {
  const { options } = input.live;
  const isLive = valueAt(readOf(input, scope).sections, section, key) !== undefined;
  const option = options?.get(key);
  if (section === 'settings') return options === null ? isLive : option !== undefined && option.group !== 'Custom';
  if (option !== undefined) return option.group === 'Custom';
  return testCatalogue.lookup(key) === undefined && (options !== null || isLive);
}

function boundText(plan: Plan): string {
  const changes = plan.changes.map(({ source: _source, origin: _origin, ...change }) => change);
  return text([plan.formatVersion, plan.application, changes, plan.calls, plan.literals]);
}

function printed(value: Value | readonly string[]): string {
  return isSecret(value) ? value.bound(digest) : canonicalJson(value);
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isSecret(value);
}

function sameId(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
