import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/value.ts';
import { jsonText, planJson, problemsJson, runJson } from '../../src/render/machine/json.ts';
import { aChange, aPlan, blockedPlan, fullPlan } from './sample-plan.ts';

function check(name: string): (value: unknown) => readonly string[] {
  const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

// Reverses the members of every object, which must not matter.
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  ) as T;
}

describe('planJson', () => {
  it('gives the same bytes for the same plan, however its members are ordered', () => {
    expect(jsonText(planJson(reversed(fullPlan)))).toBe(jsonText(planJson(fullPlan)));
  });

  it('writes the documented order', async () => {
    await expect(jsonText(planJson(fullPlan))).toMatchFileSnapshot('golden/plan-json.txt');
  });

  it('leaves nothing out and adds nothing', () => {
    expect(planJson(blockedPlan)).toEqual(blockedPlan);
  });

  it('keeps keys that every object has', () => {
    const value = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as Plan['changes'][number]['after'];
    const plan = aPlan({
      changes: [aChange({ action: 'create', target: 'settings.a', ...(value === undefined ? {} : { after: value }) })],
    });
    expect(jsonText(planJson(plan))).toContain('"__proto__": {');
  });
});

describe('the schemas', () => {
  const problemsAt = check('plan');

  it('describe what a plan is', () => {
    for (const plan of [fullPlan, blockedPlan, aPlan()]) expect(problemsAt(planJson(plan))).toEqual([]);
  });

  it('refuse a plan with a member that is not theirs, at any level', () => {
    const [change] = fullPlan.changes;
    const [call] = fullPlan.calls;
    const [finding] = blockedPlan.findings;
    for (const plan of [
      { ...fullPlan, extra: 1 },
      { ...fullPlan, tool: { ...fullPlan.tool, extra: 1 } },
      { ...fullPlan, application: { ...fullPlan.application, extra: 1 } },
      { ...fullPlan, summary: { ...fullPlan.summary, extra: 1 } },
      { ...fullPlan, changes: [{ ...change, extra: 1 }] },
      { ...fullPlan, changes: [{ ...change, source: { file: 'a', line: 1, column: 1, extra: 1 } }] },
      { ...fullPlan, calls: [{ ...call, extra: 1 }] },
      { ...fullPlan, findings: [{ ...finding, extra: 1 }] },
      { ...fullPlan, formatVersion: 2 },
    ]) {
      expect(problemsAt(plan)).not.toEqual([]);
    }
  });

  it('describe plans with a baseline', () => {
    const change = aChange({ action: 'create', target: 'custom.a', after: 'x' });
    const changes = (['pending', 'drift', 'both', 'unknown'] as const).map((origin) => ({ ...change, origin }));
    const plan = { ...fullPlan, changes };
    for (const commit of ['0'.repeat(40), 'a'.repeat(64), null]) {
      const baseline = { name: 'git:was', commit };
      expect(problemsAt(planJson({ ...plan, baseline } as Plan))).toEqual([]);
      expect(planJson({ ...plan, baseline } as Plan).baseline).toEqual(baseline);
    }
    expect(problemsAt({ ...plan, baseline: { name: 'git:was', commit: 'HEAD' } })).not.toEqual([]);
    expect(problemsAt({ ...plan, baseline: 'git:was' })).not.toEqual([]);
    expect(problemsAt({ ...plan, changes: [{ ...change, origin: 'other' }] })).not.toEqual([]);
  });

  it('describe what apply and validate print', () => {
    const report = {
      run: { id: 'r' },
      result: 'failed',
      outcomes: [{ call: 'c1', status: 'failed', verified: false, seen: null, reason: 'no', code: 'rejected' }],
      sideEffects: [{ target: 'custom.a', message: 'm' }],
      changedMeanwhile: ['custom.b'],
      stoppedBy: { code: 'rejected', message: 'm' },
      journalGap: null,
    } as const;
    expect(check('run')(runJson(fullPlan, report))).toEqual([]);
    const [outcome] = report.outcomes;
    for (const seen of ['new', 'old', 'part', 'other'] as const) {
      const told = { ...report, outcomes: [{ ...outcome, seen }], journalGap: 'the disk is full' };
      expect(check('run')(runJson(fullPlan, told))).toEqual([]);
    }
    expect(check('run')(runJson(fullPlan, { ...report, stoppedBy: null, journalGap: 'full' }))).toEqual([]);
    const stillAsked = [{ target: 'custom.a', source: null }];
    expect(check('run')({ ...runJson(fullPlan, report), undoes: 'r', stillAsked })).toEqual([]);
    const problem = { code: 'c', message: 'm', cure: 'd', source: { file: 'a', line: 1, column: 1 } };
    expect(check('problems')(problemsJson([problem, { ...problem, source: null }], []))).toEqual([]);
  });

  it('says what the service keeps in another form, of a secret only that it is one', () => {
    const stored = [
      { target: 'settings.site_name', value: 'example' },
      { target: 'custom.partner_key', value: new Secret('canary') },
    ];
    const told = runJson(fullPlan, {
      run: { id: 'r' },
      result: 'stored-otherwise',
      outcomes: [
        { call: 'c1', status: 'done', verified: true, seen: 'other', reason: 'kept', code: 'stored-otherwise', stored },
      ],
      sideEffects: [],
      changedMeanwhile: [],
      stoppedBy: null,
      journalGap: null,
    });
    expect(check('run')(told)).toEqual([]);
    expect(JSON.parse(JSON.stringify(told))).toMatchObject({
      result: 'stored-otherwise',
      outcomes: [{ call: 'c1', storedAs: 'example' }],
      storedOtherwise: [
        { target: 'settings.site_name', storedAs: 'example' },
        { target: 'custom.partner_key', storedAs: { secret: true } },
      ],
    });
  });
});
