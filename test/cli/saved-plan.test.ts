import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showPlan } from '../../src/cli/actions/show.ts';
import { exitCode } from '../../src/cli/exit-codes.ts';
import { printSchema } from '../../src/cli/schemas.ts';
import { planDigest } from '../../src/engine/plan-document/digests.ts';
import type { Plan } from '../../src/model/plan.ts';
import { checkDigest, checkSamePlan, checkSavedPlan } from '../../src/workflows/check-saved-plan.ts';
import type { ExpectedEnd } from '../../src/workflows/ending.ts';
import { readSavedPlan, readSnapshot } from '../../src/workflows/read-saved.ts';
import { aPlan, blockedPlan, fullPlan } from '../render/sample-plan.ts';
import { commonFlags, fakeSession } from './fake-session.ts';

const plan: Plan = { ...fullPlan, digest: planDigest(fullPlan) };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-saved-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function saved(content: unknown): string {
  const path = join(folder, 'plan.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('readSavedPlan', () => {
  it('gives back a plan without a single change', async () => {
    const empty = aPlan();
    expect((await readSavedPlan(saved({ ...empty, digest: planDigest(empty) }), folder)).status).toBe('in-sync');
  });

  it('gives back the plan that was saved', async () => {
    expect(await readSavedPlan(saved(plan), folder)).toEqual(plan);
  });

  it('gives it back with other blanks, line breaks, and the mark of an editor at its beginning', async () => {
    const text = `${JSON.stringify(plan, null, 2)}\n`;
    expect(await readSavedPlan(saved(`\ufeff${text.replaceAll('\n', '\r\n')}`), folder)).toEqual(plan);
  });

  it.each([
    ['', 'is empty'],
    [JSON.stringify(plan).slice(0, -1), 'is not JSON, or is cut off'],
    [Buffer.from(JSON.stringify(plan), 'utf16le').toString('utf8'), 'is not text in UTF-8'],
  ])('says what is wrong with a text that is no JSON (%#)', async (text, wrong) => {
    await expect(readSavedPlan(saved(text), folder)).rejects.toThrow(wrong);
  });

  it.each<[string, unknown, string]>([
    ['is not JSON', '{', 'plan-not-json'],
    ['is something else', [], 'plan-malformed'],
    ['is nothing', 'null', 'plan-malformed'],
    ['lacks a member', { ...plan, changes: undefined }, 'plan-malformed'],
    ['has a member too many', { ...plan, force: true }, 'plan-malformed'],
    ['has another format', { ...plan, formatVersion: 2 }, 'plan-format-unknown'],
    [
      'has another value',
      { ...plan, changes: plan.changes.map((change, index) => (index === 0 ? { ...change, after: 'DE' } : change)) },
      'plan-edited',
    ],
    ['has fewer changes', { ...plan, changes: plan.changes.slice(1) }, 'plan-edited'],
    ['has another call', { ...plan, calls: plan.calls.slice(1) }, 'plan-edited'],
    ['counts its changes wrongly', { ...plan, summary: { ...plan.summary, remove: 0 } }, 'plan-edited'],
    ['is narrowed to what is no target', { ...plan, only: ['x'] }, 'plan-edited'],
    ['says in sync and has changes', { ...plan, status: 'in-sync' }, 'plan-edited'],
  ])('ends with 65 when the file %s', async (_what, content, code) => {
    await expect(readSavedPlan(saved(content), folder)).rejects.toMatchObject({
      ending: 'invalidFile',
      problems: [{ code }],
    });
  });

  it('ends with 65 when there is no such file', async () => {
    await expect(readSavedPlan(join(folder, 'none'), folder)).rejects.toMatchObject({
      ending: 'invalidFile',
      message: expect.stringContaining('(ENOENT)'),
    });
  });

  it('quotes nothing of the file', async () => {
    await expect(readSavedPlan(saved({ ...plan, canary: 'canary' }), folder)).rejects.not.toMatchObject({
      message: expect.stringContaining('canary'),
    });
  });
});

describe('readSnapshot', () => {
  const snapshotText = (text: string): Promise<unknown> => readSnapshot(saved(text), 'live.json');

  it('takes no key twice in one object: another reader may see its other value', async () => {
    const text = '{"kind":"capstan-snapshot","formatVersion":1,"global":{"settings":{"a":1,"b":{"c":1,"\\u0063":2}}}}';
    await expect(snapshotText(text)).rejects.toMatchObject({
      ending: 'invalidFile',
      problems: [{ code: 'snapshot-malformed', message: expect.stringContaining('a key stands twice') }],
    });
  });

  it('takes no nesting that no value of a setting has', async () => {
    await expect(snapshotText('['.repeat(100_000))).rejects.toMatchObject({
      problems: [{ code: 'snapshot-malformed', message: expect.stringContaining('deeper than') }],
    });
  });
});

describe('checkSavedPlan', () => {
  const now = {
    at: new Date('2026-11-22T00:00:00Z'),
    toolVersion: '0.1.0',
    application: plan.application.id,
    caller: 'owner-client',
  };
  const codeOf = (change: Partial<Plan>, other: Partial<typeof now> = {}): string => {
    try {
      checkSavedPlan({ ...plan, ...change }, { ...now, ...other });
      return 'fine';
    } catch (error) {
      const { ending, problems } = error as ExpectedEnd;
      return `${exitCode[ending]} ${problems[0]?.code}`;
    }
  };

  it('takes a plan of today, by this version, for this application and this caller only', () => {
    expect(codeOf({})).toBe('fine');
    expect(codeOf({ status: 'blocked' })).toBe('5 plan-blocked');
    expect(codeOf({}, { at: new Date('2026-11-24T10:00:00.001Z') })).toBe('7 plan-expired');
    expect(codeOf({}, { at: new Date('2026-11-24T10:00:00.000Z') })).toBe('fine');
    expect(codeOf({ tool: { name: 'capstan', version: '0.2.0' } })).toBe('7 plan-of-other-version');
    expect(codeOf({}, { application: 'other' })).toBe('7 plan-of-other-application');
    expect(codeOf({}, { caller: 'other' })).toBe('7 plan-of-other-caller');
    expect(codeOf({ caller: null })).toBe('7 plan-of-other-caller');
  });
});

function endOf(approved: Plan, current: Plan): unknown {
  try {
    checkSamePlan(approved, current);
    return 'same';
  } catch (error) {
    return error;
  }
}

describe('checkSamePlan', () => {
  const end = (current: Plan): unknown => endOf(plan, current);

  it('takes the same plan made later', () => {
    expect(end({ ...plan, createdAt: '2026-11-22T00:00:00.000Z', fingerprints: {} })).toBe('same');
  });

  it('says what differs', () => {
    const changes = plan.changes.slice(1).map((change, index) => (index === 0 ? { ...change, before: 6 } : change));
    const [first] = plan.changes;
    const added = first === undefined ? [] : [{ ...first, target: 'custom.new\u001b' }];
    expect(end({ ...plan, digest: 'sha256:other', changes: [...changes, ...added] })).toMatchObject({
      ending: 'stale',
      problems: [
        { code: 'plan-stale' },
        { message: 'custom.site_locale: in the approved plan ((absent) -> "US"), no longer needed' },
        { message: 'settings.login_attempts: the live value has changed: 5 -> 6' },
        { message: 'custom.new\u001b: not in the approved plan, needed now ((absent) -> "US")' },
      ],
    });
  });

  it('tells what the file declares now from what live has, and shows no secret', () => {
    const other = { secret: true, fingerprint: 'hmac:0011aabb:cccccccc33333333' } as const;
    const changes = plan.changes.map((change) => {
      if (change.target === 'settings.login_attempts') return { ...change, after: 70 };
      return change.target === 'settings.rpx_key' ? { ...change, before: other, after: 'x'.repeat(90) } : change;
    });
    expect(end({ ...plan, digest: 'sha256:other', changes })).toMatchObject({
      problems: [
        { code: 'plan-stale' },
        { message: 'settings.login_attempts: the file has changed: 7 -> 70' },
        { message: 'settings.rpx_key: the live value has changed (a secret)' },
        { message: `settings.rpx_key: the file has changed: (secret) -> "${'x'.repeat(58)}…` },
      ],
    });
  });

  it('says so when only the calls differ, and shortens long lists', () => {
    expect(end({ ...plan, digest: 'sha256:other', calls: [] })).toMatchObject({
      message: expect.stringContaining('the same changes, by other requests'),
    });
    const [first] = plan.changes;
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...first,
      target: `custom.k${index}`,
    })) as Plan['changes'];
    expect(end({ ...plan, digest: 'sha256:other', changes: many })).toMatchObject({
      message: expect.stringContaining('and 29 more'),
    });
  });

  it('does not take a file that asks for something else, unless the digests cannot be compared', () => {
    expect(end({ ...plan, configDigest: 'hmac:0011aabb:ffffffffffffffff' })).toMatchObject({
      ending: 'stale',
      problems: [{ code: 'file-changed' }],
    });
    expect(end({ ...plan, configDigest: 'hmac:ffffffff:ffffffffffffffff' })).toBe('same');
  });

  it('does not take findings that the plan did not show, information included', () => {
    expect(end({ ...plan, findings: blockedPlan.findings })).toMatchObject({
      ending: 'stale',
      problems: [{ code: 'new-findings' }, ...blockedPlan.findings.map(() => expect.anything())],
    });
    const info = blockedPlan.findings.filter(({ severity }) => severity === 'info');
    expect(end({ ...plan, findings: info })).toMatchObject({ problems: [{ code: 'new-findings' }, {}] });
  });

  it('does not take a plan whose findings are gone or weigh something else', () => {
    const [finding] = blockedPlan.findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const shown: Plan = { ...plan, findings: [finding] };
    expect(endOf(shown, plan)).toMatchObject({
      ending: 'stale',
      problems: [{ code: 'findings-gone' }, { message: expect.stringContaining('no longer') }],
    });
    const warned: Plan = { ...plan, findings: [{ ...finding, severity: 'warning' }] };
    expect(endOf(shown, warned)).toMatchObject({
      problems: [{ code: 'new-findings' }, { message: expect.stringContaining('another severity (warning)') }],
    });
  });

  it('names an application or a secret of the file that is another one', () => {
    expect(end({ ...plan, application: { ...plan.application, region: 'eu' } })).toMatchObject({
      problems: [{ code: 'plan-stale' }, { message: 'another application' }],
    });
    expect(end({ ...plan, literals: 'hmac:0011aabb:ffffffffffffffff' })).toMatchObject({
      problems: [{ code: 'plan-stale' }, { message: 'another secret in the file' }],
    });
  });
});

describe('checkDigest', () => {
  it('takes any plan unless one is expected, and then only that', () => {
    expect(checkDigest(undefined, plan)).toBeUndefined();
    expect(checkDigest(plan.digest, plan)).toBeUndefined();
    expect(() => checkDigest('sha256:other', plan)).toThrow(expect.objectContaining({ ending: 'stale' }));
  });
});

describe('showPlan', () => {
  const flags = { ...commonFlags, unmanaged: 'counted' } as const;

  it('shows a saved plan as text and as JSON', async () => {
    const text = fakeSession();
    expect(await showPlan({ ...flags, plan: saved(plan) }, text)).toBe(0);
    expect(text.printed.join('')).toContain('Plan: 2 to create');
    const json = fakeSession();
    await showPlan({ ...flags, format: 'json', plan: saved(plan) }, json);
    expect(JSON.parse(json.printed.join(''))).toEqual(plan);
  });
});

describe('printSchema', () => {
  it('prints a schema', async () => {
    const session = fakeSession();
    expect(await printSchema({ name: 'plan' }, session)).toBe(0);
    expect(JSON.parse(session.printed.join(''))).toHaveProperty('title');
  });
});
