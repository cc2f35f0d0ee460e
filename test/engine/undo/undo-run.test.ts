import { describe, expect, it } from 'vitest';
import { undoRun } from '../../../src/engine/undo/undo-run.ts';
import type { RecordedCall } from '../../../src/model/run.ts';
import { emptyScope } from '../../../src/model/state.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import { aClientScope, aHost, aProtection, exactly, pattern, unprotected } from '../../support/builders.ts';
import { recordedFeatures } from '../../support/properties.ts';
import { aRecordedCall, aRecordedKey, aRunRecord } from '../../support/run-records.ts';

const file = '.capstan/runs/run.jsonl';
const source = { file, line: 1, column: 1 };
const tombstone = { kind: 'absent', reason: null, until: null, source };

function undone(calls: readonly RecordedCall[], ...only: readonly string[]) {
  return undoRun({ record: aRunRecord(calls), file, protections: unprotected, files: [], only: only.map(pattern) });
}

describe('the desired state of an undo', () => {
  it('gives each key back what it held, with its JSON type', () => {
    const { desired } = undone([
      aRecordedCall([
        aRecordedKey('login_attempts', 5, 7, { type: 'integer' }),
        aRecordedKey('banner', '5', '7', { section: 'custom' }),
      ]),
    ]);
    const { settings, custom } = desired.global?.sections ?? emptyScope.sections;
    expect(settings).toEqual(new Map([['login_attempts', exactly(5, source)]]));
    expect(custom).toEqual(new Map([['banner', exactly('5', source)]]));
    expect(desired.global?.whole).toEqual({ settings: false, custom: false });
    expect(desired.clients.size).toBe(0);
  });

  it('takes away what the run created, and what was null before', () => {
    const { desired } = undone([aRecordedCall([aRecordedKey('a', undefined, 'x'), aRecordedKey('b', null, 'x')])]);
    expect(desired.global?.sections.settings).toEqual(
      new Map([
        ['a', tombstone],
        ['b', tombstone],
      ]),
    );
  });

  it('keeps secrets sealed, and knows every key that was one, where nothing of it is left to seal too', () => {
    const { desired, undo } = undone([
      aRecordedCall([
        aRecordedKey('given', new Secret('canary'), new Secret('other')),
        aRecordedKey('made.*', undefined, new Secret('canary'), { section: 'custom' }),
        aRecordedKey('', undefined, new Secret('canary'), { section: 'custom' }),
        aRecordedKey('plain', undefined, 'x', { section: 'custom' }),
      ]),
      aRecordedCall([aRecordedKey('made', undefined, new Secret('canary'))], { scope: aClientScope('web') }),
    ]);
    expect(desired.global?.sections.settings.get('given')).toMatchObject({ kind: 'secret', form: 'exact' });
    expect(undo.secrets).toEqual([
      { clientId: null, section: 'settings', key: 'given' },
      { clientId: null, section: 'custom', key: 'made.*' },
      { clientId: null, section: 'custom', key: '' },
      { clientId: 'id-of-web', section: 'settings', key: 'made' },
    ]);
  });

  it('knows secrets that the run removed, and those that a full replace carried over', () => {
    const preimage = {
      settings: new Map<string, Value>([
        ['held', new Secret('canary')],
        ['open', 'x'],
      ]),
      custom: new Map(),
    };
    const changes = [aRecordedKey('gone', new Secret('canary'), undefined), aRecordedKey('plain', 'a', 'b')];
    expect(undone([aRecordedCall(changes, { preimage })]).undo.secrets.map(({ key }) => key)).toEqual(['gone', 'held']);
  });

  it('gives each client of the run its keys and its features back, by its id', () => {
    const web = aClientScope('web');
    const features = recordedFeatures(['login_client'], ['direct_access']);
    const { desired, undo } = undone([
      aRecordedCall([aRecordedKey('site_name', 'old', 'new')], { scope: web }),
      aRecordedCall([features], { scope: web }),
      aRecordedCall([aRecordedKey('site_name', 'old', 'new')], { scope: aClientScope('app') }),
    ]);
    expect([...desired.clients.keys()]).toEqual(['web', 'app']);
    expect(desired.clients.get('web')).toMatchObject({
      id: 'id-of-web',
      name: null,
      scope: { properties: new Map([['features', { value: ['login_client'], source }]]) },
    });
    expect(desired.clients.get('app')?.scope.properties.size).toBe(0);
    expect(desired.global).toBeNull();
    expect([...undo.expected.keys()]).toEqual([
      'clients.web.settings.site_name',
      'clients.web.features',
      'clients.app.settings.site_name',
    ]);
  });

  it('passes over calls that certainly did nothing', () => {
    const change = [aRecordedKey('site_name', 'old', 'new')];
    const { undo } = undone([
      aRecordedCall(change, { state: 'not-sent' }),
      aRecordedCall(change, { state: 'refused', scope: aClientScope('web') }),
      aRecordedCall([aRecordedKey('email_method', 'a', 'b')], { state: 'unknown' }),
    ]);
    expect([...undo.expected.keys()]).toEqual(['settings.email_method']);
  });

  it('goes back over several calls to the first value, and expects the last', () => {
    const web = aClientScope('web');
    const { desired, undo } = undone([
      aRecordedCall([aRecordedKey('site_name', 'a', 'b')], { scope: web }),
      aRecordedCall([recordedFeatures(['owner'], [])], { scope: web }),
      aRecordedCall([recordedFeatures([], ['login_client'])], { scope: web }),
      aRecordedCall([aRecordedKey('site_name', 'b', 'c')], { scope: web }),
    ]);
    expect(desired.clients.get('web')?.scope.properties.get('features')?.value).toEqual(['owner']);
    expect(undo.expected.get('clients.web.settings.site_name')).toMatchObject({ before: 'a', after: 'c' });
    expect(undo.expected.get('clients.web.features')).toMatchObject({ before: ['owner'], after: ['login_client'] });
  });

  it('knows no feature list of the application', () => {
    const { desired, undo } = undone([aRecordedCall([recordedFeatures(['owner'], [])])]);
    expect(undo.expected.size).toBe(0);
    expect(desired.clients.size).toBe(0);
  });

  it('takes everything else from the run, and protection from the files of today', () => {
    const protections = { protect: [aProtection('settings.site_name')], hosts: [aHost('www.example.com')] };
    const header = { minimumOwners: 2, credentials: { clientId: 'CAPSTAN_A', clientSecret: 'CAPSTAN_B' } };
    const { desired, undo } = undoRun({ record: aRunRecord([], { header }), file, protections, files: [], only: [] });
    expect(desired).toMatchObject({
      application: { id: aRunRecord([]).header.application.id, source },
      credentials: header.credentials,
      writes: 'safest',
      ignore: [],
      expected: [],
      accept: [],
      allow: [],
      limits: { minimumOwners: 2, removals: { percent: expect.any(Number) }, updates: { percent: expect.any(Number) } },
      ...protections,
    });
    expect(undo).toEqual({ run: '20261121100000-0a1b2c3d', expected: new Map(), secrets: [], files: [] });
  });
});

describe('a key that a full replace only carried over', () => {
  const preimage = {
    settings: new Map([['site_name', 'held']]),
    custom: new Map<string, never>(),
  };
  const calls = [
    aRecordedCall([aRecordedKey('email_method', 'a', 'b')], { preimage }),
    aRecordedCall([], { preimage: { ...preimage, settings: new Map([['site_name', { later: true }]]) } }),
  ];

  it('is brought back when --only names it literally, as the first of the calls held it', () => {
    const { desired, undo } = undone(calls, 'settings.site_name');
    expect(desired.global?.sections.settings.get('site_name')).toEqual(exactly('held', source));
    expect(undo.expected.get('settings.site_name')).toMatchObject({ before: 'held', after: 'held' });
  });

  it('is left alone otherwise', () => {
    expect([...undone(calls).undo.expected.keys()]).toEqual(['settings.email_method']);
    expect([...undone(calls, 'settings.*', 'settings.other').undo.expected.keys()]).toEqual(['settings.email_method']);
    const refused = [aRecordedCall([], { preimage, state: 'refused' })];
    expect(undone(refused, 'settings.site_name').undo.expected.size).toBe(0);
  });

  it('counts as changed where the run changed it as well', () => {
    const changed = [aRecordedCall([aRecordedKey('site_name', 'before', 'after')], { preimage })];
    expect(undone(changed, 'settings.site_name').undo.expected.get('settings.site_name')).toMatchObject({
      before: 'before',
      after: 'after',
    });
  });

  it('keeps maps and lists what they are', () => {
    const map = { a: [1] };
    const { undo } = undone(
      [aRecordedCall([], { preimage: { ...preimage, custom: new Map([['m', map]]) } })],
      'custom.m',
    );
    expect(undo.expected.get('custom.m')).toMatchObject({ type: 'json', before: map });
  });
});
