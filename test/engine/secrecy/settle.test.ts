import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/decide.ts';
import { valuesOfLive } from '../../../src/engine/secrecy/held.ts';
import { settle, type Unsettled } from '../../../src/engine/secrecy/settle.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { Section } from '../../../src/model/address.ts';
import type { DesiredValue } from '../../../src/model/desired.ts';
import type { Undo } from '../../../src/model/run.ts';
import type { Cell } from '../../../src/model/state.ts';
import { isSecret, Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aBaselineValue,
  aClientScope,
  aDesired,
  aDesiredClient,
  aLiveClient,
  anUnsettledInput,
  type DecideWish,
  exactly,
  notCompared,
  secretLiteral,
  secretReference,
} from '../../support/builders.ts';

const reference: Cell = { kind: 'secret', secret: null, by: 'reference' };
const { clientId: webId } = aClientScope('web');

/** A live application with `partner_pw` in every place. */
const live = {
  global: { settings: { partner_pw: 'one' }, custom: { partner_pw: 'two', site: 'x' } },
  clients: [aLiveClient({ id: webId, name: 'Web' })],
  scopes: { [webId]: { settings: { partner_pw: 'three' }, custom: { partner_pw: 'four' } } },
};

/** What stays in plain sight in live, as `SCOPE SECTION.KEY`. */
function plainIn({ live: settled }: Pick<Unsettled, 'live'>): readonly string[] {
  return valuesOfLive(settled)
    .filter(({ value }) => !isSecret(value))
    .map(({ address: { clientId, section, key } }) => `${clientId ?? 'global'} ${section}.${key}`);
}

function settledOver(wish: DecideWish, more: Partial<Pick<Unsettled, 'undo' | 'known'>> = {}) {
  return settle({ ...anUnsettledInput({ live, ...wish }), known: [], ...more });
}

const everything = [
  'global settings.partner_pw',
  'global custom.partner_pw',
  'global custom.site',
  `${webId} settings.partner_pw`,
  `${webId} custom.partner_pw`,
];
const global = everything.slice(0, 2);
const client = everything.slice(3);
const without = (...hidden: readonly (readonly string[])[]): readonly string[] =>
  everything.filter((name) => !hidden.flat().includes(name));

const web = (alias: string) => aDesiredClient({ alias, id: webId });
const undo = (wish: Partial<Undo>): Undo => ({ run: '7', expected: new Map(), secrets: [], files: [], ...wish });

describe('a key that one source knows as a secret', () => {
  it.each<[string, DecideWish, readonly string[]]>([
    ['none', {}, everything],
    ['sensitive of the file', { desired: { sensitive: ['settings.partner_pw'] } }, without(global)],
    [
      'sensitive of the file, by alias',
      { desired: { clients: [web('web')], sensitive: ['clients.web.custom.partner_pw'] } },
      without(client),
    ],
    [
      'sensitive of the file, by id',
      { desired: { sensitive: [`clients.@${webId}.custom.partner_pw`] } },
      without(client),
    ],
    ['sensitive with a wildcard', { desired: { sensitive: ['custom.partner_*'] } }, without(global)],
    [
      'a reference of the file',
      { desired: { custom: new Map([['partner_pw', secretReference('new')]]) } },
      without(global, client),
    ],
    [
      'a reference whose variable is not set',
      { desired: { custom: new Map([['partner_pw', notCompared]]) } },
      without(global, client),
    ],
    [
      'a reference of the baseline',
      { baseline: aBaseline({ global: { custom: new Map([['partner_pw', reference]]) } }) },
      without(global, client),
    ],
    ['sensitive of the baseline', { baseline: aBaseline({ sensitive: ['custom.partner_pw'] }) }, without(global)],
    [
      'sensitive of the baseline, by the id of its client',
      {
        desired: { clients: [web('other')] },
        baseline: aBaseline({ clients: { web: { id: webId } }, sensitive: ['clients.web.custom.partner_pw'] }),
      },
      without(client),
    ],
    [
      'sensitive of the baseline, by the name of its client',
      {
        desired: { clients: [web('other')] },
        baseline: aBaseline({ clients: { web: { name: 'Web' } }, sensitive: ['clients.web.custom.partner_pw'] }),
      },
      without(client),
    ],
    [
      'sensitive of the baseline, by an alias of which nothing more is known',
      { desired: { clients: [web('other')] }, baseline: aBaseline({ sensitive: ['clients.web.custom.partner_pw'] }) },
      without(client),
    ],
    [
      'sensitive of the baseline, by a wildcard that stands for such an alias',
      {
        desired: { clients: [web('other')] },
        baseline: aBaseline({ clients: { web: {} }, sensitive: ['clients.w*.custom.partner_pw'] }),
      },
      without(client),
    ],
    [
      'sensitive of the baseline with a wildcard, for other aliases',
      {
        desired: { clients: [web('other')] },
        baseline: aBaseline({ clients: { web: {} }, sensitive: ['clients.a*.custom.partner_pw'] }),
      },
      everything,
    ],
    [
      'a snapshot as baseline',
      {
        baseline: {
          ...aBaseline(),
          clients: new Map([
            [
              webId,
              {
                id: webId,
                alias: null,
                name: null,
                scope: {
                  sections: {
                    settings: new Map(),
                    custom: new Map([['partner_pw', { kind: 'secret', secret: null, by: 'snapshot' }]]),
                  },
                  whole: { settings: true, custom: true },
                  properties: new Map(),
                },
              },
            ],
          ]),
        },
      },
      without(client),
    ],
  ])('by %s is one in live, in both sections', (_name, wish, plain) => {
    expect(plainIn(settledOver(wish))).toEqual(plain);
  });

  it('by a snapshot or a journal is one in live, in both sections of the scope', () => {
    const address = { clientId: webId, section: 'custom' as const, key: 'partner_pw' };
    const known = [{ source: 'the snapshot', addresses: [address] }];
    expect(plainIn(settledOver({}, { known }))).toEqual(without(client));
    expect(plainIn(settledOver({}, { undo: undo({ secrets: [address] }) }))).toEqual(without(client));
  });

  it('by a client of the baseline that no one knows any more is one in every client', () => {
    const secret = { kind: 'secret', secret: new Secret('x'), by: 'value' } as const;
    const baseline = aBaseline({ clients: { gone: { custom: new Map([['partner_pw', secret]]) } } });
    expect(plainIn(settledOver({ baseline }))).toEqual(without(client));
  });

  it('by a file near the journal is one in an undo', () => {
    const files = [aDesired({ clients: [web('shop')], sensitive: ['clients.shop.custom.partner_pw'] })];
    expect(plainIn(settledOver({}, { undo: undo({ files }) }))).toEqual(without(client));
  });

  it('in live is one in what the file has in clear, and in the baseline', () => {
    const { desired, baseline } = settledOver({
      desired: { custom: { partner_pw: 'none' } },
      baseline: aBaseline({ global: { custom: { partner_pw: 'older' } }, sensitive: ['custom.partner_*'] }),
    });
    expect(desired.global?.sections.custom.get('partner_pw')?.kind).toBe('secret');
    expect(baseline?.global?.sections.custom.get('partner_pw')?.kind).toBe('secret');
  });

  it('is kept of a baseline as it was written there, maps and lists by their values', () => {
    const map: Json = { user: 'a', numbers: [1] };
    const custom = new Map([
      ['partner_pw', aBaselineValue(map)],
      ['partner_number', aBaselineValue(10, '0x0A')],
    ]);
    const { baseline } = settledOver({ baseline: aBaseline({ global: { custom }, sensitive: ['custom.partner_*'] }) });
    const holds = (key: string, json: Json): boolean => {
      const value = baseline?.global?.sections.custom.get(key);
      return value?.kind === 'secret' && value.by === 'value' && value.secret?.equals(new Secret(json)) === true;
    };
    expect(holds('partner_pw', map)).toBe(true);
    expect([holds('partner_number', '0x0A'), holds('partner_number', 10)]).toEqual([true, false]);
  });

  it('is one in what an undo gives back, which keeps its JSON type and its fingerprint', () => {
    const { desired } = settledOver({
      desired: {
        custom: new Map<string, DesiredValue>([['partner_pw', exactly(5)]]),
        sensitive: ['custom.partner_pw'],
      },
    });
    const value = desired.global?.sections.custom.get('partner_pw');
    expect(value).toMatchObject({ kind: 'secret', form: 'exact', why: { kind: 'sensitive' }, damage: null });
    expect(value?.kind === 'secret' && value.secret?.is((json) => json === 5)).toBe(true);
    expect(value?.kind === 'secret' && value.secret?.fingerprint((text) => text, 'place')).toContain('place');
  });

  it('is masked in the change that puts a plain value in its place', () => {
    const input = settledOver({
      desired: { custom: { partner_pw: 'none' } },
      baseline: aBaseline({ global: { custom: new Map([['partner_pw', reference]]) } }),
    });
    const [change] = decide(input).changes;
    expect(change?.action === 'update' && isSecret(change.before) && isSecret(change.after)).toBe(true);
  });
});

describe('what only looks like a secret', () => {
  const looks = {
    global: {
      settings: {},
      custom: {
        page_token: 'a-plain-title',
        mirror: 'https://user:pw-7Qx@host',
        switch_token: true,
        empty_token: null,
      },
    },
  };
  const plainOver = (wish: DecideWish, more: Parameters<typeof settledOver>[1] = {}): readonly string[] =>
    plainIn(settledOver({ live: looks, ...wish }, more)).filter((name) => !/switch|empty/u.test(name));

  it('is hidden by name and by form; a switch hides nothing, and a null is nothing', () => {
    expect(plainIn(settledOver({ live: looks }))).toEqual(['global custom.switch_token']);
  });

  it('is none where the file calls it public', () => {
    const both = ['custom.page_token', 'custom.mirror'];
    expect(plainOver({ desired: { public: both } })).toEqual(both.map((name) => `global ${name}`));
    expect(plainOver({ desired: { public: ['custom.*'] } })).toEqual(both.map((name) => `global ${name}`));
  });

  it('stays one where public names another section or client', () => {
    expect(plainOver({ desired: { public: ['settings.page_token', 'clients.*.custom.mirror'] } })).toEqual([]);
  });

  it.each<[string, DecideWish, Parameters<typeof settledOver>[1]]>([
    ['sensitive', { desired: { sensitive: ['custom.page_token'] } }, {}],
    [
      'a reference',
      { desired: { clients: [aDesiredClient({ custom: new Map([['page_token', secretReference('x')]]) })] } },
      {},
    ],
    ['the baseline', { baseline: aBaseline({ sensitive: ['custom.page_token'] }) }, {}],
    [
      'the journal',
      {},
      { undo: undo({ secrets: [{ clientId: null, section: 'custom' as Section, key: 'page_token' }] }) },
    ],
  ])('stays one where %s knows better', (_name, wish, more) => {
    const desired = { ...wish.desired, public: ['custom.page_token'] };
    expect(plainOver({ ...wish, desired }, more)).toEqual([]);
  });

  it('takes its place from no file but the one that is followed', () => {
    const files = [aDesired({ public: ['custom.page_token'] })];
    expect(plainOver({}, { undo: undo({ files }) })).toEqual([]);
  });

  it('never beats the catalogue', () => {
    const held = { global: { settings: { rpx_key: 'live' } } };
    expect(plainIn(settledOver({ live: held, desired: { public: ['settings.rpx_key'] } }))).toEqual([]);
  });

  it('is hidden in the value of the file by the form of that of live, and the reverse', () => {
    const url = 'https://user:pw-7Qx@host';
    const { desired } = settledOver({ live: looks, desired: { custom: { mirror: 'https://host' } } });
    expect(desired.global?.sections.custom.get('mirror')?.kind).toBe('secret');
    const asked = settledOver({ live: { global: { custom: { m: 'https://host' } } }, desired: { custom: { m: url } } });
    expect(plainIn(asked)).toEqual([]);
    const form = { kind: 'form', form: 'a URL with a password' } as const;
    const custom = new Map([['mirror', secretLiteral(url, form)]]);
    const { secrecy } = settledOver({ live: { global: { custom: { mirror: 'https://host' } } }, desired: { custom } });
    expect(secrecy.reasonOf({ clientId: null, section: 'custom', key: 'mirror' })).toEqual(form);
  });
});

describe('a secret of a file in clear', () => {
  it('has no fingerprint, and one of the catalogue is not even kept', () => {
    const { desired } = settledOver({ desired: { settings: { rpx_key: 'guess' }, custom: { page_token: 'guess' } } });
    const secretAt = (section: Section, key: string): Secret => {
      const value = desired.global?.sections[section].get(key);
      return (value?.kind === 'secret' ? value.secret : null) ?? new Secret('none');
    };
    for (const secret of [secretAt('settings', 'rpx_key'), secretAt('custom', 'page_token')]) {
      expect(secret.fingerprint((text) => text, 'place')).toBeNull();
    }
    expect(secretAt('settings', 'rpx_key').is((value) => value === 'guess')).toBe(false);
  });
});
