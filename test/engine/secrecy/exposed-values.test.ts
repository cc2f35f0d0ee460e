import { describe, expect, it } from 'vitest';
import { secrecyOf } from '../../../src/engine/secrecy/secrecy-of.ts';
import { sealValuesOf, settle } from '../../../src/engine/secrecy/settle.ts';
import type { Json } from '../../../src/leaf/json.ts';
import { liveIdFinder } from '../../../src/model/live.ts';
import { inexactKeys } from '../../../src/model/state.ts';
import { isSecret, Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aDesiredClient,
  aLiveClient,
  aLiveScope,
  anUnsettledInput,
  callerId,
  type DecideWish,
  secretReference,
  testCatalogue,
  valuesIn,
} from '../../support/builders.ts';

const rpx = 'S3cret/"1"é-of-live';
const callerSecret = 'c4ller-secret-0000';

function settledOver(custom: Readonly<Record<string, Json>>, wish: DecideWish = {}) {
  const live = { global: { settings: { rpx_key: rpx }, custom }, callerSecret: new Secret(callerSecret), ...wish.live };
  return settle({ ...anUnsettledInput({ ...wish, live }), known: [] });
}

function isHidden(value: Json, wish: DecideWish = {}): boolean {
  return settledOver({ banner: value }, wish).live.global?.sections.custom.get('banner')?.kind === 'secret';
}

describe('the name of a key', () => {
  it('is taken to show a secret only where live was read', () => {
    const { secrecy } = settledOver({ [`x ${rpx}`]: 1 });
    const address = { clientId: null, section: 'custom', key: `x ${rpx}` } as const;
    expect(secrecy.isInKeyName(address)).toBe(true);
    const unread = secrecyOf({ catalogue: testCatalogue, files: [], baseline: null, live: null, known: [] });
    expect(unread.isInKeyName(address)).toBe(false);
    expect(unread.isInName(rpx)).toBe(false);
  });
});

describe('a plain live value', () => {
  it.each<[string, Json]>([
    ['the value of a known secret', rpx],
    ['it within a longer text', `please use ${rpx}, thanks`],
    ['it in a list', ['a', ['b', rpx]]],
    ['it as a member', { a: { b: rpx } }],
    ['it as the name of a member', { [rpx]: 'x' }],
    ['it as JSON within a text', JSON.stringify({ a: rpx })],
    ['it as part of a URL', `https://host/?a=${encodeURIComponent(rpx)}`],
    ['it in base64', `Basic ${Buffer.from(rpx).toString('base64')}`],
    ["the caller's own secret", `x ${callerSecret}`],
    ['what the caller sends', `Basic ${Buffer.from(`${callerId}:${callerSecret}`).toString('base64')}`],
  ])('is hidden when it contains %s', (_name, value) => {
    expect(isHidden(value)).toBe(true);
  });

  it('is hidden when it contains a secret that only the file or the baseline has the value of', () => {
    expect(
      isHidden('x n3w-secret-of-file', {
        desired: { custom: new Map([['other', secretReference('n3w-secret-of-file')]]) },
      }),
    ).toBe(true);
    const known = { kind: 'secret', secret: new Secret('0ld-secret-of-base'), by: 'reference' } as const;
    const baseline = aBaseline({ global: { custom: new Map([['other', known]]) } });
    expect(isHidden('x 0ld-secret-of-base', { baseline })).toBe(true);
  });

  it('is hidden when it contains the part of another value that makes that one secret', () => {
    const { live } = settledOver({ mirror: 'https://u:pw-7Qx-long@host', note: 'pw-7Qx-long' });
    expect(live.global?.sections.custom.get('note')?.kind).toBe('secret');
  });

  it.each<[string, Json]>([
    ['nothing of the kind', 'a banner'],
    ['the beginning of a secret', rpx.slice(0, -1)],
    ['its name', 'rpx_key'],
  ])('stays as it is when it contains %s', (_name, value) => {
    expect(isHidden(value)).toBe(false);
  });

  it('stays as it is when the secret is too short to prove anything, or a mask', () => {
    const over = (secret: string): boolean =>
      isHidden(`contains ${secret}`, {
        live: { global: { settings: { rpx_key: secret }, custom: { banner: `contains ${secret}` } } },
      });
    expect(over('1234567')).toBe(false);
    expect(over('12345678')).toBe(true);
    expect(over('********')).toBe(false);
  });

  it('stays as it is when a key that only is named like a secret holds a few ordinary words', () => {
    const label = { password_label: 'Your password', note: 'Your password must be long.' };
    expect(settledOver(label).live.global?.sections.custom.get('note')?.kind).toBe('value');
    const real = { partner_token: 'yK3-your-token', note: 'yK3-your-token' };
    expect(settledOver(real).live.global?.sections.custom.get('note')?.kind).toBe('secret');
  });

  it('is not told by what a file or a baseline has in clear, which may be a list of guesses', () => {
    const { desired, baseline } = settledOver(
      { a: 'x' },
      {
        desired: { custom: { guess: rpx } },
        baseline: aBaseline({ global: { custom: { guess: rpx } } }),
      },
    );
    expect(desired.global?.sections.custom.get('guess')?.kind).toBe('value');
    expect(baseline?.global?.sections.custom.get('guess')?.kind).toBe('value');
  });

  it('is hidden whatever public says', () => {
    expect(isHidden(`x ${rpx}`, { desired: { public: ['custom.*'] } })).toBe(true);
  });

  it('is listed with the secret that it shows, by the name of the one and not by its value', () => {
    const { secrecy } = settledOver({ banner: rpx, other: callerSecret });
    expect(secrecy.exposing).toEqual([
      { clientId: null, section: 'custom', key: 'banner', what: 'the secret settings.rpx_key', part: 'value' },
      { clientId: null, section: 'custom', key: 'other', what: "the caller's own secret", part: 'value' },
    ]);
  });

  it('says more of the same key in the other section than its looks do', () => {
    const { secrecy, live } = settledOver(
      { page_token: `x ${rpx}` },
      {
        desired: { public: ['custom.page_token'] },
        live: { global: { settings: { rpx_key: rpx, page_token: 'y' }, custom: { page_token: `x ${rpx}` } } },
      },
    );
    const why = { kind: 'contains', what: 'the secret settings.rpx_key' };
    for (const section of ['settings', 'custom'] as const) {
      expect(live.global?.sections[section].get('page_token')?.kind).toBe('secret');
      expect(secrecy.reasonOf({ clientId: null, section, key: 'page_token' })).toEqual(why);
    }
  });

  it('hides what the file has for the same key', () => {
    const { desired } = settledOver({ banner: rpx }, { desired: { custom: { banner: 'new' } } });
    expect(desired.global?.sections.custom.get('banner')?.kind).toBe('secret');
  });
});

describe('a name', () => {
  const webId = 'weblogin000000000000000000000';
  const aClientNamed = (name: string) => ({ clients: [aLiveClient({ id: webId, name })] });
  const customOf = (custom: Readonly<Record<string, Json>>, wish: DecideWish = {}) => [
    ...valuesIn(settledOver(custom, wish).live.global?.sections.custom),
  ];

  it('of a client that shows a secret gives way to its id, and is listed', () => {
    for (const name of [`App ${rpx}`, callerSecret]) {
      const { live, secrecy } = settledOver({}, { live: aClientNamed(name) });
      expect(live.clients.get(webId)?.name).toBe(`(secret) ${webId}`);
      expect(secrecy.exposingClients.map(({ clientId }) => clientId)).toEqual([webId]);
    }
    expect(settledOver({}, { live: aClientNamed('Web login') }).live.clients.get(webId)?.name).toBe('Web login');
  });

  it('of a client that shows a secret of the global scope does so where only clients were read', () => {
    const inherited = { settings: { rpx_key: rpx } };
    const scopes = { [webId]: { inherited } };
    const { live } = settledOver({}, { live: { ...aClientNamed(`App ${rpx}`), global: null, scopes } });
    expect(live.clients.get(webId)?.name).toBe(`(secret) ${webId}`);
  });

  it('of a client still finds it, and several of one name still find none', () => {
    const name = `App ${rpx}`;
    const desired = {
      clients: [aDesiredClient({ alias: 'web', name }), aDesiredClient({ alias: 'other', name: 'x' })],
    };
    const found = settledOver({}, { desired, live: aClientNamed(name) });
    const web = found.desired.clients.get('web');
    expect(web && liveIdFinder(found.live.clients)(web)).toEqual([webId]);
    const clients = [aLiveClient({ id: webId, name }), aLiveClient({ id: 'second', name })];
    const several = settledOver({}, { desired, live: { clients } });
    const one = several.desired.clients.get('web');
    expect(one && liveIdFinder(several.live.clients)(one)).toEqual([]);
    expect(JSON.stringify([...several.desired.clients])).not.toContain(rpx.slice(-5));
  });

  it('of a key that shows a secret is numbered, and its value hidden', () => {
    const shown = customOf({ [`b ${rpx}`]: 'x', [`a-${callerSecret}`]: 5, plain: 'y', [callerSecret]: null });
    expect(shown.map(([key, value]) => [key, isSecret(value) ? 'secret' : value])).toEqual([
      ['(a name that shows a secret, 2)', 'secret'],
      ['(a name that shows a secret)', 'secret'],
      ['plain', 'y'],
      ['(a name that shows a secret, 3)', null],
    ]);
  });

  it('of a key is what it is in what a replacing body is made of', () => {
    const { secrecy } = settledOver({ [callerSecret]: 'x' });
    const carried = sealValuesOf(aLiveScope({ custom: { [callerSecret]: 'x' } }), null, secrecy);
    expect([...carried.sections.custom.keys()]).toEqual([callerSecret]);
  });

  it('of a key takes the place of no other', () => {
    const label = '(a name that shows a secret)';
    expect(customOf({ [label]: 'x', [callerSecret]: 'y' }).map(([key]) => key)).toEqual([
      label,
      '(a name that shows a secret, 2)',
    ]);
  });

  it('of a key is listed by what it goes by, and hides nothing that the file declares', () => {
    const { secrecy } = settledOver({ [callerSecret]: rpx });
    expect(secrecy.exposing).toEqual([
      {
        ...{ clientId: null, section: 'custom', key: '(a name that shows a secret)', part: 'name' },
        what: "the caller's own secret",
      },
    ]);
    const desired = { custom: { [callerSecret]: 'x' } };
    expect(customOf({ [callerSecret]: 'x' }, { desired }).map(([key]) => key)).toEqual([callerSecret]);
  });

  it('of a key is hidden in the baseline and among inexact numbers as it is in live', () => {
    const global = { custom: { [callerSecret]: 1, plain: 2 }, inexactCustom: ['plain', callerSecret] };
    const baseline = aBaseline({ global: { custom: { [callerSecret]: 'x', [`gone ${callerSecret}`]: 'y' } } });
    const settled = settledOver({}, { baseline, live: { global } });
    expect([...(settled.baseline?.global?.sections.custom.keys() ?? [])]).toEqual([
      '(a name that shows a secret)',
      // Guesses in a baseline are told nothing.
      `gone ${callerSecret}`,
    ]);
    expect(inexactKeys(settled.live.global?.sections.custom ?? new Map())).toEqual([
      '(a name that shows a secret)',
      'plain',
    ]);
  });
});
