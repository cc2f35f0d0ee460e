import { describe, expect, it } from 'vitest';
import { globalScope } from '../../src/model/address.ts';
import { changeIndex } from '../../src/model/change.ts';
import { aClientScope, aCreate, aFeatureChange, anUpdate, aRemoval } from '../support/builders.ts';

const [web, app] = [aClientScope('web'), aClientScope('app')];

describe('an index of changes', () => {
  const create = aCreate('a', 'x');
  const custom = anUpdate('a', 'x', 'y', { section: 'custom' });
  const removal = aRemoval('a', 'x', { scope: web });
  const features = aFeatureChange('app', [], ['owner']);
  const index = changeIndex([removal, create, features, custom]);

  it('gives the scopes in the order in which changes touch them, and the changes of properties', () => {
    expect(index.scopes).toEqual([web, globalScope, app]);
    expect(index.properties).toEqual([features]);
  });

  it('gives the key changes of just one scope', () => {
    expect([globalScope, web].map(index.keysOf)).toEqual([[create, custom], [removal]]);
    // One has none but of its features, the other none at all.
    expect([app, aClientScope('other')].map(index.keysOf)).toEqual([[], []]);
  });

  it('gives the change of just one key, by scope and section', () => {
    expect(index.keyAt(globalScope, 'settings', 'a')).toBe(create);
    expect(index.keyAt(globalScope, 'custom', 'a')).toBe(custom);
    expect(index.keyAt(web, 'settings', 'a')).toBe(removal);
    expect(index.keyAt(web, 'custom', 'a')).toBeUndefined();
    expect(index.keyAt(aClientScope('other'), 'settings', 'a')).toBeUndefined();
  });

  it('knows a client by its id, whatever its alias', () => {
    expect(index.keysOf({ ...web, alias: 'renamed' })).toEqual([removal]);
  });
});
