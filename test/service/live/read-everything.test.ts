import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { readEverything } from '../../../src/service/live/read-live-state.ts';
import { scopesRead } from '../../support/builders.ts';
import { clientReply, failure, fakeApi, settingsReply, type World } from './fake-api.ts';

const world: World = {
  clients: [clientReply('caller1', 'Owner'), clientReply('c1', 'Web')],
  settings: { caller1: settingsReply({}), c1: settingsReply({ rpx_key: 'k' }), stray: settingsReply({}) },
  global: settingsReply({ a: 1 }),
  options: [],
  instead: {},
};

describe('reading everything', () => {
  it('takes all clients of the list', async () => {
    const { api, calls } = fakeApi(world);
    const read = await readEverything(api, 'all');
    expect(calls).toEqual([
      ['clients', 'options', 'global'],
      ['settings caller1', 'settings c1'],
    ]);
    if (read.kind !== 'read') throw new Error('not read');
    expect([...scopesRead(read.live).keys()]).toEqual(['caller1', 'c1']);
    expect(scopesRead(read.live).get('c1')?.sections.settings.get('rpx_key')).toMatchObject({ json: 'k' });
    expect(read.live.callerSecret?.equals(new Secret('hidden'))).toBe(true);
    expect(read.live.global?.sections.settings.get('a')).toMatchObject({ json: 1 });
    expect(read.missing).toEqual([]);
  });

  it('takes the chosen clients in one round trip, and says which do not exist', async () => {
    const { api, calls } = fakeApi(world);
    const read = await readEverything(api, ['c1', 'nobody', 'stray']);
    expect(calls).toEqual([['clients', 'options', 'global', 'settings c1', 'settings nobody', 'settings stray']]);
    expect(read).toMatchObject({ kind: 'read', missing: ['nobody', 'stray'] });
  });

  it('reports what failed, in either round trip', async () => {
    const first = fakeApi({ ...world, instead: { global: failure('forbidden') } });
    expect(await readEverything(first.api, 'all')).toMatchObject({ failures: [{ code: 'forbidden' }] });
    expect(first.calls).toHaveLength(1);
    const second = fakeApi({ ...world, instead: { 'settings c1': failure('timeout') } });
    expect(await readEverything(second.api, 'all')).toMatchObject({ failures: [{ code: 'timeout' }] });
  });
});
