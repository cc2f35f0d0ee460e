import { describe, expect, it } from 'vitest';
import { unknownFeature } from '../../src/engine/guards/unknown-feature.ts';
import type { Property } from '../../src/kinds/kind.ts';
import { livePropertiesOf, livePropertyOf, withProperty } from '../../src/model/live.ts';
import { aDesiredClient, aGuardInput, aLiveClient } from '../support/builders.ts';
import { aProperty, features } from '../support/properties.ts';

const contacts: Property = { ...features, name: 'contacts', member: 'contacts', known: null, includes: {} };
const web = aLiveClient({ id: 'id-of-web', name: 'Web' });

describe('the properties of a live client', () => {
  it('are found by the names that replies have for them', () => {
    expect([...livePropertiesOf(web)]).toEqual([
      ['features', ['login_client']],
      ['name', 'Web'],
      ['ipAllowList', ['0.0.0.0/0']],
    ]);
    expect([...livePropertiesOf({ ...web, features: null, ipWhitelist: null })]).toEqual([['name', 'Web']]);
    expect(livePropertyOf(web, contacts)).toBeNull();
    expect(livePropertyOf({ ...web, rest: { contacts: ['ann'] } }, contacts)).toEqual(['ann']);
    expect(livePropertyOf({ ...web, rest: { contacts: 5 } }, contacts)).toBeNull();
  });

  it('can be put in the place of others', () => {
    expect(livePropertyOf(withProperty(web, aProperty('ipAllowList'), []), aProperty('ipAllowList'))).toEqual([]);
    expect(livePropertyOf(withProperty(web, contacts, ['ann']), contacts)).toEqual(['ann']);
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
