import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { directions } from '../../src/catalogue/directions.ts';
import { settingsData } from '../../src/catalogue/settings-data.ts';

describe('the directions', () => {
  it('are of settings that the catalogue knows, and of no secret', () => {
    const judged = new Set(settingsData.filter(({ secret }) => !secret).map(({ name }) => name));
    expect([...directions.keys()].filter((name) => !judged.has(name))).toEqual([]);
  });

  it('come with the facts of a setting, dynamic names included', () => {
    expect(catalogue.facts('login_attempts')?.direction?.kind).toBe('higher-is-weaker');
    expect(catalogue.facts('shop_distinguisher_field')?.direction?.kind).toBe('unset-is-weaker');
    expect(catalogue.facts('site_name')?.direction).toBeNull();
  });

  it('are there for every number of attempts, lifetime, URL and allow list', () => {
    const telling = /attempt|lifetime|_url$|_server$|allow/;
    const names = settingsData.map(({ name }) => name).filter((name) => telling.test(name));
    expect(names.filter((name) => !directions.has(name))).toEqual([]);
  });

  it.each([...directions])('say of %s why, in half a sentence', (_name, { reason }) => {
    expect(reason).toMatch(/^[a-z][^\n]*[^.\s]$/);
  });
});
