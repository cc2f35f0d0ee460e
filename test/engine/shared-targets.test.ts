import { describe, expect, it } from 'vitest';
import { sharedTargets, unclearFiles, withIds } from '../../src/engine/shared-targets.ts';
import {
  aDesired,
  aDesiredClient,
  anAccept,
  type DesiredWish,
  exactly,
  notCompared,
  secretReference,
  testCatalogue,
  today,
  tombstone,
  unknownValue,
} from '../support/builders.ts';

const yesterday = '2026-11-20';

function shared(...wishes: readonly DesiredWish[]) {
  const files = wishes.map((wish, at) => ({ file: `${'abc'[at]}.yaml`, desired: aDesired(wish) }));
  const { conflicts, equal } = sharedTargets(files, testCatalogue, today);
  return { conflicts: conflicts.map(({ message }) => message), equal: equal.flatMap(({ targets }) => targets) };
}

const none = { conflicts: [], equal: [] };
const undo = ': each file would undo what the other one does';

describe('two files of one run', () => {
  it('are opposed by another value of one key', () => {
    const a = { settings: { site_name: 'One' }, custom: { x: '1' } };
    const { conflicts } = sharedTargets(
      [
        { file: 'a.yaml', desired: aDesired(a) },
        { file: 'b.yaml', desired: aDesired({ settings: { site_name: 'Two' } }) },
      ],
      testCatalogue,
      today,
    );
    expect(conflicts).toMatchObject([
      { code: 'same-target-twice', message: `settings.site_name is not the same in a.yaml and b.yaml${undo}` },
    ]);
    expect(conflicts[0]?.source).not.toBeNull();
  });

  it('are opposed by a tombstone of what the other declares, while it holds', () => {
    const declared = { custom: { x: '1' } };
    const removed = (until: string | null) => ({ absentCustom: new Map([['x', tombstone(until)]]) });
    const said = [`custom.x is declared in one of a.yaml and b.yaml, and removed in the other${undo}`];
    expect(shared(declared, removed(null)).conflicts).toEqual(said);
    expect(shared(removed(today), declared).conflicts).toEqual(said);
    expect(shared(declared, removed(yesterday))).toEqual(none);
  });

  it('are opposed where one removes what it does not mention', () => {
    const sweeps = { custom: { x: '1' }, unmentioned: 'remove' } as const;
    const said = `custom.y is declared in b.yaml, and a.yaml does not mention it, and removes what it does not mention (unmentioned: remove)${undo}`;
    expect(shared(sweeps, { custom: { y: '1' } }).conflicts).toEqual([said]);
    expect(shared(sweeps, { settings: { site_name: 'One' } })).toEqual(none);
    expect(shared(sweeps, { custom: new Map([['y', secretReference('canary')]]) })).toEqual(none);
    expect(shared({ ...sweeps, ignore: ['custom.y'] }, { custom: { y: '1' } })).toEqual(none);
    expect(shared({ ...sweeps, accept: [anAccept('custom.y', '1')] }, { custom: { y: '1' } })).toEqual(none);
    expect(shared({ custom: { x: '1' } }, sweeps)).toEqual({ conflicts: [], equal: ['custom.x'] });
    expect(shared({ ...sweeps, absentCustom: ['z'] }, { absentCustom: ['z', 'q'] }).conflicts).toEqual([]);
  });

  it('are opposed by the features of one client, whatever its alias', () => {
    const client = (alias: string, features: readonly string[]) => ({
      clients: [aDesiredClient({ alias, id: 'one', features })],
    });
    expect(shared(client('web', ['owner']), client('shop', ['login_client'])).conflicts).toEqual([
      `clients.shop.features, the clients.web.features of a.yaml, is not the same in a.yaml and b.yaml${undo}`,
    ]);
    expect(shared(client('web', ['owner', 'login_client']), client('shop', ['login_client', 'owner']))).toEqual({
      conflicts: [],
      equal: ['clients.shop.features'],
    });
  });

  it('are opposed whatever a third file declares that cannot be compared', () => {
    const unset = { custom: new Map([['x', notCompared]]) };
    const [one, two] = [{ custom: { x: '1' } }, { custom: { x: '2' } }];
    const said = [`custom.x is not the same in b.yaml and c.yaml${undo}`];
    expect(shared(unset, one, two).conflicts).toEqual(said);
    expect(shared(one, unset, two).conflicts).toEqual([`custom.x is not the same in a.yaml and c.yaml${undo}`]);
    expect(shared(one, two, unset).conflicts).toHaveLength(1);
    expect(shared(unset, one, one).conflicts).toEqual([]);
    const sweeps = { custom: {}, unmentioned: 'remove' } as const;
    expect(shared(unset, one, sweeps).conflicts).toEqual([expect.stringContaining('c.yaml does not mention it')]);
    // Once, though two files declare it.
    expect(shared(one, one, sweeps).conflicts).toEqual([expect.stringContaining('declared in a.yaml, and c.yaml')]);
    expect(shared(unset, one, { absentCustom: ['x'] }).conflicts).toHaveLength(1);
    const missing = { custom: new Map([['x', { ...secretReference('canary'), secret: null }]]) };
    expect(shared(missing, one, two).conflicts).toEqual(said);
  });

  it('are told apart from files whose values could not be compared', () => {
    const unset = { custom: new Map([['x', notCompared]]) };
    const files = [unset, { custom: { x: '1' } }, { custom: { x: '1' } }].map((wish, at) => {
      return { file: `${at}.yaml`, desired: aDesired(wish) };
    });
    expect(sharedTargets(files, testCatalogue, today).equal).toEqual([
      { files: ['0.yaml', '1.yaml'], values: 'unknown', targets: ['custom.x'] },
      { files: ['1.yaml', '2.yaml'], values: 'equal', targets: ['custom.x'] },
    ]);
  });

  it('are opposed by secrets that differ, without a word of them', () => {
    const secret = (value: string) => ({ settings: new Map([['rpx_key', secretReference(value)]]) });
    const { conflicts } = shared(secret('canary-a'), secret('canary-b'));
    expect(conflicts).toEqual([`settings.rpx_key is not the same in a.yaml and b.yaml${undo}`]);
    expect(shared(secret('canary'), secret('canary')).conflicts).toEqual([]);
    expect(shared(secret('canary'), { settings: new Map([['rpx_key', notCompared]]) }).conflicts).toEqual([]);
    expect(shared(secret('canary'), { settings: { rpx_key: 'canary' } }).conflicts).toEqual([]);
    expect(shared({ settings: { rpx_key: 'other' } }, secret('canary')).conflicts).toHaveLength(1);
    expect(JSON.stringify(conflicts)).not.toContain('canary');
  });

  it('are not opposed by a value that is not known', () => {
    const unknown = { custom: new Map([['x', unknownValue]]) };
    expect(shared(unknown, { custom: { x: '1' } }).conflicts).toEqual([]);
    expect(shared({ custom: { x: '1' } }, unknown).conflicts).toEqual([]);
    expect(shared(unknown, { absentCustom: ['x'] }).conflicts).toHaveLength(1);
  });

  it('are not opposed by what means the same', () => {
    expect(shared({ settings: { login_attempts: 5 } }, { settings: { login_attempts: '5' } })).toEqual({
      conflicts: [],
      equal: ['settings.login_attempts'],
    });
    expect(shared({ absentCustom: ['x'] }, { absentCustom: ['x'] }).equal).toEqual(['custom.x']);
    const exact = new Map([['login_attempts', exactly(5)]]);
    expect(shared({ settings: exact }, { settings: exact }).conflicts).toEqual([]);
  });

  it('are opposed by values that do not fit their type, unless they are the same', () => {
    const misfit = (login_attempts: string) => ({ settings: { login_attempts } });
    expect(shared(misfit('many'), misfit('more')).conflicts).toHaveLength(1);
    expect(shared(misfit('many'), misfit('many')).conflicts).toEqual([]);
  });

  it('are opposed in a client that both know by its name', () => {
    const named = (site_name: string): DesiredWish => ({
      clients: [aDesiredClient({ name: 'Web', settings: { site_name } })],
    });
    expect(shared(named('One'), named('Two')).conflicts).toHaveLength(1);
  });

  it('are not opposed by one of them alone, which may know a client by two aliases', () => {
    const client = (alias: string, site_name: string) => aDesiredClient({ alias, id: 'one', settings: { site_name } });
    expect(shared({ clients: [client('web', 'One'), client('shop', 'Two')] }, {})).toEqual(none);
  });

  it('are not opposed by another application, client or section', () => {
    const one = { settings: { site_name: 'One' } };
    const other = { settings: { site_name: 'Two' } };
    expect(shared(one, { ...other, application: { id: 'another' } })).toEqual(none);
    expect(shared(one, { ...other, application: { configUrl: 'http://127.0.0.1:1' } })).toEqual(none);
    expect(shared(one, { custom: { site_name: 'Two' } })).toEqual(none);
    expect(shared(one, { clients: [aDesiredClient(other)] })).toEqual(none);
    expect(
      shared(
        { clients: [aDesiredClient({ ...one, id: 'one' })] },
        { clients: [aDesiredClient({ ...other, id: 'two' })] },
      ),
    ).toEqual(none);
  });
});

describe('files of one run that name clients by id and by name', () => {
  const byId = { clients: [aDesiredClient({ alias: 'web', id: 'one', settings: { site_name: 'One' } })] };
  const byName = { clients: [aDesiredClient({ alias: 'shop', name: 'Web', settings: { site_name: 'Two' } })] };
  const live = (...clients: readonly (readonly [id: string, name: string])[]) =>
    new Map(clients.map(([id, name]) => [id, { id, name }]));
  const file = (name: string, wish: DesiredWish) => ({ file: name, desired: aDesired(wish) });
  const known = (clients: ReturnType<typeof live>, ...wishes: readonly DesiredWish[]) =>
    sharedTargets(
      wishes.map((wish, index) => withIds(file(`${'ab'[index]}.yaml`, wish), clients)),
      testCatalogue,
      today,
    ).conflicts.map(({ message }) => message);

  it('are opposed where the two are one client of the application', () => {
    expect(known(live(['one', 'Web'], ['two', 'Other']), byId, byName)).toEqual([
      `clients.shop.settings.site_name, the clients.web.settings.site_name of a.yaml, is not the same in a.yaml and b.yaml${undo}`,
    ]);
  });

  it('are not opposed where they are two, where there is none of that name, or more than one', () => {
    expect(known(live(['one', 'Other'], ['two', 'Web']), byId, byName)).toEqual([]);
    expect(known(live(['one', 'Other']), byId, byName)).toEqual([]);
    expect(known(live(['one', 'Web'], ['two', 'Web']), byId, byName)).toEqual([]);
  });

  it('are unclear in another file of the same application alone: one file of each is asked about', () => {
    const unclear = (...files: Parameters<typeof unclearFiles>[0]) => unclearFiles(files).map((one) => one.file);
    expect(unclear(file('a', byId), file('b', byName), file('c', byName))).toEqual(['b']);
    expect(unclear(file('a', byId), file('b', byId), file('c', {}))).toEqual([]);
    expect(unclear(file('a', byName), file('b', byName))).toEqual([]);
    expect(unclear(file('a', { clients: [...byId.clients, ...byName.clients] }), file('b', {}))).toEqual([]);
    const other = { application: { id: 'another' } };
    expect(unclear(file('a', byId), file('b', { ...byName, ...other }))).toEqual([]);
    expect(unclear(file('a', byId), file('b', byName), file('c', { ...byName, ...other }))).toEqual(['b']);
  });
});
