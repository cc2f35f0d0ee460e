import { describe, expect, it } from 'vitest';
import { chooseCalls } from '../../../src/engine/calls/choose-calls.ts';
import { changeName } from '../../../src/model/change.ts';
import type { Writes } from '../../../src/model/desired.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aClientScope,
  aCreate,
  aDesired,
  aDesiredClient,
  aLiveClient,
  aLiveState,
  type DecideWish,
  decided,
  type LiveScopeWish,
  testCatalogue,
} from '../../support/builders.ts';

function calls(wish: DecideWish): readonly string[] {
  return decided(wish).calls.map((call) => `${call.kind} ${call.changes.map(changeName).join(' ')}`);
}

/** Removal of `count` custom keys, and one key set, at the global scope. */
function mix(count: number, writes: Writes, live: LiveScopeWish = {}): DecideWish {
  const keys = Array.from({ length: count }, (_, at) => `k${at}`);
  return {
    desired: { writes, absentCustom: keys, settings: { site_name: 'x' } },
    live: { global: { ...live, custom: { ...Object.fromEntries(keys.map((key) => [key, '1'])), ...live.custom } } },
  };
}

describe('the calls of a scope', () => {
  it('are one for all keys that are set, and one for each that goes', () => {
    expect(calls(mix(2, 'safest'))).toEqual([
      'set-keys settings.site_name',
      'delete-key custom.k0',
      'delete-key custom.k1',
    ]);
  });

  it('are removals alone where nothing is set', () => {
    expect(calls({ desired: { absentCustom: ['a'] }, live: { global: { custom: { a: '1' } } } })).toEqual([
      'delete-key custom.a',
    ]);
  });

  it('are one full replace when that saves three, with safest', () => {
    expect(calls(mix(2, 'safest'))).toHaveLength(3);
    expect(calls(mix(3, 'safest'))).toEqual(['replace-settings settings.site_name custom.k0 custom.k1 custom.k2']);
  });

  it('are the fewest, with fewest, single-key calls on a tie', () => {
    expect(calls(mix(0, 'fewest'))).toEqual(['set-keys settings.site_name']);
    expect(calls(mix(1, 'fewest'))).toEqual(['replace-settings settings.site_name custom.k0']);
  });

  it('are single-key calls however many, with per-key', () => {
    expect(calls(mix(9, 'per-key'))).toHaveLength(10);
  });

  it('are one full replace, with replace', () => {
    expect(calls(mix(0, 'replace'))).toEqual(['replace-settings settings.site_name']);
  });

  it('all replace without a registration domain', () => {
    const wish = mix(1, 'per-key');
    const desired = {
      ...wish.desired,
      application: { captureUrl: null },
      clients: [aDesiredClient({ features: ['owner'], settings: { site_name: 'x' } })],
    };
    expect(calls({ live: { ...wish.live, clients: [aLiveClient({ id: 'id-of-web' })] }, desired })).toEqual([
      'replace-client clients.web.features',
      'replace-settings clients.web.settings.site_name',
      'replace-settings settings.site_name custom.k0',
    ]);
  });

  it('replace where a single key could not carry one of the changes', () => {
    expect(
      calls({ desired: { settings: { site_name: 'x', user_search_display_fields: [1] }, writes: 'per-key' } }),
    ).toEqual(['replace-settings settings.site_name settings.user_search_display_fields']);
  });

  it.each<[string, LiveScopeWish]>([
    ['a rounded number', { inexactCustom: ['n'], custom: { n: '1' } }],
    ['a masked setting', { settings: { rpx_key: new Secret('***') } }],
    ['a masked custom key', { custom: { a_token: new Secret('') } }],
  ])('are single-key calls whatever the file prefers when a body would carry %s', (_what, live) => {
    expect(calls(mix(4, 'replace', live))).toHaveLength(5);
  });

  it('may replace beside a secret that is not masked', () => {
    expect(calls(mix(4, 'safest', { settings: { rpx_key: new Secret('whole') } }))).toHaveLength(1);
  });

  it('do not exist for a scope that was not read', () => {
    const input = { desired: aDesired(), live: aLiveState(), catalogue: testCatalogue };
    expect(chooseCalls(input, [aCreate('a', 'x', { scope: aClientScope('web') })])).toEqual([]);
  });
});

describe('the call for features', () => {
  const features = (writes: Writes, captureUrl?: null) =>
    calls({
      desired: {
        writes,
        clients: [aDesiredClient({ features: ['owner'] })],
        ...(captureUrl === null ? { application: { captureUrl } } : {}),
      },
      live: { clients: [aLiveClient({ id: 'id-of-web' })] },
    });

  it.each<Writes>(['safest', 'fewest', 'per-key'])('sets them alone, with %s', (writes) => {
    expect(features(writes)).toEqual(['set-property clients.web.features']);
  });

  it('replaces a client once for all of its properties', () => {
    const properties = { name: 'Shop', ipAllowList: ['10.0.0.0/8'] };
    const wish: DecideWish = {
      desired: { writes: 'replace', clients: [aDesiredClient({ features: ['owner'], properties })] },
      live: { clients: [aLiveClient({ id: 'id-of-web' })] },
    };
    expect(calls(wish)).toEqual(['replace-client clients.web.features clients.web.name clients.web.ipAllowList']);
  });

  it('replaces the client, with replace or without a registration domain', () => {
    expect(features('replace')).toEqual(['replace-client clients.web.features']);
    expect(features('per-key', null)).toEqual(['replace-client clients.web.features']);
  });
});
