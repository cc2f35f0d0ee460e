import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/decide.ts';
import { planValue, planValues } from '../../../src/engine/plan-document/digests.ts';
import { secrecyOf } from '../../../src/engine/secrecy/secrecy-of.ts';
import { sealLive, settle } from '../../../src/engine/secrecy/settle.ts';
import { type IsRedacted, makeSnapshot, type SettledLive } from '../../../src/engine/snapshot/make-snapshot.ts';
import {
  baselineOfSnapshot,
  comparableBaseline,
  liveFromSnapshot,
  wholeFromSnapshot,
} from '../../../src/engine/snapshot/state-of-snapshot.ts';
import { globalScope, sections } from '../../../src/model/address.ts';
import type { Snapshot } from '../../../src/model/baseline.ts';
import { baselineScopeOf, baselineValueOf } from '../../../src/model/baseline.ts';
import { changeName } from '../../../src/model/change.ts';
import { type LiveState, resolveClients } from '../../../src/model/live.ts';
import { type Cell, valueAt } from '../../../src/model/state.ts';
import { Secret, secretAddress } from '../../../src/model/value.ts';
import { decideInput } from '../../support/arbitraries.ts';
import {
  aBaseline,
  aDesired,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aLiveState,
  scopesRead,
  secretReference,
  testCatalogue,
  today,
  warnUntil,
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
  return makeSnapshot(settledLive(aLiveState(live)), moment, digest, isRedacted);
}

function settledLive(live: LiveState): SettledLive {
  const secrecy = secrecyOf({ catalogue: testCatalogue, files: [], baseline: null, live, known: [] });
  return { live: sealLive(live, secrecy), secrecy };
}

describe('a snapshot', () => {
  it('holds plain values as they are, secrets as fingerprints, and no null', () => {
    const secret = new Secret('canary');
    const { global } = snapshotOf({ global: { settings: { login_attempts: 5, rpx_key: secret, site_name: null } } });
    expect(global.settings).toEqual({
      values: { login_attempts: 5 },
      hidden: { rpx_key: secret.fingerprint(digest, secretAddress(null, 'settings', 'rpx_key')) },
      looks: [],
      inexact: [],
    });
  });

  it('says which of the hidden keys only look like secrets', () => {
    const { global } = snapshotOf(
      { global: { settings: { rpx_key: 'a' }, custom: { my_token: 'b', url: 'https://u:p@h', redacted_key: 'c' } } },
      (_id, _section, key) => key === 'redacted_key',
    );
    expect(Object.keys(global.custom.hidden)).toEqual(['my_token', 'redacted_key', 'url']);
    expect([global.settings.looks, global.custom.looks]).toEqual([[], ['my_token', 'url']]);
  });

  it('hides what is to be left out', () => {
    const { global } = snapshotOf({ global: { custom: { banner: 'x', other: 'y' } } }, (_id, _section, key) => {
      return key === 'banner';
    });
    expect(Object.keys(global.custom.values)).toEqual(['other']);
    expect(Object.keys(global.custom.hidden)).toEqual(['banner']);
  });

  it('has nothing of a secret that stands in a file in clear, whose fingerprint would tell a right guess', () => {
    const { global } = snapshotOf({ global: { custom: { banner: Secret.ofFile('guess'), other: new Secret('x') } } });
    expect(global.custom.values).toEqual({});
    expect(Object.keys(global.custom.hidden)).toEqual(['other']);
  });

  it('lists clients, options and redacted targets in one order, and remembers what was not there', () => {
    const clients = [aLiveClient({ id: 'b' }), aLiveClient({ id: 'a' })];
    const made = makeSnapshot(
      settledLive(aLiveState({ clients, options: null })),
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
    expect(liveFromSnapshot(again, aDesired(), digest).live.global?.sections.custom.get('__proto__')).toMatchObject({
      json: 'x',
    });
  });
});

describe('a live state from a snapshot', () => {
  const secret = new Secret('canary');
  const snapshot = snapshotOf({ global: { settings: { rpx_key: secret } } });
  const place = { clientId: null, section: 'settings', key: 'rpx_key' } as const;

  it('holds secrets that can be compared with those of the file, if the fingerprints are of one key', () => {
    const inLive = valueAt(liveFromSnapshot(snapshot, aDesired(), digest).live.global?.sections, 'settings', 'rpx_key');
    if (!(inLive instanceof Secret)) throw new Error('it is a secret');
    expect([inLive.sameAs(secret), inLive.sameAs(new Secret('other'))]).toEqual([true, false]);
    expect(planValue(inLive, place, digest)).toEqual(planValue(secret, place, digest));
    const another = liveFromSnapshot(snapshot, aDesired(), aDigest('another key')).live.global?.sections;
    expect(secret.sameAs(valueAt(another, 'settings', 'rpx_key') as Secret)).toBeUndefined();
  });

  it('is whole where no file says what it is about, with secrets of which nothing but the fingerprint is known', () => {
    const clients = [aLiveClient({ id: 'a' })];
    const { live, secrets } = wholeFromSnapshot(snapshotOf({ global: { settings: { rpx_key: secret } }, clients }));
    expect(scopesRead(live).get('a')?.sections.settings.size).toBe(0);
    expect(scopesRead(live).get('a')?.inherited?.settings.has('rpx_key')).toBe(true);
    expect(secrets).toEqual([place]);
    const kept = valueAt(live.global?.sections, 'settings', 'rpx_key');
    expect(secret.sameAs(kept as Secret)).toBeUndefined();
  });

  it('is not compared by fingerprints of another key', () => {
    const desired = aDesired({ settings: new Map([['rpx_key', secretReference('canary')]]) });
    const parts = (key: string) => {
      const { live, secrets } = liveFromSnapshot(snapshot, desired, aDigest(key));
      const known = [{ source: 'the snapshot', addresses: secrets }];
      return decide(
        settle({
          desired,
          live,
          known,
          catalogue: testCatalogue,
          only: [],
          baseline: null,
          liveEdits: 'kept' as const,
          undo: null,
          today,
          warnUntil,
        }),
      );
    };
    expect([parts('key').changes, parts('key').notCompared]).toEqual([[], []]);
    expect([parts('other').changes, parts('other').notCompared]).toEqual([[], ['settings.rpx_key']]);
  });

  it('knows its hidden keys, but for those that only look like secrets', () => {
    const made = snapshotOf({ global: { settings: { rpx_key: 'a' }, custom: { my_token: 'b' } } });
    expect(liveFromSnapshot(made, aDesired(), digest).secrets).toEqual([
      { clientId: null, section: 'settings', key: 'rpx_key' },
    ]);
  });

  it('finds declared clients by id, and by a name that only one has', () => {
    const clients = [
      aLiveClient({ id: 'a', name: 'Web' }),
      aLiveClient({ id: 'b', name: 'Twin' }),
      aLiveClient({ id: 'c', name: 'Twin' }),
      aLiveClient({ id: 'd', name: 'App' }),
      aLiveClient({ id: 'e', name: 'Other' }),
    ];
    const file = aDesired({
      clients: [
        aDesiredClient({ alias: 'one', id: 'a' }),
        aDesiredClient({ alias: 'two', name: 'Twin' }),
        aDesiredClient({ alias: 'app', name: 'App' }),
      ],
    });
    const { live } = liveFromSnapshot(snapshotOf({ clients }), file, digest);
    expect([...scopesRead(live).keys()]).toEqual(['a', 'd']);
    expect(live.clients.size).toBe(6);
    expect(live.caller).toBe(null);
    // The global scope is not managed by this file.
    expect(live.global).toBe(null);
  });

  it('opens no secret that is known by its fingerprint alone', () => {
    const value = Secret.knownBy('hmac:00000000:0000000000000000', 'a');
    expect(value.isMasked()).toBe(false);
  });
});

describe('a snapshot as a baseline', () => {
  it('says of every key what it was, that it was absent, or that no one knows', () => {
    const global = { settings: { a: 1, b: 2, rpx_key: new Secret('canary') }, inexactSettings: ['b'] };
    const made = snapshotOf({ global, clients: [aLiveClient({ id: 'x', features: ['owner'] })] });
    const baseline = baselineOfSnapshot(made, 'live.json');
    const settings = baseline.global?.sections.settings;
    expect(settings?.get('a')).toEqual({ kind: 'value', json: 1, text: null });
    expect(settings?.get('b')).toEqual({ kind: 'not-comparable' });
    expect(settings?.get('rpx_key')).toMatchObject({ kind: 'secret', by: 'snapshot' });
    expect(baselineValueOf(baseline, globalScope, 'custom', 'z')).toEqual({ kind: 'absent' });
    expect(
      baselineScopeOf(baseline, { kind: 'client', alias: 'web', clientId: 'x' })?.properties.get('features'),
    ).toEqual({ value: ['owner'] });
  });

  it('can be compared with values once the digest of its fingerprints is at hand, in both sections of each scope', () => {
    const secrets = { settings: { rpx_key: new Secret('canary') }, custom: { my_token: new Secret('canary'), a: 1 } };
    const made = snapshotOf({ global: secrets, clients: [aLiveClient({ id: 'x' })], scopes: { x: secrets } });
    const told = (key: string) => {
      const { global, clients } = comparableBaseline(baselineOfSnapshot(made, 'live.json'), aDigest(key));
      return [global, ...[...clients.values()].map(({ scope }) => scope)].flatMap((scope) =>
        sections.flatMap((section) =>
          [...(scope?.sections[section].values() ?? [])].map((value) =>
            value.kind === 'secret' ? value.secret?.sameAs(new Secret('canary')) : value,
          ),
        ),
      );
    };
    const one = { kind: 'value', json: 1, text: null };
    expect(told('key')).toEqual([true, one, true, true, one, true]);
    expect(told('another key')).toEqual([undefined, one, undefined, undefined, one, undefined]);
  });

  it('stays as it is where a secret has no value, and the global scope is not managed', () => {
    const reference: Cell = { kind: 'secret', secret: null, by: 'reference' };
    const baseline = aBaseline({ global: null, clients: { web: { custom: new Map([['a', reference]]) } } });
    expect(comparableBaseline(baseline, digest)).toEqual(baseline);
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
          const made: Snapshot = JSON.parse(JSON.stringify(makeSnapshot(input, moment, digest, nothing)));
          const { live, secrets } = liveFromSnapshot(made, input.desired, digest);
          const known = [{ source: 'the snapshot', addresses: secrets }];
          const shown = (parts: ReturnType<typeof decide>) =>
            parts.changes.map((change) => [
              changeName(change),
              change.action,
              JSON.stringify(planValues(change, digest)),
            ]);
          const here = decide({
            ...input,
            live: { ...input.live, global: live.global === null ? null : input.live.global },
          });
          expect(shown(decide(settle({ ...input, live, known })))).toEqual(shown(here));
        },
      ),
    );
  });
});
