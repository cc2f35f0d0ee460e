import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/core/decide.ts';
import { baselineScopeOf, baselineValueOf } from '../../../src/core/model/baseline-scope.ts';
import { changeName } from '../../../src/core/model/change.ts';
import { resolveClients } from '../../../src/core/model/resolved-clients.ts';
import { globalScope } from '../../../src/core/model/scope.ts';
import { Secret } from '../../../src/core/model/secret.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { planValue } from '../../../src/core/plan/fingerprints.ts';
import { baselineOfSnapshot } from '../../../src/core/snapshot/baseline-of-snapshot.ts';
import { liveFromSnapshot } from '../../../src/core/snapshot/live-from-snapshot.ts';
import { type IsRedacted, makeSnapshot } from '../../../src/core/snapshot/make-snapshot.ts';
import { decideInput } from '../../support/arbitraries.ts';
import {
  aDesired,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aLiveState,
  notCompared,
  plain,
  secretReference,
} from '../../support/builders.ts';

const moment = {
  toolVersion: '0.1.0',
  application: { id: 'app', region: 'us' },
  readAt: '2026-11-21T00:00:00.000Z',
  redacted: [],
};
const digest = aDigest('key');
const nothing: IsRedacted = () => false;

function snapshotOf(live: Parameters<typeof aLiveState>[0], isRedacted = nothing): Snapshot {
  return makeSnapshot(aLiveState(live), moment, digest, isRedacted);
}

describe('a snapshot', () => {
  it('holds plain values as they are, secrets as fingerprints, and no null', () => {
    const secret = new Secret('canary');
    const { global } = snapshotOf({ global: { settings: { login_attempts: 5, rpx_key: secret, site_name: null } } });
    expect(global.settings).toEqual({
      values: { login_attempts: 5 },
      hidden: { rpx_key: secret.fingerprint(digest) },
      inexact: [],
    });
  });

  it('hides what is to be left out', () => {
    const { global } = snapshotOf({ global: { custom: { banner: 'x', other: 'y' } } }, (_id, _section, key) => {
      return key === 'banner';
    });
    expect(Object.keys(global.custom.values)).toEqual(['other']);
    expect(Object.keys(global.custom.hidden)).toEqual(['banner']);
  });

  it('lists clients, options and redacted targets in one order, and remembers what was not there', () => {
    const clients = [aLiveClient({ id: 'b' }), aLiveClient({ id: 'a' })];
    const made = makeSnapshot(
      aLiveState({ clients, options: null }),
      { ...moment, redacted: ['settings.b', 'settings.a'] },
      digest,
      nothing,
    );
    expect(made.clients.map(({ id }) => id)).toEqual(['a', 'b', 'callercallercallercallercaller']);
    expect(made.options).toBe(null);
    expect(made.redacted).toEqual(['settings.a', 'settings.b']);
    expect(snapshotOf({}).options?.map(({ name }) => name)).toEqual(
      [...(snapshotOf({}).options ?? [])].map(({ name }) => name).sort(),
    );
  });

  it('is not made of a part of the application', () => {
    expect(() => snapshotOf({ global: null })).toThrow('every scope');
  });

  it('is JSON that keeps keys such as __proto__', () => {
    const made = snapshotOf({ global: { custom: new Map([['__proto__', 'x']]) } });
    const again: Snapshot = JSON.parse(JSON.stringify(made));
    expect(Object.keys(again.global.custom.values)).toEqual(['__proto__']);
    expect(liveFromSnapshot(again, aDesired(), digest).live.global?.sections.custom.get('__proto__')).toBe('x');
  });
});

describe('a live state from a snapshot', () => {
  const secret = new Secret('canary');
  const snapshot = snapshotOf({ global: { settings: { rpx_key: secret } } });
  const asked = (value: Parameters<typeof plain>[0] | Secret) =>
    aDesired({ settings: new Map([['rpx_key', value instanceof Secret ? secretReference('canary') : plain(value)]]) });

  it('has the very secret of the file where the fingerprints are the same', () => {
    const { live } = liveFromSnapshot(snapshot, asked(secret), digest);
    expect(live.global?.sections.settings.get('rpx_key')).toEqual(secret);
  });

  it('has a secret that equals no other where they are not', () => {
    const { live } = liveFromSnapshot(
      snapshot,
      aDesired({ settings: new Map([['rpx_key', secretReference('other')]]) }),
      digest,
    );
    const value = live.global?.sections.settings.get('rpx_key');
    expect(value instanceof Secret && value.equals(new Secret('other'))).toBe(false);
    expect(value instanceof Secret && planValue(value, digest)).toEqual(planValue(secret, digest));
  });

  it('does not compare a secret whose fingerprint is of another key', () => {
    const { desired } = liveFromSnapshot(snapshot, asked(secret), aDigest('another key'));
    expect(desired.global.sections.settings.values.get('rpx_key')?.kind).toBe('not-compared');
  });

  it('takes a plain value of the file for a secret where the snapshot hides the key', () => {
    const { desired, live } = liveFromSnapshot(snapshot, asked('canary'), digest);
    expect(desired.global.sections.settings.values.get('rpx_key')?.kind).toBe('secret');
    expect(live.global?.sections.settings.get('rpx_key')).toEqual(secret);
  });

  it('leaves alone what the file does not compare, or does not name', () => {
    const unset = aDesired({ settings: new Map([['rpx_key', notCompared]]) });
    expect(liveFromSnapshot(snapshot, unset, digest).desired.global.sections.settings.values.get('rpx_key')).toEqual(
      notCompared,
    );
    expect(liveFromSnapshot(snapshot, aDesired(), digest).live.global?.sections.settings.has('rpx_key')).toBe(true);
  });

  it('takes an exact value for a secret as well', () => {
    const number = snapshotOf({ global: { custom: { pin: new Secret(5) } } });
    const source = { file: 'a', line: 1, column: 1 };
    const exact = aDesired({ custom: new Map([['pin', { kind: 'exact', json: 5, source } as const]]) });
    const { desired } = liveFromSnapshot(number, exact, digest);
    expect(desired.global.sections.custom.values.get('pin')?.kind).toBe('secret');
  });

  it('compares a structured value of the file by its JSON', () => {
    const map = snapshotOf({ global: { custom: { map: new Secret({ a: 1 }) } } });
    const file = aDesired({ custom: { map: { a: 1 } } });
    expect(liveFromSnapshot(map, file, digest).live.global?.sections.custom.get('map')).toEqual(new Secret({ a: 1 }));
  });

  it('finds declared clients by id, and by a name that only one has', () => {
    const clients = [
      aLiveClient({ id: 'a', name: 'Web' }),
      aLiveClient({ id: 'b', name: 'Twin' }),
      aLiveClient({ id: 'c', name: 'Twin' }),
    ];
    const file = aDesired({
      clients: [
        aDesiredClient({ alias: 'one', id: 'a' }),
        aDesiredClient({ alias: 'two', name: 'Twin' }),
        aDesiredClient({ alias: 'web', name: 'Web' }),
      ],
    });
    const { live, desired } = liveFromSnapshot(snapshotOf({ clients }), file, digest);
    expect([...live.scopes.keys()]).toEqual(['a']);
    expect(live.clients.size).toBe(4);
    expect(live.caller).toBe(null);
    // The global scope is not managed by this file.
    expect(live.global).toBe(null);
    expect(desired.clients.size).toBe(3);
  });

  it('opens no secret that is known by its fingerprint alone', () => {
    const value = Secret.knownBy('hmac:00000000:0000000000000000');
    expect(value.equals(Secret.knownBy('hmac:00000000:0000000000000000'))).toBe(true);
    expect(value.equals(Secret.knownBy('hmac:00000000:1111111111111111'))).toBe(false);
    expect(value.isMasked()).toBe(false);
  });
});

describe('a snapshot as a baseline', () => {
  it('says of every key what it was, that it was absent, or that nobody knows', () => {
    const global = { settings: { a: 1, b: 2, rpx_key: new Secret('canary') }, inexactSettings: ['b'] };
    const made = snapshotOf({ global, clients: [aLiveClient({ id: 'x', features: ['owner'] })] });
    const baseline = baselineOfSnapshot(made, 'live.json');
    const settings = baseline.global?.sections.settings;
    expect(settings?.get('a')).toEqual({ kind: 'value', json: 1, text: null });
    expect(settings?.get('b')).toEqual({ kind: 'not-comparable' });
    expect(settings?.get('rpx_key')).toEqual({ kind: 'not-comparable' });
    expect(baselineValueOf(baseline, globalScope, 'custom', 'z')).toEqual({ kind: 'absent' });
    expect(baselineScopeOf(baseline, { kind: 'client', alias: 'web', clientId: 'x' })?.features).toEqual(['owner']);
  });
});

describe('for every application and file', () => {
  it('a plan from a snapshot has the changes of a plan from live, but for the caller', () => {
    fc.assert(
      fc.property(
        decideInput.filter(
          ({ live, desired }) =>
            live.global !== null && resolveClients(desired, live).every(({ kind }) => kind === 'found'),
        ),
        (input) => {
          const made: Snapshot = JSON.parse(JSON.stringify(makeSnapshot(input.live, moment, digest, nothing)));
          const { desired, live } = liveFromSnapshot(made, input.desired, digest);
          const shown = (parts: ReturnType<typeof decide>) =>
            parts.changes.map((change) => [
              changeName(change),
              change.action,
              'before' in change ? JSON.stringify(planValue(change.before, digest)) : null,
              'after' in change ? JSON.stringify(planValue(change.after, digest)) : null,
            ]);
          const here = decide({
            ...input,
            live: { ...input.live, global: live.global === null ? null : input.live.global },
          });
          expect(shown(decide({ ...input, desired, live }))).toEqual(shown(here));
        },
      ),
    );
  });
});
