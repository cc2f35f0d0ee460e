import { describe, expect, it } from 'vitest';
import { diffStates } from '../../../src/engine/compare/compare-states.ts';
import { changeName } from '../../../src/model/change.ts';
import { resolveClients } from '../../../src/model/live.ts';
import {
  aDesired,
  aDesiredClient,
  aLiveClient,
  aLiveState,
  type DesiredWish,
  type LiveWish,
  notCompared,
  readOnlyOf,
  testCatalogue,
  today,
} from '../../support/builders.ts';

const rules = {
  options: null,
  catalogue: testCatalogue,
  ignore: [],
  accept: [],
  today,
  isSecretKey: () => false,
  writes: 'safest' as const,
};
const web = aLiveClient({ id: 'id-of-web' });

function diff(desiredWish: DesiredWish, liveWish: LiveWish) {
  const desired = aDesired(desiredWish);
  const live = aLiveState(liveWish);
  const clients = resolveClients(desired, live);
  return { desired, live, clients, found: diffStates(rules, desired, live, { clients, things: [] }) };
}

describe('the difference of two states', () => {
  it('begins with the global scope and goes on with clients by alias, features after keys', () => {
    const { found } = diff(
      {
        settings: { site_name: 'x' },
        clients: [
          aDesiredClient({ custom: { a: '1' }, features: ['owner'] }),
          aDesiredClient({ alias: 'app', custom: { b: '1' } }),
        ],
      },
      { clients: [web, aLiveClient({ id: 'id-of-app' })] },
    );
    expect(found.changes.map(changeName)).toEqual([
      'settings.site_name',
      'clients.app.custom.b',
      'clients.web.custom.a',
      'clients.web.features',
    ]);
  });

  it('collects what does not fit, what no one manages and what is not compared from all scopes', () => {
    const { found } = diff(
      {
        settings: { login_attempts: 'many' },
        clients: [aDesiredClient({ settings: new Map([['rpx_key', notCompared]]), custom: { b: [1] } })],
      },
      {
        global: { custom: { left: '1' } },
        clients: [web],
        scopes: { 'id-of-web': { custom: { also: '1' } } },
      },
    );
    expect(found.findings).toHaveLength(1);
    expect(found.unmanaged).toEqual(['custom.left', 'clients.web.custom.also', 'clients.web.features']);
    expect(found.notCompared).toEqual(['clients.web.settings.rpx_key']);
  });

  it('leaves a global scope that was not read, and a client that is not there, alone', () => {
    const { found } = diff(
      { settings: { site_name: 'x' }, clients: [aDesiredClient({ settings: { site_name: 'x' }, features: [] })] },
      { global: null },
    );
    expect(found).toEqual({ changes: [], findings: [], unmanaged: [], notCompared: [] });
  });

  it('leaves a client alone of which a reply is missing', () => {
    const { desired, live, clients } = diff(
      { clients: [aDesiredClient({ settings: { site_name: 'x' } })] },
      { clients: [web] },
    );
    expect(diffStates(rules, desired, readOnlyOf(live), { clients, things: [] }).changes).toEqual([]);
    expect(diffStates(rules, desired, { ...live, clients: new Map() }, { clients, things: [] }).changes).toEqual([]);
  });
});
