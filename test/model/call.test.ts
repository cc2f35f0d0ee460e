import { describe, expect, it } from 'vitest';
import { globalScope } from '../../src/model/address.ts';
import { type Call, describeCall } from '../../src/model/change.ts';
import { aClientScope, aCreate, aFeatureChange, aRemoval } from '../support/builders.ts';

const web = aClientScope('web');
const create = aCreate('a.b', 'x');
const removal = aRemoval('a*b', 'x', { scope: web, section: 'custom' });
const features = aFeatureChange('web', [], ['owner']);

describe('how a call looks from outside', () => {
  it.each<[string, Call]>([
    ['POST /settings/set_default_multi', { kind: 'set-keys', id: 'c1', scope: globalScope, changes: [create] }],
    ['POST /settings/set_multi', { kind: 'set-keys', id: 'c1', scope: web, changes: [create] }],
    ['POST /settings/delete_default', { kind: 'delete-key', id: 'c1', scope: globalScope, changes: [removal] }],
    ['POST /settings/delete', { kind: 'delete-key', id: 'c1', scope: web, changes: [removal] }],
    ['POST /clients/set_features', { kind: 'set-property', id: 'c1', scope: web, changes: [features] }],
  ])('is %s and touches nothing but its targets', (line, call) => {
    const { method, path, replaces } = describeCall(call, 'app');
    expect(`${method} ${path}`).toBe(line);
    expect(replaces).toBe(false);
  });

  it.each<[string, Call]>([
    ['PUT /config/app%2F1/settings', { kind: 'replace-settings', id: 'c1', scope: globalScope, changes: [create] }],
    ['PUT /config/app%2F1/clients/id-of-web/settings', { kind: 'replace-settings', id: 'c1', scope: web, changes: [] }],
    ['PUT /config/app%2F1/clients/id-of-web', { kind: 'replace-client', id: 'c1', scope: web, changes: [features] }],
  ])('is %s and replaces what is there', (line, call) => {
    const { method, path, replaces } = describeCall(call, 'app/1');
    expect(`${method} ${path}`).toBe(line);
    expect(replaces).toBe(true);
  });

  it('names its targets as they are written in files', () => {
    const call: Call = { kind: 'replace-settings', id: 'c7', scope: web, changes: [create, removal] };
    expect(describeCall(call, 'app')).toMatchObject({
      id: 'c7',
      targets: ['settings.a.b', String.raw`clients.web.custom.a\*b`],
    });
  });
});
