import { describe, expect, it } from 'vitest';
import { globalScope } from '../../src/model/address.ts';
import { baselineScopeOf, baselineValueOf, managesKeys } from '../../src/model/baseline.ts';
import { aBaseline, aBaselineValue, aClientScope } from '../support/builders.ts';

const web = aClientScope('web');

describe('what a baseline says of a client', () => {
  it('is found by the id first, whatever the alias was', () => {
    const baseline = aBaseline({
      clients: { old: { id: 'id-of-web', settings: { a: 1 } }, web: { settings: { a: 2 } } },
    });
    expect(baselineValueOf(baseline, web, 'settings', 'a')).toEqual(aBaselineValue(1));
  });

  it('is found by the alias only if the baseline does not know the id', () => {
    expect(baselineScopeOf(aBaseline({ clients: { web: { custom: { a: 1 } } } }), web)).toBeDefined();
    expect(baselineScopeOf(aBaseline({ clients: { web: { id: 'another', custom: { a: 1 } } } }), web)).toBeUndefined();
    expect(baselineScopeOf(aBaseline({ clients: { export: {} } }), web)).toBeUndefined();
  });
});

describe('what a baseline says of a key', () => {
  it('is its value, or that it was absent where the section was whole, or nothing', () => {
    const baseline = aBaseline({ global: { settings: { a: 1 }, custom: { a: 1 }, whole: ['custom'] } });
    expect(baselineValueOf(baseline, globalScope, 'settings', 'a')).toEqual(aBaselineValue(1));
    expect(baselineValueOf(baseline, globalScope, 'settings', 'constructor')).toBeUndefined();
    expect(baselineValueOf(baseline, globalScope, 'custom', 'constructor')).toEqual({ kind: 'absent' });
    expect(baselineValueOf(baseline, web, 'custom', 'a')).toBeUndefined();
    expect(baselineValueOf(aBaseline({ global: null }), globalScope, 'custom', 'a')).toBeUndefined();
  });

  it('is nothing where the baseline ignored it, by the alias of then', () => {
    const baseline = aBaseline({
      global: { whole: ['custom'] },
      clients: { old: { id: 'id-of-web', whole: ['custom'] } },
      ignore: ['custom.a', 'clients.old.custom.b', 'clients.web.custom.c'],
    });
    expect(baselineValueOf(baseline, globalScope, 'custom', 'a')).toBeUndefined();
    expect(baselineValueOf(baseline, web, 'custom', 'b')).toBeUndefined();
    expect(baselineValueOf(baseline, web, 'custom', 'c')).toEqual({ kind: 'absent' });
  });
});

describe('a baseline manages the keys of a scope', () => {
  it('when it says something of one of them', () => {
    const manages = (global: Parameters<typeof aBaseline>[0]) => managesKeys(aBaseline(global), globalScope);
    expect(manages({ global: { custom: { a: 1 } } })).toBe(true);
    expect(manages({ global: { settings: new Map([['a', { kind: 'absent' }]]) } })).toBe(true);
    expect(manages({ global: { whole: ['settings'] } })).toBe(true);
    expect(manages({ global: {} })).toBe(false);
    expect(manages({ global: null })).toBe(false);
    expect(managesKeys(aBaseline({ clients: { web: { features: ['owner'] } } }), web)).toBe(false);
  });
});
