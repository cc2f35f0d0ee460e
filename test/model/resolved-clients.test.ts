import { describe, expect, it } from 'vitest';
import { resolveClients } from '../../src/model/live.ts';
import { aDesired, aDesiredClient, aLiveClient, aLiveState, readOnlyOf } from '../support/builders.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web' });

function kindsOf(desired: readonly ReturnType<typeof aDesiredClient>[], live: readonly (typeof web)[]) {
  return resolveClients(aDesired({ clients: desired }), aLiveState({ clients: live })).map((client) => [
    client.desired.alias,
    client.kind,
  ]);
}

describe('the live client of a declared one', () => {
  it('is found by its id, or by a name that one client alone has', () => {
    const resolved = resolveClients(
      aDesired({
        clients: [aDesiredClient({ alias: 'b', id: 'id-of-web' }), aDesiredClient({ alias: 'a', name: 'App' })],
      }),
      aLiveState({ clients: [web, aLiveClient({ id: 'x', name: 'App' })] }),
    );
    expect(resolved).toMatchObject([
      { kind: 'found', scope: { kind: 'client', alias: 'a', clientId: 'x' } },
      { kind: 'found', scope: { kind: 'client', alias: 'b', clientId: 'id-of-web' } },
    ]);
  });

  it('is missing when no one has the id or the name, and the name is compared exactly', () => {
    expect(kindsOf([aDesiredClient(), aDesiredClient({ alias: 'x', name: 'web' })], [web])).toEqual([
      ['web', 'found'],
      ['x', 'missing'],
    ]);
  });

  it('is missing when it is in the list but its settings are not there', () => {
    const live = readOnlyOf(aLiveState({ clients: [web] }));
    expect(resolveClients(aDesired({ clients: [aDesiredClient()] }), live)).toMatchObject([{ kind: 'missing' }]);
  });

  it('is ambiguous when several have the name', () => {
    const live = [web, aLiveClient({ id: 'x', name: 'Web' })];
    expect(
      resolveClients(aDesired({ clients: [aDesiredClient({ name: 'Web' })] }), aLiveState({ clients: live })),
    ).toMatchObject([{ kind: 'ambiguous', count: 2 }]);
  });

  it('belongs to the first alias by name, whatever the order in the file', () => {
    const one = aDesiredClient({ alias: 'one', id: 'id-of-web' });
    const two = aDesiredClient({ alias: 'two', name: 'Web' });
    const expected = [
      ['one', 'found'],
      ['two', 'duplicate'],
    ];
    expect(kindsOf([one, two], [web])).toEqual(expected);
    expect(kindsOf([two, one], [web])).toEqual(expected);
  });
});
