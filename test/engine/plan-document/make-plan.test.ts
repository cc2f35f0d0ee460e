import { describe, expect, it } from 'vitest';
import { fingerprints, planDigest } from '../../../src/engine/plan-document/digests.ts';
import { makePlan, type PlanParts } from '../../../src/engine/plan-document/make-plan.ts';
import { Secret, secretAddress } from '../../../src/model/value.ts';
import {
  aBaseline,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aMoment,
  applicationId,
  at,
  callerId,
  changedClient,
  type DecideWish,
  decided,
  type LiveWish,
  notCompared,
  readOnlyOf,
  secretReference,
} from '../../support/builders.ts';

const digest = aDigest('key');
const web = aLiveClient({ id: 'id-of-web' });

function plan(wish: DecideWish) {
  return makePlan(decided(wish), aMoment, digest);
}

const place = secretAddress(null, 'settings', 'rpx_key');

describe('a plan', () => {
  it('says whether it overwrites what others changed in the live application', () => {
    expect((['kept', 'overwritten', 'shown'] as const).map((liveEdits) => plan({ liveEdits }).overwriteDrift)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('binds secrets that stand in the file in clear, and no other, since those have fingerprints', () => {
    const settings = new Map([['rpx_key', secretReference('x')]]);
    expect(plan({ desired: { settings } }).literals).toBeUndefined();
  });

  it('shows each change with its values, place and call', () => {
    const { changes, calls, summary } = plan({
      desired: {
        settings: { site_name: 'x', login_attempts: 7 },
        absentCustom: ['old'],
        clients: [aDesiredClient({ features: ['access_issuer'] })],
      },
      live: { global: { settings: { login_attempts: 5 }, custom: { old: '1', left: '1' } }, clients: [web] },
    });
    expect(changes).toEqual([
      {
        action: 'update',
        target: 'settings.login_attempts',
        before: 5,
        after: 7,
        origin: 'unknown',
        call: 'c1',
        source: at(1),
      },
      { action: 'create', target: 'settings.site_name', after: 'x', origin: 'unknown', call: 'c1', source: at(1) },
      { action: 'remove', target: 'custom.old', before: '1', origin: 'unknown', call: 'c2', source: at(2) },
      {
        action: 'features',
        target: 'clients.web.features',
        clientId: 'id-of-web',
        before: ['login_client'],
        after: ['access_issuer'],
        origin: 'unknown',
        call: 'c3',
        source: at(4),
      },
    ]);
    expect(calls.map((call) => call.id)).toEqual(['c1', 'c2', 'c3']);
    expect(summary).toEqual({ create: 1, update: 1, remove: 1, features: 1, unmanaged: 2, notCompared: 0 });
  });

  it('shows secrets as fingerprints and counts what was not compared', () => {
    const { changes, summary } = plan({
      desired: {
        settings: new Map([
          ['rpx_key', secretReference('new')],
          ['other_key', notCompared],
        ]),
      },
      live: { global: { settings: { rpx_key: new Secret('old') } } },
    });
    expect(changes).toMatchObject([
      {
        before: { secret: true, fingerprint: new Secret('old').fingerprint(digest, place) },
        after: { secret: true, fingerprint: new Secret('new').fingerprint(digest, place) },
      },
    ]);
    expect(summary.notCompared).toBe(1);
  });

  it('gives no fingerprint to what stands in the file, and binds it all the same', () => {
    const of = (guess: string) =>
      plan({
        desired: { custom: { g1_token: guess, g2: guess }, sensitive: ['custom.g2'] },
        live: { global: { settings: { rpx_key: new Secret('hunter2') }, custom: { g2: 'hunter2' } } },
      });
    const shown = of('hunter2').changes.map(({ target, after }) => [target, after]);
    expect(shown).toEqual([
      ['custom.g1_token', { secret: true, fingerprint: null }],
      // Refused, and never said to be right.
      ['custom.g2', { secret: true, fingerprint: null }],
    ]);
    expect(of('hunter2').digest).not.toBe(of('other').digest);
    expect(of('hunter2').literals).toMatch(/^hmac:/u);
  });

  it('asks for the slow key of digests only where there is a secret, or when its seal and digests are looked at', () => {
    let asked = 0;
    const counting = (text: string) => {
      asked += 1;
      return digest(text);
    };
    const made = makePlan(decided({ desired: { settings: { site_name: 'x' } } }), aMoment, counting);
    expect([made.changes.length, made.digest.slice(0, 7), asked]).toEqual([1, 'sha256:', 0]);
    const { seal, configDigest, fingerprints: scopes } = made;
    expect([seal, configDigest]).toEqual([expect.stringMatching(/^hmac:/u), expect.stringMatching(/^hmac:/u)]);
    expect(Object.keys(scopes)).toEqual(['global']);
    expect(asked).toBe(3);
    expect(made.seal).toBe(seal);
    expect(asked).toBe(3);
  });

  it('gives equal secrets of two places two fingerprints', () => {
    const { changes } = plan({
      desired: {
        settings: new Map([['rpx_key', secretReference('new')]]),
        custom: new Map([['a', secretReference('new')]]),
      },
    });
    const prints = changes.map(({ after }) => JSON.stringify(after));
    expect(new Set(prints).size).toBe(2);
  });

  it('names the tool, the application, the caller and the moment', () => {
    expect(plan({})).toMatchObject({
      formatVersion: 1,
      tool: { name: 'capstan', version: '0.1.0' },
      application: { id: applicationId, region: 'us' },
      caller: callerId,
      source: 'live',
      readAt: aMoment.readAt,
      createdAt: aMoment.createdAt,
      expiresAt: aMoment.expiresAt,
      baseline: null,
    });
  });

  it('names the baseline, and says why each change is needed', () => {
    const baseline = aBaseline({ global: { settings: { site_name: 'x', login_attempts: 5 } } });
    const made = plan({
      desired: { settings: { site_name: 'x', login_attempts: 7, email_method: 'smtp' } },
      live: { global: { settings: { site_name: 'y', login_attempts: 5 } } },
      baseline,
    });
    expect(made.baseline).toEqual({ name: 'git:capstan/production', commit: baseline.commit });
    expect(made.changes.map(({ target, origin }) => [target, origin])).toEqual([
      ['settings.email_method', 'pending'],
      ['settings.login_attempts', 'pending'],
      ['settings.site_name', 'drift'],
    ]);
  });

  it('is in sync, ready or blocked', () => {
    expect(plan({}).status).toBe('in-sync');
    expect(plan({ desired: { settings: { site_name: 'x' } } }).status).toBe('ready');
    expect(plan({ desired: { settings: { widget: 'x' } } }).status).toBe('blocked');
    expect(plan({ desired: { clients: [aDesiredClient()] } }).status).toBe('blocked');
  });

  it('is ready in spite of warnings', () => {
    const warned = plan({ desired: { settings: { widget: 'x' } }, live: { options: null } });
    expect(warned.status).toBe('ready');
    expect(warned.findings.map(({ code, severity, target }) => [code, severity, target])).toEqual([
      ['unknown-setting', 'warning', 'settings.widget'],
      ['cached-reads', 'warning', 'global'],
    ]);
  });

  it('gives no call for a change that none carries', () => {
    const parts: PlanParts = { ...decided({ desired: { settings: { site_name: 'x' } } }), calls: [] };
    expect(makePlan(parts, aMoment, digest).changes).toMatchObject([{ call: null }]);
  });
});

describe('the digest of a plan', () => {
  const base = plan({ desired: { settings: { site_name: 'x' } } });

  it('is over what would be done', () => {
    expect(base.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(planDigest(base)).toBe(base.digest);
    expect(planDigest({ ...base, changes: [] })).not.toBe(base.digest);
    expect(planDigest({ ...base, calls: [] })).not.toBe(base.digest);
    expect(planDigest({ ...base, application: { id: 'other', region: 'us' } })).not.toBe(base.digest);
  });

  it('is not over where it was asked', () => {
    expect(planDigest({ ...base, changes: base.changes.map((change) => ({ ...change, source: at(99) })) })).toBe(
      base.digest,
    );
  });
});

describe('the fingerprints of scopes', () => {
  const of = (live: LiveWish) => {
    const parts = decided({ desired: { clients: [aDesiredClient()] }, live: { clients: [web], ...live } });
    return fingerprints(parts.live, { clients: parts.clients, things: [] }, digest);
  };
  const base = of({});

  it('are one for each scope that was read', () => {
    expect(Object.keys(base)).toEqual(['global', 'clients.web']);
    expect(Object.keys(of({ global: null }))).toEqual(['clients.web']);
    expect(Object.keys(of({ clients: [] }))).toEqual(['global']);
  });

  it('change with what the scope holds, and with nothing of another', () => {
    const global = of({ global: { custom: { a: '1' } } });
    expect(global['global']).not.toBe(base['global']);
    expect(global['clients.web']).toBe(base['clients.web']);
    const scoped = of({ scopes: { 'id-of-web': { settings: { a: new Secret('x') } } } });
    expect(scoped['clients.web']).not.toBe(base['clients.web']);
    expect(of({ scopes: { 'id-of-web': { settings: { a: new Secret('y') } } } })['clients.web']).not.toBe(
      scoped['clients.web'],
    );
    expect(of({ clients: [changedClient(web, { features: null })] })['clients.web']).not.toBe(base['clients.web']);
  });

  it('do not change with what a client inherits, nor with the order of keys and features', () => {
    const scope = { settings: { a: '1', b: '2' }, custom: new Map([['__proto__', '1']]) };
    const turned = { settings: { b: '2', a: '1' }, custom: scope.custom, inherited: { settings: { c: '1' } } };
    const clients = [changedClient(web, { features: ['b', 'a'] })];
    expect(of({ clients, scopes: { 'id-of-web': scope } })).toEqual(
      of({ clients: [changedClient(web, { features: ['a', 'b'] })], scopes: { 'id-of-web': turned } }),
    );
  });

  it('are not made for a client of which a reply is missing', () => {
    const parts = decided({ desired: { clients: [aDesiredClient()] }, live: { clients: [web] } });
    expect(fingerprints(readOnlyOf(parts.live), { clients: parts.clients, things: [] }, digest)).toEqual({
      global: base['global'],
    });
    const without = fingerprints({ ...parts.live, clients: new Map() }, { clients: parts.clients, things: [] }, digest);
    expect(without['clients.web']).not.toBe(base['clients.web']);
  });
});
