import { describe, expect, it } from 'vitest';
import { liveListOf, resolveClients } from '../../../src/model/live.ts';
import { Secret } from '../../../src/model/value.ts';
import { readClientOf, readLiveState, readScope } from '../../../src/service/live/read-live-state.ts';
import { scopesRead, valuesIn } from '../../support/builders.ts';
import { byId, byName, clientReply, desiredState, failure, fakeApi, settingsReply, type World } from './fake-api.ts';

const option = { name: 'a', type: 'string', globalOnly: false, group: null, values: [] } as const;
const world: World = {
  clients: [
    clientReply('caller1', 'Owner'),
    clientReply('c1', 'Web'),
    clientReply('c2', 'App'),
    clientReply('c3', 'App'),
  ],
  settings: {
    c1: settingsReply({ site_name: 'Web', rpx_key: 'own' }, { token: 'own' }, { rpx_key: 'global', site_name: 'All' }),
    c2: settingsReply({}),
    c3: settingsReply({}),
  },
  global: settingsReply({ a: 1, rpx_key: 'global', gone: null }, { token: 'global' }),
  options: [option],
  instead: {},
};

async function read(desired: Parameters<typeof readLiveState>[0], of: World = world) {
  const { api, calls } = fakeApi(of);
  const result = await readLiveState(desired, api);
  return { result, calls, live: result.kind === 'read' ? result.live : undefined };
}

describe('live state', () => {
  it('takes k + 3 requests in one round trip for k clients known by their ids', async () => {
    const { calls, live } = await read(desiredState({ web: byId('c1'), app: byId('c2') }, { written: ['custom'] }));
    expect(calls).toEqual([['clients', 'options', 'global', 'settings c1', 'settings c2']]);
    expect(live?.caller).toBe('caller1');
    expect(live?.callerSecret?.equals(new Secret('hidden'))).toBe(true);
    expect([...(live?.clients.keys() ?? [])]).toEqual(['caller1', 'c1', 'c2', 'c3']);
    expect([...(live === undefined ? [] : scopesRead(live).keys())]).toEqual(['c1', 'c2']);
    expect([...(live?.options ?? [])]).toEqual([['a', option]]);
    expect([...valuesIn(live?.global?.sections.settings)]).toEqual([
      ['a', 1],
      ['rpx_key', 'global'],
      ['gone', null],
    ]);
  });

  it('finds a client by its name after the list came', async () => {
    const { calls, live } = await read(desiredState({ web: byName('Web'), app: byId('c2') }));
    expect(calls).toEqual([['clients', 'options', 'settings c2'], ['settings c1']]);
    expect(live?.global).toBeNull();
    expect([...(live === undefined ? [] : scopesRead(live).keys())].sort()).toEqual(['c1', 'c2']);
  });

  it('reads the global settings when the file manages them, or declares no client', async () => {
    const web = { web: byId('c1') };
    const reads = async (desired: ReturnType<typeof desiredState>) =>
      (await read(desired)).calls.flat().includes('global');
    expect(await reads(desiredState(web))).toBe(false);
    expect(await reads(desiredState({}))).toBe(true);
    expect(await reads(desiredState(web, { written: ['settings'] }))).toBe(true);
    expect(await reads(desiredState(web, { written: ['custom'] }))).toBe(true);
    expect(await reads(desiredState(web, { absent: ['cache_settings'] }))).toBe(true);
  });

  it('has no scope for a client that is missing, gone, or whose name several have', async () => {
    const desired = desiredState({
      app: byName('App'),
      gone: byId('caller1'),
      lost: byId('nobody'),
      stray: byId('c1'),
      unnamed: byName('Nobody'),
    });
    const settings = { ...world.settings, nobody: settingsReply({}) };
    const { live } = await read(desired, { ...world, settings });
    if (live === undefined) throw new Error('not read');
    expect([...scopesRead(live).keys()]).toEqual(['c1']);
    expect(resolveClients(desired, live).map(({ kind, desired: { alias } }) => [alias, kind])).toEqual([
      ['app', 'ambiguous'],
      ['gone', 'missing'],
      ['lost', 'missing'],
      ['stray', 'found'],
      ['unnamed', 'missing'],
    ]);
  });

  it('reads a client once although two aliases stand for it', async () => {
    const { calls, live } = await read(desiredState({ one: byId('c1'), two: byName('Web') }));
    expect(calls.flat().filter((call) => call === 'settings c1')).toHaveLength(1);
    expect([...(live === undefined ? [] : scopesRead(live).keys())]).toEqual(['c1']);
  });

  it('keeps features as a sorted set, and knows when a client has none to show', async () => {
    const clients = [
      clientReply('caller1', 'Owner', ['owner', 'direct_access', 'owner']),
      clientReply('c1', 'Web', null),
    ];
    const { live } = await read(desiredState({}), { ...world, clients });
    expect(liveListOf(live?.clients.get('caller1'), 'features')).toEqual(['direct_access', 'owner']);
    expect(liveListOf(live?.clients.get('c1'), 'features')).toBeNull();
  });

  it('does without options where the service does not give them', async () => {
    expect((await read(desiredState({}), { ...world, options: null })).live?.options).toBeNull();
  });

  it('reports every failure of a round trip, and asks no further', async () => {
    const instead = { clients: failure('forbidden'), options: failure('timeout'), 'settings c1': failure('bad-reply') };
    const { result, calls } = await read(desiredState({ web: byId('c1'), app: byName('App') }), { ...world, instead });
    expect(result).toMatchObject({
      kind: 'failed',
      failures: [{ code: 'forbidden' }, { code: 'timeout' }, { code: 'bad-reply' }],
    });
    expect(calls).toHaveLength(1);
  });

  it('reports a failure of the second round trip', async () => {
    const { result } = await read(desiredState({ web: byName('Web') }), {
      ...world,
      instead: { 'settings c1': failure('timeout') },
    });
    expect(result).toMatchObject({ kind: 'failed', failures: [{ code: 'timeout' }] });
  });

  it('is a failure when the clients or the global settings seem not to exist', async () => {
    const instead = { clients: { kind: 'absent' }, global: { kind: 'absent' } } as const;
    const { result } = await read(desiredState({}), { ...world, instead });
    expect(result).toMatchObject({ kind: 'failed', failures: [{ code: 'bad-reply' }, { code: 'bad-reply' }] });
  });
});

describe('reading again', () => {
  const { api } = fakeApi(world);

  it('gives a scope with the very reply that a full replace needs', async () => {
    const global = await readScope(api, { kind: 'global' });
    expect(global).toMatchObject({ kind: 'value', value: { reply: world.global } });
    const web = await readScope(api, { kind: 'client', alias: 'web', clientId: 'c1' });
    if (web.kind !== 'value') throw new Error('not read');
    expect(web.value.reply).toBe(world.settings['c1']);
    expect(valuesIn(web.value.live.sections.settings)).toEqual(web.value.reply.sections.settings);
    expect(await readScope(api, { kind: 'client', alias: 'x', clientId: 'x' })).toEqual({ kind: 'absent' });
  });

  it('gives a client with its reply', async () => {
    const read = await readClientOf(api, 'c1');
    if (read.kind !== 'value') throw new Error('not read');
    expect(read.value.reply).toBe(world.clients[1]);
    expect(read.value.live).toMatchObject({ id: 'c1', name: 'Web' });
    expect(liveListOf(read.value.live, 'features')).toEqual(['owner']);
    expect(await readClientOf(api, 'x')).toEqual({ kind: 'absent' });
  });
});
