import { describe, expect, it } from 'vitest';
import { globalScope, sameScope } from '../../src/model/address.ts';
import { featureChangesOf, keyChangesOf, touchedScopes } from '../../src/model/change.ts';
import { liveScopeOf } from '../../src/model/live.ts';
import { scopeAfter } from '../../src/model/reads.ts';
import {
  aClientScope,
  aCreate,
  aFeatureChange,
  aLiveClient,
  aLiveScope,
  aLiveState,
  anUpdate,
  aRemoval,
  scopesRead,
  valuesIn,
} from '../support/builders.ts';

const web = aClientScope('web');

describe('what a scope holds once the changes are made', () => {
  it('is the read and the changes, less the removals and the nulls', () => {
    const live = aLiveScope({ settings: { a: 1, b: 2, c: null, d: null }, custom: { a: 'x' } });
    const after = scopeAfter(live, [anUpdate('a', 1, 9), aRemoval('b', 2), aCreate('c', 3)]);
    expect([...after.settings]).toEqual([
      ['a', 9],
      ['c', 3],
    ]);
    expect([...after.custom]).toEqual([['a', 'x']]);
  });

  it('keeps sections apart and odd keys like any other', () => {
    const live = aLiveScope({ settings: { a: 1 }, custom: new Map([['__proto__', 'x']]) });
    const after = scopeAfter(live, [aCreate('__proto__', 'y'), aRemoval('a', 1, { section: 'custom' })]);
    expect([...after.settings]).toEqual([
      ['a', 1],
      ['__proto__', 'y'],
    ]);
    expect([...after.custom]).toEqual([['__proto__', 'x']]);
  });

  it('leaves the read itself as it is', () => {
    const live = aLiveScope({ settings: { a: 1 } });
    scopeAfter(live, [aRemoval('a', 1)]);
    expect([...valuesIn(live.sections.settings)]).toEqual([['a', 1]]);
  });
});

describe('changes by scope', () => {
  const changes = [
    aCreate('a', 1, { scope: web }),
    aCreate('a', 1),
    aFeatureChange('web', [], ['owner']),
    aFeatureChange('app', [], ['owner']),
  ];

  it('are the key changes of that scope alone', () => {
    expect(keyChangesOf(changes, globalScope)).toEqual([changes[1]]);
    expect(keyChangesOf(changes, web)).toEqual([changes[0]]);
    expect(keyChangesOf(changes, aClientScope('app'))).toEqual([]);
  });

  it('are feature changes apart from key changes', () => {
    expect(featureChangesOf(changes)).toEqual([changes[2], changes[3]]);
  });

  it('name each touched scope once, in their order', () => {
    expect(touchedScopes(changes)).toEqual([web, globalScope, aClientScope('app')]);
  });
});

describe('the same scope', () => {
  it('goes by the client, not by its alias', () => {
    expect(sameScope(globalScope, { kind: 'global' })).toBe(true);
    expect(sameScope(globalScope, web)).toBe(false);
    expect(sameScope(web, globalScope)).toBe(false);
    expect(sameScope(web, { ...web, alias: 'other' })).toBe(true);
    expect(sameScope(web, aClientScope('app'))).toBe(false);
  });
});

describe('the read of a scope', () => {
  it('is there for scopes that were read', () => {
    const live = aLiveState({ clients: [aLiveClient({ id: 'id-of-web' })] });
    expect(liveScopeOf(live, globalScope)).toBe(live.global);
    expect(liveScopeOf(live, web)).toBe(scopesRead(live).get('id-of-web'));
    expect(liveScopeOf(live, aClientScope('app'))).toBeUndefined();
    expect(liveScopeOf(aLiveState({ global: null }), globalScope)).toBeUndefined();
  });
});
