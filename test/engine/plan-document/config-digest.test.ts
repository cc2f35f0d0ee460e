import { describe, expect, it } from 'vitest';
import { configDigest } from '../../../src/engine/plan-document/digests.ts';
import type { Desired, DesiredValue } from '../../../src/model/desired.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aDesired,
  aDesiredClient,
  aDesiredScope,
  aDigest,
  anAccept,
  anAllow,
  aProtection,
  at,
  type DesiredWish,
  exactly,
  notCompared,
  plain,
  secretReference,
  tombstone,
  unknownValue,
} from '../../support/builders.ts';

const digest = aDigest('key');

function of(wish: DesiredWish): string {
  return configDigest(aDesired(wish), digest);
}

function app(name: string) {
  return aDesiredClient({ alias: 'app', name, custom: { a: '1' } });
}

const full: DesiredWish = {
  settings: new Map([
    ['site_name', plain('x')],
    ['rpx_key', secretReference('hidden')],
    ['other_key', notCompared],
  ]),
  absentCustom: new Map([['old', tombstone('2027-01-01')]]),
  clients: [aDesiredClient({ features: ['owner', 'access_issuer'] }), app('App')],
  ignore: ['settings.a', 'settings.b'],
  sensitive: ['custom.c'],
  accept: [anAccept('settings.login_attempts', 5), anAccept('settings.rpx_key', new Secret('s'))],
  allow: [anAllow('last-owner', 'clients.web.features')],
  protect: [aProtection('settings.z'), aProtection('settings.y')],
  hosts: ['a.example', 'b.example'],
};

const ofWeb = { features: ['owner', 'access_issuer'] };

describe('the digest of what the file declares', () => {
  it.each<[string, DesiredWish]>([
    ['another application', { application: { id: 'other' } }],
    ['another host of the service', { application: { configUrl: 'https://other' } }],
    ['no registration domain', { application: { captureUrl: null } }],
    ['other preferred calls', { writes: 'fewest' }],
    ['another limit', { limits: { minimumOwners: 2 } }],
    ['another value', { settings: new Map([...(full.settings as Map<string, never>), ['site_name', plain('y')]]) }],
    [
      'the same value written otherwise',
      { settings: new Map([...(full.settings as Map<string, never>), ['site_name', plain('x', '"x"')]]) },
    ],
    [
      'another secret',
      { settings: new Map([...(full.settings as Map<string, never>), ['rpx_key', secretReference('h')]]) },
    ],
    ['another end of a tombstone', { absentCustom: new Map([['old', tombstone('2027-01-02')]]) }],
    ['removal of what is not mentioned', { unmentioned: 'remove' }],
    ['clients found otherwise', { clients: [aDesiredClient({ features: ['owner', 'access_issuer'], name: 'Web' })] }],
    ['another id', { clients: [aDesiredClient({ features: ['owner', 'access_issuer'], id: 'x' }), app('App')] }],
    ['another name', { clients: [aDesiredClient({ features: ['owner', 'access_issuer'] }), app('Other')] }],
    ['features that are not managed', { clients: [aDesiredClient()] }],
    ['another ignore', { ignore: ['settings.a'] }],
    ['another sensitive', { sensitive: ['custom.d'] }],
    ['another accepted value', { accept: [anAccept('settings.login_attempts', 6)] }],
    [
      'another accepted secret',
      { accept: [anAccept('settings.login_attempts', 5), anAccept('settings.rpx_key', new Secret('t'))] },
    ],
    ['another allow', { allow: [anAllow('last-owner', 'clients.app.features')] }],
    ['one protection less', { protect: [aProtection('settings.z')] }],
    ['another protection', { protect: [aProtection('settings.z'), aProtection('settings.x')] }],
    ['a name for a client', { clients: [aDesiredClient({ ...ofWeb, properties: { name: 'Shop' } }), app('App')] }],
    [
      'an IP allow list for a client',
      { clients: [aDesiredClient({ ...ofWeb, properties: { ipAllowList: ['10.0.0.0/8'] } }), app('App')] },
    ],
    ['another host', { hosts: ['a.example'] }],
    ['hosts below one', { hosts: ['a.example', '*.b.example'] }],
  ])('changes with %s', (_what, wish) => {
    expect(of({ ...full, ...wish })).not.toBe(of(full));
  });

  it('changes with a section that is written, where that removes what it does not mention, and with an empty scope', () => {
    expect(of({ ...full, unmentioned: 'remove', custom: {} })).not.toBe(of({ ...full, unmentioned: 'remove' }));
    expect(of({ settings: {} })).not.toBe(of({}));
  });

  it('does not change with the order of keys, clients, features and patterns', () => {
    const reversed = <K, V>(map: ReadonlyMap<K, V>) => new Map([...map].reverse());
    const turned: Desired = {
      ...aDesired({
        ...full,
        ignore: ['settings.b', 'settings.a'],
        protect: [aProtection('settings.y'), aProtection('settings.z')],
        hosts: ['b.example', 'a.example'],
        clients: [
          aDesiredClient({ alias: 'app', name: 'App', custom: { a: '1' } }),
          aDesiredClient({ features: ['access_issuer', 'owner'] }),
        ],
      }),
      global: aDesiredScope({ ...full, settings: reversed(full.settings as Map<string, never>) }),
    };
    expect(configDigest(turned, digest)).toBe(of(full));
  });

  it('does not change with places and reasons', () => {
    const moved = aDesired({
      ...full,
      protect: full.protect?.map((entry) => ({ ...entry, reason: 'other', source: at(99) })) ?? [],
    });
    expect(configDigest({ ...moved, application: { ...moved.application, source: at(99) } }, digest)).toBe(of(full));
  });

  it('changes with another way to prove who calls, of which basic is the default', () => {
    const desired = aDesired(full);
    const by = (auth: 'basic' | 'signed'): string =>
      configDigest({ ...desired, application: { ...desired.application, auth } }, digest);
    expect([by('basic') === of(full), by('signed') === of(full)]).toEqual([true, false]);
  });

  it('changes with the key of the digest', () => {
    expect(configDigest(aDesired(full), aDigest('other'))).not.toBe(of(full));
  });
});

describe('an exact value', () => {
  it('counts with its JSON type', () => {
    const exact = (json: string | number): DesiredWish => ({
      custom: new Map([['a', exactly(json)]]),
    });
    expect(of(exact(5))).toBe(of(exact(5)));
    expect(of(exact(5))).not.toBe(of(exact('5')));
  });
});

describe('a value that is not known', () => {
  it('counts as a key that the file declares, and as no value', () => {
    const custom = (value: DesiredValue): DesiredWish => ({ custom: new Map([['a', value]]) });
    expect(of(custom(unknownValue))).not.toBe(of({ custom: {} }));
    expect(of(custom(unknownValue))).not.toBe(of(custom(plain('1'))));
    expect(of(custom(unknownValue))).toBe(of(custom(notCompared)));
  });
});
