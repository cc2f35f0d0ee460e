import { describe, expect, it } from 'vitest';
import { unknownFeature } from '../../src/engine/guards/unknown-feature.ts';
import type { Property } from '../../src/kinds/kind.ts';
import { hasFeature, liveListOf, livePropertyOf, propertiesOfMembers, withProperty } from '../../src/model/live.ts';
import { hiddenClientName } from '../../src/model/secrecy.ts';
import { aDesiredClient, aGuardInput, aLiveClient } from '../support/builders.ts';
import { aProperty, features } from '../support/properties.ts';

const contacts: Property = { ...features, name: 'contacts', member: 'contacts', known: null, includes: {} };
const web = aLiveClient({ id: 'id-of-web', name: 'Web' });

describe('the properties of a live client', () => {
  it('are found by the names that replies have for them', () => {
    expect([...web.scope.properties]).toEqual([
      ['features', { value: ['login_client'] }],
      ['name', { value: 'Web' }],
      ['ipAllowList', { value: ['0.0.0.0/0'] }],
    ]);
    expect([...propertiesOfMembers({ name: 'Web', features: null, ipWhitelist: 5 }).keys()]).toEqual(['name']);
    expect(livePropertyOf(web, contacts)).toBeNull();
  });

  it('have no name that is hidden or lacking', () => {
    expect(propertiesOfMembers({ name: hiddenClientName('x') }).size).toBe(0);
    expect(propertiesOfMembers({}).size).toBe(0);
  });

  it('are lists of which a client may lack one', () => {
    expect(liveListOf(web, 'features')).toEqual(['login_client']);
    expect(liveListOf(undefined, 'features')).toBeNull();
    expect([hasFeature(web, 'login_client'), hasFeature(web, 'owner'), hasFeature(undefined, 'owner')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('can be put in the place of others', () => {
    expect(livePropertyOf(withProperty(web, aProperty('ipAllowList'), []), aProperty('ipAllowList'))).toEqual([]);
    expect(livePropertyOf(withProperty(web, contacts, ['ann']), contacts)).toEqual(['ann']);
    expect(withProperty(web, aProperty('name'), 'Shop').name).toBe('Shop');
  });
});

describe('words of which none is documented', () => {
  it('are all let through', () => {
    const input = aGuardInput({
      desired: { clients: [aDesiredClient({ features: ['zzz'] })] },
      live: { clients: [web] },
    });
    const changes = input.changes.map((change) =>
      change.action === 'property' ? { ...change, property: { ...change.property, known: null } } : change,
    );
    expect(unknownFeature.check({ ...input, changes })).toEqual([]);
  });
});
