import { describe, expect, it } from 'vitest';
import { changesOfRun, reapplyConflicts } from '../../src/engine/undo/run-changes.ts';
import { changeName } from '../../src/model/change.ts';
import type { RecordedChange } from '../../src/model/run.ts';
import { Secret } from '../../src/model/value.ts';
import {
  aClientScope,
  aDesired,
  aDesiredClient,
  aLiveClient,
  aLiveState,
  type DesiredWish,
  secretReference,
  testCatalogue,
  today,
} from '../support/builders.ts';
import { recordedFeatures } from '../support/properties.ts';
import { aRecordedCall, aRecordedKey } from '../support/run-records.ts';

const web = aClientScope('web');
const live = aLiveState({ clients: [aLiveClient({ id: web.clientId, name: 'Web' })] });

function asked(wish: DesiredWish, global: readonly RecordedChange[], ofWeb: readonly RecordedChange[] = []) {
  const restored = [...changesOfRun([aRecordedCall(global), aRecordedCall(ofWeb, { scope: web })]).values()];
  return reapplyConflicts({ file: aDesired(wish), restored, live, catalogue: testCatalogue, today }).map(
    (change) => `${changeName(change)} ${change.source?.line ?? 'nowhere'}`,
  );
}

describe('what a file still asks for after an undo', () => {
  it('is each value that the undo has just undone, with its line', () => {
    const restored = [
      aRecordedKey('login_attempts', 5, 7, { type: 'integer' }),
      aRecordedKey('site_name', undefined, 'new'),
      aRecordedKey('email_method', 'old', undefined),
    ];
    const file = { settings: { login_attempts: 7, site_name: 'new' }, absentSettings: ['email_method'] };
    expect(asked(file, restored)).toEqual([
      'settings.email_method 2',
      'settings.login_attempts 1',
      'settings.site_name 1',
    ]);
  });

  it('is nothing where the file declares what is back, by meaning, or for something the undo did not touch', () => {
    expect(
      asked({ settings: { login_attempts: '5', site_name: 'x' } }, [
        aRecordedKey('login_attempts', 5, 7, { type: 'integer' }),
      ]),
    ).toEqual([]);
  });

  it('is the removal of what the file does not mention, if it removes that', () => {
    const restored = [aRecordedKey('banner', 'x', undefined, { section: 'custom' })];
    expect(asked({ custom: {}, unmentioned: 'remove' }, restored)).toEqual(['custom.banner nowhere']);
    expect(asked({ custom: {} }, restored)).toEqual([]);
  });

  it('compares secrets', () => {
    const restored = [aRecordedKey('rpx_key', new Secret('old'), new Secret('new'))];
    const file = (value: string) => ({ settings: new Map([['rpx_key', secretReference(value)]]) });
    expect(asked(file('new'), restored)).toEqual(['settings.rpx_key 1']);
    expect(asked(file('old'), restored)).toEqual([]);
    // Known for a secret by the file alone.
    const pin = { settings: new Map([['pin', secretReference('new')]]) };
    expect(asked(pin, [aRecordedKey('pin', 'old', 'new')])).toEqual(['settings.pin 1']);
  });

  it('follows a client by its id, whatever the file calls it', () => {
    const restored = [aRecordedKey('site_name', 'old', 'new'), recordedFeatures(['login_client'], ['direct_access'])];
    const client = { alias: 'front', settings: { site_name: 'new' }, features: ['direct_access'] };
    expect(asked({ clients: [aDesiredClient({ ...client, id: web.clientId })] }, [], restored)).toEqual([
      'clients.front.settings.site_name 1',
      'clients.front.features 4',
    ]);
    expect(asked({ clients: [aDesiredClient({ ...client, name: 'Web' })] }, [], restored)).toHaveLength(2);
    expect(asked({ clients: [aDesiredClient({ ...client, id: 'other' })] }, [], restored)).toEqual([]);
    const same = aDesiredClient({ id: web.clientId, features: ['login_client'] });
    expect(asked({ clients: [same] }, [], restored)).toEqual([]);
  });

  it('leaves out the lists of other clients', () => {
    const file = { clients: [aDesiredClient({ id: 'callercallercallercallercaller', features: ['owner'] })] };
    expect(asked(file, [], [recordedFeatures([], ['login_client'])])).toEqual([]);
  });
});
