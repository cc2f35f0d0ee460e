import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { settingsData } from '../../src/catalogue/settings-data.ts';

describe('the catalogue', () => {
  it('knows type, unit and default of documented settings', () => {
    expect(catalogue.facts('login_attempts')).toMatchObject({
      name: 'login_attempts',
      type: 'integer',
      default: 6,
      unit: 'attempts',
      secret: false,
    });
    expect(catalogue.facts('redirect_uri_allow_list')).toMatchObject({ type: null });
    expect(catalogue.facts('invitation_search_allow_empty')).toMatchObject({ globalOnly: true, type: 'boolean' });
  });

  it('knows the names of any entity type by their ending', () => {
    expect(catalogue.facts('user_distinguisher_field')).toMatchObject({
      name: 'user_distinguisher_field',
      type: 'string',
      globalOnly: true,
    });
    expect(catalogue.facts('my_agents_search_display_fields')).toMatchObject({
      name: 'my_agents_search_display_fields',
      type: 'json',
    });
    expect(catalogue.facts('user_search_distinguisher_field')?.description).toContain('CCP pages');
    expect(catalogue.facts('_distinguisher_field')).toBeUndefined();
  });

  it('does not take examples of custom settings or members of objects for settings', () => {
    for (const name of ['site_locale', 'minimum_age', 'constructor', '__proto__', ''])
      expect(catalogue.facts(name)).toBeUndefined();
  });

  it('tells secrets by its own word from secrets by name', () => {
    expect(['rpx_key', 'backplane_password'].every(catalogue.isKnownSecret)).toBe(true);
    expect(['site_name', 'my_token'].some(catalogue.isKnownSecret)).toBe(false);
    expect(['a_secret', 'a_password', 'A_KEY', 'a_token'].every(catalogue.looksSecret)).toBe(true);
    expect(['token', 'a_token_lifetime', 'monkey'].some(catalogue.looksSecret)).toBe(false);
  });

  it('offers every fixed name for "did you mean"', () => {
    expect(catalogue.names).toContain('password_recover_url');
    expect(catalogue.names.some((name) => name.includes('{'))).toBe(false);
    expect(new Set(catalogue.names).size).toBe(catalogue.names.length);
  });

  it('names public pages only', () => {
    expect(settingsData.flatMap(({ sources }) => sources).every((source) => /^https?:\/\//u.test(source))).toBe(true);
  });
});
