import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftRows, makeDrift } from '../../src/engine/drift/find-drift.ts';
import type { Json } from '../../src/leaf/json.ts';
import type { Baseline } from '../../src/model/baseline.ts';
import type { DriftRow } from '../../src/model/differences.ts';
import { isSecret, Secret } from '../../src/model/value.ts';
import { decideInput } from '../support/arbitraries.ts';
import {
  aBaseline,
  aBaselineValue,
  aDecideInput,
  aDesired,
  aDesiredClient,
  aDigest,
  aLiveClient,
  anAccept,
  type BaselineWish,
  type DecideWish,
  exactly,
  notCompared,
  secretReference,
  valuesIn,
} from '../support/builders.ts';

const digest = aDigest('key');

function drift(wish: DecideWish, baseline: BaselineWish | null): readonly DriftRow[] {
  const then = baseline === null ? {} : { baseline: aBaseline(baseline) };
  return driftRows(aDecideInput({ ...wish, ...then }), digest).rows;
}

function lines(rows: readonly DriftRow[]): readonly string[] {
  return rows.map((row) => `${row.class} ${row.target}${row.accepted === null ? '' : ' accepted'}`);
}

/** The class of one setting by what baseline, live and file hold; undefined: absent. */
function classOf(then: Json | undefined, now: Json | undefined, asked: Json | undefined): string | undefined {
  const desired = asked === undefined ? { absentSettings: ['site_name'] } : { settings: { site_name: asked } };
  const live = { global: { settings: now === undefined ? {} : { site_name: now } } };
  const settings = then === undefined ? new Map([['site_name', { kind: 'absent' } as const]]) : { site_name: then };
  return drift({ desired, live }, { global: { settings } })[0]?.class;
}

describe('a row', () => {
  it.each([
    ['pending: only the file left the baseline', 'a', 'a', 'b', 'pending'],
    ['drift: only live left it', 'a', 'b', 'a', 'drift'],
    ['both: each left it, to different values', 'a', 'b', 'c', 'both'],
    ['converged: each left it, to the same value', 'a', 'b', 'b', 'converged'],
    ['none: all are the same', 'a', 'a', 'a', undefined],
    ['pending: the file has it anew', undefined, undefined, 'b', 'pending'],
    ['drift: live has it anew', undefined, 'b', undefined, 'drift'],
    ['drift: it went from live', 'a', undefined, 'a', 'drift'],
    ['pending: the file gave it up', 'a', 'a', undefined, 'pending'],
    ['converged: it went from both', 'a', undefined, undefined, 'converged'],
    ['converged: both have it anew', undefined, 'b', 'b', 'converged'],
    ['none: no one ever had it', undefined, undefined, undefined, undefined],
  ])('is %s', (_name, then, now, asked, expected) => {
    expect(classOf(then, now, asked)).toBe(expected);
  });

  it('is none where what the baseline says does not fit the type: whether it is another value is not known', () => {
    const wish = {
      desired: { settings: { login_attempts: 5 } },
      live: { global: { settings: { login_attempts: 5 } } },
    };
    const many = new Map([['login_attempts', aBaselineValue('many')]]);
    expect(drift(wish, { global: { settings: many } })).toEqual([]);
    expect(lines(drift(wish, { global: { settings: { login_attempts: 6 } } }))).toEqual([
      'converged settings.login_attempts',
    ]);
  });

  it('is unknown without a baseline', () => {
    const wish = { desired: { settings: { site_name: 'a' } }, live: { global: { settings: { site_name: 'b' } } } };
    const [row] = drift(wish, null);
    expect(row).toMatchObject({
      class: 'unknown',
      baseline: { kind: 'not-comparable' },
      live: { kind: 'value', json: 'b' },
      file: { kind: 'value', json: 'a' },
    });
  });

  it('is pending where the baseline does not manage the key, and none where live has it already', () => {
    const desired = { settings: { site_name: 'a', email_method: 'x' } };
    const rows = drift({ desired, live: { global: { settings: { email_method: 'x' } } } }, { global: {} });
    expect(lines(rows)).toEqual(['pending settings.site_name']);
  });

  it('shows a number of the baseline as it was written', () => {
    const settings = new Map([['default_flow_version', aBaselineValue(2.0170915215708414e19, '20170915215708415365')]]);
    const rows = drift({ desired: { settings: { default_flow_version: 'x' } } }, { global: { settings } });
    expect(rows[0]?.baseline).toEqual({ kind: 'value', json: '20170915215708415365' });
  });

  it.each([
    [
      'changed in live',
      { desired: { custom: { num: 5, flag: true } }, live: { global: { custom: { num: '6', flag: 'x' } } } },
    ],
    [
      'agreed on since',
      { desired: { custom: { num: 6, flag: false } }, live: { global: { custom: { num: '6', flag: 'false' } } } },
    ],
  ])('shows a baseline in the form of the other values: %s', (_name, wish) => {
    const rows = drift(wish, { global: { custom: { num: 5, flag: true } } });
    expect(new Map(rows.map(({ target, baseline }) => [target, baseline]))).toEqual(
      new Map([
        ['custom.num', { kind: 'value', json: '5' }],
        ['custom.flag', { kind: 'value', json: 'true' }],
      ]),
    );
  });

  it.each<[string, DecideWish]>([
    [
      'changed in live',
      { desired: { settings: { login_attempts: 5 } }, live: { global: { settings: { login_attempts: 6 } } } },
    ],
    ['gone from both', { desired: { absentSettings: ['login_attempts'] } }],
  ])('shows a baseline that does not fit the type as it was written: %s', (_name, wish) => {
    const rows = drift(wish, { global: { settings: new Map([['login_attempts', aBaselineValue('many')]]) } });
    expect(rows.map(({ baseline }) => baseline)).toEqual([{ kind: 'value', json: 'many' }]);
  });

  it('never shows a secret, whatever the baseline had', () => {
    const desired = { settings: new Map([['rpx_key', secretReference('new')]]) };
    const live = { global: { settings: { rpx_key: new Secret('canary') } } };
    const rows = drift({ desired, live }, { global: { settings: { rpx_key: 'canary' } } });
    expect(rows[0]).toMatchObject({
      baseline: { kind: 'secret', fingerprint: null },
      live: { kind: 'secret' },
      file: { kind: 'secret' },
    });
    expect(JSON.stringify(rows)).not.toContain('canary');
    const same = { desired: { settings: new Map([['rpx_key', secretReference('canary')]]) }, live };
    expect(drift(same, { global: { settings: new Map([['rpx_key', { kind: 'not-comparable' } as const]]) } })).toEqual(
      [],
    );
    expect(lines(drift(same, { global: { settings: { rpx_key: 'then' } } }))).toEqual(['converged settings.rpx_key']);
  });

  it.each([
    ['then', 'now', 'then', 'drift'],
    ['then', 'then', 'new', 'pending'],
    ['then', 'now', 'new', 'both'],
    ['then', 'new', 'new', 'converged'],
    [null, 'now', 'then', 'unknown'],
  ])('of a secret compares baseline %s, live %s and file %s: %s', (then, now, asked, expected) => {
    const desired = { settings: new Map([['rpx_key', secretReference(asked)]]) };
    const secret = then === null ? null : new Secret(then);
    const baseline = { settings: new Map([['rpx_key', { kind: 'secret', secret, by: 'reference' } as const]]) };
    const rows = drift({ desired, live: { global: { settings: { rpx_key: now } } } }, { global: baseline });
    expect(lines(rows)).toEqual([`${expected} settings.rpx_key`]);
    expect(rows[0]?.baseline.kind).toBe(then === null ? 'not-comparable' : 'secret');
  });

  it('of a map that is hidden for a secret in it compares what the map says', () => {
    const map = (token: string) => ({ site: 'x', token });
    const classesOf = (then: Json, now: Json): readonly string[] => {
      const live = { global: { custom: { partner: now } } };
      const desired = { custom: new Map([['partner', secretReference(map('new'))]]) };
      return lines(drift({ desired, live }, { global: { custom: { partner: then } } }));
    };
    expect(classesOf(map('then'), map('new'))).toEqual(['converged custom.partner']);
    expect(classesOf({ token: 'new', site: 'x' }, map('new'))).toEqual([]);
  });

  it('is marked, and keeps its class, where it is accepted', () => {
    const desired = { settings: { login_attempts: 5 }, accept: [anAccept('settings.login_attempts', 50)] };
    const rows = drift(
      { desired, live: { global: { settings: { login_attempts: 50 } } } },
      { global: { settings: { login_attempts: 5 } } },
    );
    expect(lines(rows)).toEqual(['drift settings.login_attempts accepted']);
    expect(rows[0]?.accepted).toEqual({ until: '2027-01-31', reason: 'load test' });
  });

  it('is not marked where live left the accepted value too', () => {
    const desired = { settings: { login_attempts: 5 }, accept: [anAccept('settings.login_attempts', 50)] };
    const rows = drift({ desired, live: { global: { settings: { login_attempts: 60 } } } }, null);
    expect(lines(rows)).toEqual(['unknown settings.login_attempts']);
  });

  it('is none for what is ignored, or not compared, or outside of --only', () => {
    const asked = { settings: { site_name: 'b', email_method: 'b' } };
    const live = { global: { settings: { site_name: 'b', email_method: 'b' } } };
    const baseline = { global: { settings: { site_name: 'a', email_method: 'a' } } };
    expect(lines(drift({ desired: { ...asked, ignore: ['settings.site_name'] }, live }, baseline))).toEqual([
      'converged settings.email_method',
    ]);
    expect(lines(drift({ desired: asked, live, only: ['settings.site_*'] }, baseline))).toEqual([
      'converged settings.site_name',
    ]);
    const unset = new Map([['site_name', notCompared]]);
    expect(drift({ desired: { settings: unset }, live }, baseline)).toEqual([]);
  });
});

describe('a client', () => {
  const web = aDesiredClient({ alias: 'web', id: 'a', settings: { site_name: 'b' }, features: ['owner'] });
  const live = (features: readonly string[]) => ({
    clients: [aLiveClient({ id: 'a', features })],
    scopes: { a: { settings: { site_name: 'b' } } },
  });

  it('has rows for its features and keys', () => {
    const then = { clients: { web: { id: 'a', settings: { site_name: 'a' }, features: ['login_client'] } } };
    expect(lines(drift({ desired: { clients: [web] }, live: live(['owner']) }, then))).toEqual([
      'converged clients.web.settings.site_name',
      'converged clients.web.features',
    ]);
    const key = 'clients.web.settings.site_name';
    expect(lines(drift({ desired: { clients: [web] }, live: live(['owner']), only: [key] }, then))).toEqual([
      `converged ${key}`,
    ]);
    const ignored = { clients: [web], ignore: ['clients.web.features'] };
    expect(lines(drift({ desired: ignored, live: live(['owner']) }, then))).toEqual([`converged ${key}`]);
    const [features] = drift({ desired: { clients: [web] }, live: live(['login_client']) }, then).filter(
      ({ class: name }) => name === 'pending',
    );
    expect(features).toMatchObject({
      target: 'clients.web.features',
      clientId: 'a',
      baseline: { kind: 'value', json: ['login_client'] },
    });
    const without = { clients: { web: { id: 'a', settings: { site_name: 'b' } } } };
    expect(drift({ desired: { clients: [web] }, live: live(['login_client']) }, without)[0]?.baseline).toEqual({
      kind: 'not-managed',
    });
    expect(drift({ desired: { clients: [web] }, live: live(['owner']) }, without)).toEqual([]);
    const silent = aDesiredClient({ alias: 'web', id: 'a', settings: { site_name: 'b' } });
    expect(drift({ desired: { clients: [silent] }, live: live(['owner']) }, without)).toEqual([]);
  });

  it('that is gone is a row: drift when the baseline had it, pending when it did not, else unknown', () => {
    const wish = { desired: { clients: [web] } };
    expect(lines(drift(wish, null))).toEqual(['unknown clients.web']);
    expect(lines(drift(wish, {}))).toEqual(['pending clients.web']);
    expect(lines(drift(wish, { clients: { other: { id: 'a' } } }))).toEqual(['drift clients.web']);
    // The baseline may have found it by name; another id under its alias is another client.
    expect(lines(drift(wish, { clients: { web: {} } }))).toEqual(['drift clients.web']);
    expect(lines(drift(wish, { clients: { web: { id: 'b' } } }))).toEqual(['pending clients.web']);
    const named = aDesiredClient({ alias: 'web', name: 'Web' });
    expect(lines(drift({ desired: { clients: [named] } }, { clients: { web: {} } }))).toEqual(['drift clients.web']);
    expect(drift({ desired: { clients: [named] } }, null)[0]).toMatchObject({ clientId: null, file: { json: 'web' } });
    const silent = aDesiredClient({ alias: 'web', id: 'a' });
    expect(drift({ desired: { clients: [silent] } }, null)[0]).toMatchObject({ file: { json: 'a' } });
  });
});

describe('the document', () => {
  it('counts rows by class, and what is accepted apart', () => {
    const desired = {
      settings: { login_attempts: 5, site_name: 'b', email_method: 'x' },
      accept: [anAccept('settings.login_attempts', 50)],
    };
    const input = {
      ...aDecideInput({ desired, live: { global: { settings: { login_attempts: 50, site_name: 'a' } } } }),
      baseline: aBaseline({ global: { settings: { login_attempts: 5, site_name: 'a' } } }),
    };
    const { rows, parts } = driftRows(input, digest);
    const made = makeDrift(rows, parts, { readAt: '2026-11-21T00:00:00.000Z', toolVersion: '0.1.0' });
    expect(made.summary).toEqual({
      pending: 2,
      drift: 0,
      both: 0,
      converged: 0,
      unknown: 0,
      accepted: 1,
      notCompared: 0,
    });
    expect(made.baseline?.name).toBe('git:capstan/production');
    expect(makeDrift(rows, { ...parts, baseline: null }, { readAt: '', toolVersion: '' }).baseline).toBe(null);
    expect(made.findings).toEqual(parts.findings.map((finding) => expect.objectContaining({ code: finding.code })));
  });

  it('has findings as plans have them', () => {
    const desired = { clients: [aDesiredClient({ alias: 'web', id: 'gone' })] };
    const { rows, parts } = driftRows(aDecideInput({ desired }), digest);
    const { findings } = makeDrift(rows, parts, { readAt: '', toolVersion: '' });
    expect(findings.map(({ code, target }) => `${code} ${target}`)).toEqual(['client-missing clients.web']);
  });
});

describe('for every application and file', () => {
  it('a file that says what live holds has no drift, with any baseline or none', () => {
    fc.assert(
      fc.property(
        decideInput.filter(({ live }) => live.global !== null),
        fc.boolean(),
        (input, withBaseline) => {
          const live = valuesIn(input.live.global?.sections.settings);
          const held = [...live].flatMap(([key, json]) =>
            json === null || isSecret(json) ? [] : [[key, json] as const],
          );
          const settings = new Map(held.map(([key, json]) => [key, exactly(json)]));
          const desired = aDesired({ settings });
          const baseline = withBaseline ? aBaseline({ global: {} }) : null;
          expect(driftRows({ ...input, only: [], desired, baseline }, digest).rows).toEqual([]);
        },
      ),
    );
  });

  it('each target has one row, and each change that a plan makes has a row', () => {
    const baselines: readonly (Baseline | null)[] = [
      null,
      aBaseline({ global: { settings: { site_name: 'a' }, whole: ['settings'] } }),
    ];
    fc.assert(
      fc.property(decideInput, fc.constantFrom(...baselines), (input, baseline) => {
        const { rows, parts } = driftRows({ ...input, baseline }, digest);
        const names = rows.map(({ target }) => target);
        expect(new Set(names).size).toBe(names.length);
        expect(rows.filter(({ accepted }) => accepted === null).length).toBeGreaterThanOrEqual(parts.changes.length);
        expect(JSON.stringify(rows)).not.toContain('canary');
      }),
    );
  });
});
