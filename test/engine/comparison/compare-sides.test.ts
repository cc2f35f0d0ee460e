import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSides } from '../../../src/engine/comparison/compare-sides.ts';
import { sideOfDesired, sideOfKept, sideOfLive, sideOfSnapshot } from '../../../src/engine/comparison/sides.ts';
import { makeSnapshot } from '../../../src/engine/snapshot/make-snapshot.ts';
import type { Snapshot, SnapshotSection } from '../../../src/model/baseline.ts';
import type { Side } from '../../../src/model/differences.ts';
import { Secret, secretAddress } from '../../../src/model/value.ts';
import { decideInput } from '../../support/arbitraries.ts';
import {
  aCatalogue,
  aDesired,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aLiveState,
  callerId,
  type DesiredWish,
  exactly,
  type LiveWish,
  notCompared,
  plain,
  readOnlyOf,
  secretReference,
  someFacts,
  testCatalogue,
} from '../../support/builders.ts';

const digest = aDigest('key');
const application = { id: 'app', region: 'us' };

/** A file of an application of its own, as environments have them. */
function file(wish: DesiredWish, name = 'a.yaml'): Side {
  return sideOfDesired(aDesired({ application: { id: `application of ${name}` }, ...wish }), name, digest);
}

function live(wish: LiveWish, name = 'live:a.yaml'): Side {
  return sideOfLive(aLiveState(wish), { name, application, readAt: '2026-11-21T00:00:00.000Z' }, digest);
}

function rows(a: Side, b: Side, catalogue = testCatalogue) {
  return compareSides(a, b, catalogue, '0.1.0').rows.map((row) => `${row.class} ${row.target}`);
}

describe('two sides', () => {
  it('differ where a key has another meaning, and not where only the form is another', () => {
    const a = file({ settings: { login_attempts: 5, site_name: 'A' } });
    const b = live({ global: { settings: { login_attempts: '5', site_name: 'B' } } });
    expect(rows(a, b)).toEqual(['differs settings.site_name']);
  });

  it('have a row for what only one of two files declares: values, secrets, tombstones, features', () => {
    const web = (wish: Parameters<typeof aDesiredClient>[0]) => [aDesiredClient({ alias: 'web', ...wish })];
    const a = file({ settings: { site_name: 'A' }, custom: { both: '1' }, clients: web({ custom: { x: '1' } }) });
    const b = file(
      {
        settings: new Map([['rpx_key', secretReference('hidden')]]),
        custom: { both: '1' },
        absentCustom: ['gone'],
        clients: web({ features: ['login_client'] }),
      },
      'b.yaml',
    );
    const { rows: found, summary } = compareSides(a, b, testCatalogue, '0');
    expect(
      found.map(({ class: kind, target, a: left, b: right, note }) => [kind, target, left.kind, right.kind, note]),
    ).toEqual([
      ['one-sided', 'settings.rpx_key', 'not-managed', 'secret', 'Only in b.yaml.'],
      ['one-sided', 'settings.site_name', 'value', 'not-managed', 'Only in a.yaml.'],
      ['one-sided', 'custom.gone', 'not-managed', 'absent', 'Only in b.yaml.'],
      ['one-sided', 'clients.web.custom.x', 'value', 'not-managed', 'Only in a.yaml.'],
      ['one-sided', 'clients.web.features', 'not-managed', 'value', 'Only in b.yaml.'],
    ]);
    expect(summary).toMatchObject({ 'one-sided': 5, same: 1, notDeclared: 0 });
    expect(rows(b, b)).toEqual([]);
  });

  it('have none where the one that leaves it out expects that, or manages its section whole', () => {
    const b = file({ settings: { site_name: 'A', email_method: 'ses' } }, 'b.yaml');
    expect(rows(file({ expected: ['settings.site_*'] }), b)).toEqual([
      'one-sided settings.email_method',
      'expected settings.site_name',
    ]);
    expect(rows(file({ settings: {}, unmentioned: 'remove' }), b)).toEqual([
      'differs settings.email_method',
      'differs settings.site_name',
    ]);
  });

  it('count what a file leaves out where the other has everything', () => {
    const other = live({
      global: { settings: { site_name: 'A', email_method: 'ses', rpx_realm: null }, custom: { a: '1' } },
      clients: [aLiveClient({ id: 'id-of-web' }), aLiveClient({ id: 'id-of-app' })],
      scopes: { 'id-of-web': { custom: { b: '1' } } },
    });
    const a = file({ settings: { site_name: 'A' }, clients: [aDesiredClient({ alias: 'web' })] });
    // email_method, custom.a, custom.b of web, the features of web, and the clients app and caller.
    for (const sides of [[a, other] as const, [other, a] as const]) {
      expect(compareSides(...sides, testCatalogue, '0')).toMatchObject({
        rows: [],
        summary: { notDeclared: 6, same: 1 },
      });
    }
    const everything = file({
      settings: { site_name: 'A', email_method: 'ses' },
      custom: { a: '1' },
      clients: [
        aDesiredClient({ alias: 'web', features: ['login_client'], custom: { b: '1' } }),
        aDesiredClient({ alias: 'app', features: ['login_client'] }),
        aDesiredClient({ alias: 'caller', id: callerId, features: ['owner'] }),
      ],
    });
    expect(compareSides(everything, other, testCatalogue, '0').summary).toMatchObject({ notDeclared: 0, same: 7 });
    expect(compareSides(other, other, testCatalogue, '0').summary.notDeclared).toBe(0);
  });

  it('differ where one has a key that the other, which has all, does not', () => {
    const a = file({ settings: { site_name: 'A' }, absentSettings: ['email_method'] });
    expect(rows(a, live({ global: { settings: { email_method: 'ses_sync' } } }))).toEqual([
      'differs settings.email_method',
      'differs settings.site_name',
    ]);
    expect(rows(file({ absentSettings: ['x'] }), live({}))).toEqual([]);
    const whole = file({ settings: {}, unmentioned: 'remove' });
    expect(rows(whole, live({ global: { settings: { email_method: 'ses_sync' } } }))).toEqual([
      'differs settings.email_method',
    ]);
  });

  it('are compared by fingerprints of one key, and not otherwise', () => {
    const secret = (value: string) => file({ settings: new Map([['rpx_key', secretReference(value)]]) });
    const other = live({ global: { settings: { rpx_key: new Secret('x') } } });
    expect(compareSides(secret('x'), other, testCatalogue, '0').summary).toMatchObject({ same: 1, notCompared: 0 });
    expect(rows(secret('y'), other)).toEqual(['differs settings.rpx_key']);
    const elsewhere = sideOfDesired(
      aDesired({ settings: new Map([['rpx_key', secretReference('x')]]) }),
      'b.yaml',
      aDigest('another key'),
    );
    expect(compareSides(elsewhere, other, testCatalogue, '0').summary).toMatchObject({ same: 0, notCompared: 1 });
    const unset = file({ settings: new Map([['rpx_key', notCompared]]) });
    expect(compareSides(unset, other, testCatalogue, '0').summary.notCompared).toBe(1);
    const open = file({ settings: new Map([['rpx_key', plain('x')]]) });
    expect(compareSides(open, other, testCatalogue, '0').summary.notCompared).toBe(1);
  });

  it('leave out what a file ignores, and nothing else', () => {
    const a = file({ settings: { site_name: 'A', other: 'A' }, ignore: ['settings.site_*'] });
    expect(rows(a, live({ global: { settings: { site_name: 'B' } } }))).toEqual(['differs settings.other']);
  });

  it('show a number as written where JavaScript would print another', () => {
    const long = file({
      settings: new Map([['default_flow_version', plain(2.0170915215708414e19, '20170915215708415365')]]),
    });
    const { rows: found } = compareSides(long, live({}), testCatalogue, '0');
    expect(found[0]?.a).toEqual({ kind: 'value', json: '20170915215708415365' });
  });

  it('keep a value that does not fit its type as it is', () => {
    const a = file({ settings: { login_attempts: 'many' } });
    expect(rows(a, live({ global: { settings: { login_attempts: 5 } } }))).toEqual(['differs settings.login_attempts']);
  });

  it('take exact values of a journal as they are', () => {
    const a = file({ settings: new Map([['site_name', exactly('A')]]) });
    expect(rows(a, live({ global: { settings: { site_name: 'A' } } }))).toEqual([]);
  });
});

describe('a secret of a client', () => {
  it('has a fingerprint where the file knows the id of the client, and none where it knows only its name', () => {
    const settings = new Map([['rpx_key', secretReference('x')]]);
    const other = live({
      clients: [aLiveClient({ id: 'id-of-web', name: 'Web' })],
      scopes: { 'id-of-web': { settings: { rpx_key: new Secret('y') } } },
    });
    const shownOf = (client: Parameters<typeof aDesiredClient>[0]) => {
      const { rows: found } = compareSides(
        file({ clients: [aDesiredClient({ settings, ...client })] }),
        other,
        testCatalogue,
        '0',
      );
      return found.map((row) => [row.class, row.target, row.a]);
    };
    const print = new Secret('x').fingerprint(digest, secretAddress('id-of-web', 'settings', 'rpx_key'));
    const row = ['differs', 'clients.web.settings.rpx_key'];
    expect(shownOf({ id: 'id-of-web' })).toEqual([[...row, { kind: 'secret', fingerprint: print }]]);
    expect(shownOf({ name: 'Web' })).toEqual([[...row, { kind: 'secret', fingerprint: null }]]);
  });
});

describe('a snapshot', () => {
  it('of a version that did not look at names is looked at now, and a later one is taken at its word', () => {
    const { looks, ...kept } = { values: { partner_token: 'canary', motto: 'x' }, hidden: {}, looks: [], inexact: [] };
    const empty = { values: {}, hidden: {}, inexact: [] };
    const shownOf = (custom: SnapshotSection) => {
      const snapshot: Snapshot = {
        kind: 'capstan-snapshot',
        formatVersion: 1,
        tool: { name: 'capstan', version: '0' },
        application,
        readAt: '2026-11-21T00:00:00.000Z',
        redacted: [],
        options: null,
        global: { settings: empty, custom },
        clients: [],
      };
      const { rows: found } = compareSides(
        sideOfSnapshot(snapshot, 'live.json', testCatalogue),
        live({ global: {} }),
        testCatalogue,
        '0',
      );
      return found.flatMap(({ target, a }) => (target.startsWith('custom') ? [[target, a]] : []));
    };
    const motto = ['custom.motto', { kind: 'value', json: 'x' }];
    expect(shownOf(kept)).toEqual([motto, ['custom.partner_token', { kind: 'secret', fingerprint: null }]]);
    expect(shownOf({ ...kept, looks })).toEqual([motto, ['custom.partner_token', { kind: 'value', json: 'canary' }]]);
  });
});

describe('differences that are expected', () => {
  it('are those that a file expects, and those of settings that belong to an environment', () => {
    const catalogue = aCatalogue([someFacts('site_url', { environmentSpecific: true }), someFacts('site_name')]);
    const a = file({ settings: { site_name: 'A', site_url: 'A', other: '1' }, expected: ['settings.site_name'] });
    const b = file({ settings: { site_name: 'B', site_url: 'B', other: '2' } }, 'b.yaml');
    expect(rows(a, b, catalogue)).toEqual([
      'differs settings.other',
      'expected settings.site_name',
      'environment settings.site_url',
    ]);
  });
});

describe('two looks at one application', () => {
  it('find nothing meant in what belongs to an environment', () => {
    const catalogue = aCatalogue([someFacts('site_url', { environmentSpecific: true })]);
    const [before, after] = ['https://a.example.com', 'https://b.example.com'].map((site_url) =>
      live({ global: { settings: { site_url }, custom: { help: 'https://a.example.com' } } }),
    );
    expect(before !== undefined && after !== undefined && rows(before, after, catalogue)).toEqual([
      'differs settings.site_url',
    ]);
  });
});

describe('a side that does not name its application', () => {
  it('may be of the same one: no difference counts as meant', () => {
    const catalogue = aCatalogue([someFacts('site_url', { environmentSpecific: true })]);
    const settings = { site_url: 'https://a.example.com' };
    const unnamed: Side = {
      ...live({ global: { settings } }, 'settings.csv'),
      application: { id: 'unknown', region: null },
    };
    const other = file({ settings: { site_url: 'https://b.example.com' }, custom: { help: 'https://a.example.com' } });
    const differences = ['differs settings.site_url', 'differs custom.help'];
    expect(rows(other, unnamed, catalogue)).toEqual(differences);
    expect(rows(unnamed, other, catalogue)).toEqual(differences);
  });
});

describe('a value of one environment in the other', () => {
  const catalogue = aCatalogue([someFacts('site_url', { environmentSpecific: true })]);
  const dev = { site_url: 'https://dev.example.com/x' };
  const prod = { site_url: 'https://www.example.com/x' };

  it('is a row of its own, also where both sides have it', () => {
    const a = file({ settings: dev, custom: { help: 'see https://user@DEV.example.com:8080/help' } }, 'dev.yaml');
    const b = file({ settings: prod, custom: { help: 'see https://user@DEV.example.com:8080/help' } }, 'prod.yaml');
    const found = compareSides(a, b, catalogue, '0').rows.find(({ target }) => target === 'custom.help');
    expect(found).toMatchObject({
      class: 'foreign-value',
      note: 'dev.example.com belongs to dev.yaml but is used in prod.yaml.',
    });
  });

  it('is found in lists and maps, where only the host is written, and where the other side says nothing', () => {
    const custom = { hosts: ['dev.example.com'], more: { deep: 'https://dev.example.com' }, n: 5 };
    const b = file({ settings: prod, custom }, 'prod.yaml');
    expect(rows(file({ settings: dev }, 'dev.yaml'), b, catalogue)).toEqual([
      'environment settings.site_url',
      'foreign-value custom.hosts',
      'foreign-value custom.more',
      'one-sided custom.n',
    ]);
  });

  it('is not looked for in a secret', () => {
    const hidden = file({ settings: new Map([['site_url', secretReference('https://dev.example.com')]]) }, 'dev.yaml');
    expect(rows(hidden, file({ custom: { help: 'https://dev.example.com' } }, 'prod.yaml'), catalogue)).toEqual([
      'one-sided settings.site_url',
      'one-sided custom.help',
    ]);
  });

  it('is not what both environments have in those settings', () => {
    expect(rows(file({ settings: dev }), file({ settings: dev }), catalogue)).toEqual([]);
  });
});

describe('clients', () => {
  const web = aDesiredClient({ alias: 'web', id: 'a', settings: { site_name: 'A' }, features: ['login_client'] });

  it('correspond by alias, then by id, then by a name that each side has once', () => {
    const other = [aDesiredClient({ alias: 'web', id: 'other', settings: { site_name: 'B' } })];
    const byAlias = file({ clients: other }, 'b.yaml');
    expect(rows(file({ clients: [web] }), byAlias)).toEqual([
      'differs clients.web.settings.site_name',
      'one-sided clients.web.features',
    ]);
    const byId = live({ clients: [aLiveClient({ id: 'a' })], scopes: { a: { settings: { site_name: 'B' } } } });
    expect(rows(file({ clients: [web] }), byId)).toEqual(['differs clients.web.settings.site_name']);
    const named = aDesiredClient({ alias: 'web', name: 'Web', settings: { site_name: 'A' } });
    const byName = live({
      clients: [aLiveClient({ id: 'x', name: 'Web' })],
      scopes: { x: { settings: { site_name: 'B' } } },
    });
    expect(rows(file({ clients: [named] }), byName)).toEqual(['differs clients.web.settings.site_name']);
    const twins = live({ clients: [aLiveClient({ id: 'x', name: 'Web' }), aLiveClient({ id: 'y', name: 'Web' })] });
    expect(rows(file({ clients: [named] }), twins)).toEqual(['missing clients.web']);
  });

  it('correspond by what is stronger first, whichever client is looked at first', () => {
    const renamed = live({ clients: [aLiveClient({ id: 'y', name: 'Old' }), aLiveClient({ id: 'x', name: 'Web' })] });
    const before = live({ clients: [aLiveClient({ id: 'z', name: 'Web' }), aLiveClient({ id: 'x', name: 'Old' })] });
    const found = ['missing clients.Old', 'differs clients.Old.name', 'missing clients.Web'];
    expect(rows(before, renamed).sort()).toEqual([...found].sort());
    const aliases = file({
      clients: [
        aDesiredClient({ alias: 'a', id: 'x' }),
        aDesiredClient({ alias: 'web', id: 'y', settings: { s: '1' } }),
      ],
    });
    const other = file({ clients: [aDesiredClient({ alias: 'web', id: 'x', settings: { s: '1' } })] }, 'b.yaml');
    expect(rows(aliases, other)).toEqual(['missing clients.a']);
    expect(rows(other, aliases)).toEqual(['missing clients.a']);
  });

  it('of two files of one application are two clients behind one alias if they have two ids, or are looked for by two names', () => {
    const one = (wish: Parameters<typeof aDesiredClient>[0], more: DesiredWish = {}) =>
      file({ clients: [aDesiredClient({ alias: 'web', settings: { s: '1' }, ...wish })], ...more });
    const byId = compareSides(one({ id: 'x' }), one({ id: 'y' }), testCatalogue, '0');
    expect(byId.rows).toEqual([
      {
        target: 'clients.web',
        class: 'differs',
        a: { kind: 'value', json: 'x' },
        b: { kind: 'value', json: 'y' },
        note: 'The alias stands for another client of the same application.',
      },
    ]);
    expect(byId.summary).toMatchObject({ differs: 1, same: 1 });
    expect(rows(one({ name: 'Old' }), one({ name: 'Web' }))).toEqual(['differs clients.web']);
    expect(rows(one({ name: 'Web' }), one({ name: 'Web' }))).toEqual([]);
    expect(rows(one({ name: 'Web' }), one({ id: 'x' }))).toEqual([]);
    expect(rows(one({ id: 'x' }, { expected: ['clients.web'] }), one({ id: 'y' }))).toEqual(['expected clients.web']);
    expect(rows(one({ id: 'x' }), { ...one({ id: 'y' }), application: { id: 'another app', region: 'us' } })).toEqual(
      [],
    );
  });

  it('of one application do not correspond by name if they have two ids', () => {
    const one = (id: string) => live({ clients: [aLiveClient({ id, name: 'Web' })] });
    expect(rows(one('x'), one('x'))).toEqual([]);
    expect(rows(one('x'), one('y'))).toEqual(['missing clients.Web', 'missing clients.Web']);
    const elsewhere = { ...one('y'), application: { id: 'another app', region: 'us' } };
    expect(rows(one('x'), elsewhere)).toEqual([]);
    // Two exports that do not say of which application they are.
    const unnamed = (id: string) => ({ ...one(id), application: { id: 'unknown', region: null } });
    expect(rows(unnamed('x'), unnamed('y'))).toEqual([]);
  });

  it('are compared by their features too, as sets', () => {
    const other = (features: readonly string[]) =>
      live({ clients: [aLiveClient({ id: 'a', features })], scopes: { a: { settings: { site_name: 'A' } } } });
    expect(rows(file({ clients: [web] }), other(['login_client']))).toEqual([]);
    expect(rows(file({ clients: [web] }), other(['owner']))).toEqual(['differs clients.web.features']);
    const without = file({ clients: [aDesiredClient({ alias: 'web', id: 'a' })] });
    expect(rows(without, other(['owner']))).toEqual([]);
  });

  it('that only one side has are rows when the other has them all, or both are files', () => {
    const one = file({ clients: [web] });
    const none = file({}, 'b.yaml');
    expect(rows(one, none)).toEqual(['missing clients.web']);
    expect(rows(none, one)).toEqual(['missing clients.web']);
    expect(rows(one, live({}))).toEqual(['missing clients.web']);
    expect(rows(none, live({ clients: [aLiveClient({ id: 'x' })] }))).toEqual([]);
    const apart = { ...live({}), clients: new Map() };
    expect(rows(apart, live({ clients: [aLiveClient({ id: 'x', name: 'Web' })] }))).toEqual([
      'missing clients.Web',
      'missing clients.capstan',
    ]);
    const nameless = {
      ...apart,
      clients: new Map([['z', { alias: null, id: 'z', name: null, scope: one.clients.get('web')?.scope ?? never() }]]),
    };
    expect(rows(nameless, apart)).toEqual(['missing clients.z']);
    expect(rows(apart, nameless)).toEqual(['missing clients.z']);
  });

  it('are not looked at where a side has no global scope', () => {
    expect(rows({ ...live({}), global: null }, file({ settings: { site_name: 'A' } }))).toEqual([]);
  });
});

describe('a live side', () => {
  it('needs the whole application', () => {
    expect(() => live({ global: null })).toThrow('every scope');
  });
});

describe('for every application', () => {
  it('a snapshot and the live state that it was made from do not differ', () => {
    fc.assert(
      fc.property(
        decideInput.filter(({ live: { global } }) => global !== null),
        ({ live: state, secrecy, catalogue }) => {
          const moment = { toolVersion: '0', application, readAt: '2026-11-21T00:00:00.000Z', redacted: [] };
          const kept = sideOfSnapshot(
            makeSnapshot({ live: state, secrecy }, moment, digest, () => false),
            'live.json',
            catalogue,
          );
          const now = sideOfLive(state, { name: 'live:a.yaml', application, readAt: null }, digest);
          const { rows: found, summary } = compareSides(kept, now, catalogue, '0');
          expect({ found, notCompared: summary.notCompared }).toEqual({ found: [], notCompared: 0 });
        },
      ),
    );
  });
});

function never(): never {
  throw new Error('unreachable');
}

describe('what was saved of an application', () => {
  const clients = [aLiveClient({ id: 'a', name: 'A' }), aLiveClient({ id: 'b', name: 'B' })];
  const all = aLiveState({ global: { settings: { rpx_key: new Secret('canary'), site_name: 'x' } }, clients });
  const kept = (parts: Partial<typeof all>): Side => {
    const state = { ...all, ...parts };
    const facts = { kind: 'csv', application: 'app', region: null, readAt: null, hidden: [], notes: [] } as const;
    return sideOfKept({ ...facts, live: state }, 'app.csv');
  };

  it('is compared by value, secrets included, and shows no fingerprint of them', () => {
    const side = kept({});
    expect(
      rows(side, live({ global: { settings: { rpx_key: new Secret('canary'), site_name: 'x' } }, clients })),
    ).toEqual([]);
    expect(side.global?.sections.settings.get('rpx_key')).toMatchObject({ kind: 'secret', by: 'live' });
  });

  it('says nothing of scopes that were not saved', () => {
    const side = kept({ global: null, clients: readOnlyOf(all, 'a').clients });
    expect([side.global, [...side.clients.keys()], side.allClients]).toEqual([null, ['a'], false]);
  });
});
