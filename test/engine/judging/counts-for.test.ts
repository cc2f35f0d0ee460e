import { describe, expect, it } from 'vitest';
import { countsFor } from '../../../src/engine/judging/shared-findings.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aCatalogue,
  aDesiredClient,
  aGuardInput,
  aLiveClient,
  type DecideWish,
  someFacts,
} from '../../support/builders.ts';

/** For whom each change of a decision counts. */
function counts(wish: DecideWish): readonly string[] {
  const input = aGuardInput(wish);
  return input.changes.map((change) => countsFor(input, change));
}

const web = aLiveClient({ id: 'id-of-web' });

describe('for whom a change counts', () => {
  it('names the clients that inherit a global key, and says whether the file knows all of them', () => {
    const settings = { login_attempts: 3 };
    const [client, other] = [aDesiredClient(), aDesiredClient({ alias: 'app', settings: { login_attempts: 4 } })];
    const clients = [web, aLiveClient({ id: 'id-of-app' })];
    const scopes = { 'id-of-web': {}, 'id-of-app': { settings: { login_attempts: 4 } } };
    expect(counts({ desired: { settings, clients: [client, other] }, live: { clients, scopes } })).toEqual([
      'the global scope, and each client without a value of its own: web, clients that the file does not declare',
    ]);
    expect(counts({ desired: { settings } })).toEqual([
      'the global scope, and each client without a value of its own: clients that the file does not declare',
    ]);
  });

  it('says so when no client inherits it', () => {
    const live = { clients: [web], scopes: { 'id-of-web': { settings: { login_attempts: 4 } } } };
    const input = aGuardInput({ desired: { settings: { login_attempts: 3 }, clients: [aDesiredClient()] }, live });
    const known = [...input.live.clients].filter(([id]) => id === web.id);
    const alone = { ...input, live: { ...input.live, clients: new Map(known) } };
    expect(input.changes.map((change) => countsFor(alone, change))).toEqual([
      'the global scope; no client inherits it',
    ]);
  });

  it('says what stands beneath the own value of a client, without a secret', () => {
    const own = (settings: Record<string, string | number>, global: Record<string, number | Secret> | null) =>
      counts({
        desired: { clients: [aDesiredClient({ settings })] },
        live: { clients: [web], scopes: { 'id-of-web': {} }, global: global === null ? null : { settings: global } },
      });
    expect(own({ login_attempts: 3 }, { login_attempts: 6 })).toEqual(['web alone; else the global value counts, 6']);
    expect(own({ login_attempts: 3 }, {})).toEqual(['web alone; the global scope has no value']);
    expect(own({ rpx_realm: 'a' }, { rpx_realm: new Secret('x') }).join()).toContain('a secret');
    expect(own({ site_name: 'a' }, null)).toEqual(['web alone']);
  });

  it('names the documented default where nothing else counts', () => {
    const catalogue = aCatalogue([someFacts('login_attempts', { type: 'integer', default: 5 })]);
    const desired = { clients: [aDesiredClient({ settings: { login_attempts: 3 } })] };
    const wish = { desired, live: { clients: [web], scopes: { 'id-of-web': {} } }, catalogue };
    expect(counts(wish)).toEqual(['web alone; else the documented default counts, 5']);
  });

  it('knows that the property of a client is of that client', () => {
    const desired = { clients: [aDesiredClient({ features: ['direct_access'] })] };
    expect(counts({ desired, live: { clients: [web], scopes: { 'id-of-web': {} } } })).toEqual(['web alone']);
  });
});
