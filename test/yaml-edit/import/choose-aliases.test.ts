import { describe, expect, it } from 'vitest';
import { chooseAliases } from '../../../src/yaml-edit/import/import-input.ts';
import { clientOf } from './live-of.ts';

const aliasOf = (name: string): string | undefined => chooseAliases([clientOf('id', name)]).get('id');

describe('chooseAliases', () => {
  it.each([
    ['Default Login Client', 'default-login-client'],
    ['  --Émile & Søn_1--  ', 'emile-s-n_1'],
    ['日本語', 'client'],
    ['', 'client'],
    ['NO', 'client-no'],
    ['null', 'client-null'],
    ['2024-01-01', 'client-2024-01-01'],
    ['__proto__', 'proto'],
    ['constructor', 'constructor'],
    ['a.b*c', 'a-b-c'],
  ])('makes of the name %j the alias %j', (name, alias) => {
    expect(aliasOf(name)).toBe(alias);
  });

  it('cuts a long name without leaving a dash at the end', () => {
    expect(aliasOf(`${'a'.repeat(47)} and more`)).toBe('a'.repeat(47));
  });

  it('gives each client an alias of its own, in whatever order they come', () => {
    const clients = [clientOf('2', 'web'), clientOf('3', 'Web-2'), clientOf('1', 'web'), clientOf('4', 'WEB')];
    const forward = chooseAliases(clients);
    expect(new Set(forward.values()).size).toBe(4);
    expect(forward.get('1')).toBe('web-3');
    expect([...chooseAliases([...clients].reverse())].sort()).toEqual([...forward].sort());
  });
});
