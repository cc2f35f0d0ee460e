import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue, impactOf, settings } from '../../src/catalogue/catalogue.ts';
import { riskClasses } from '../../src/model/setting.ts';

const rows = settings.flatMap((group) => group.rows);

describe('the catalogue', () => {
  it('knows type, unit and default of documented settings', () => {
    expect(catalogue.lookup('login_attempts')).toMatchObject({
      name: 'login_attempts',
      type: 'integer',
      default: 6,
      unit: 'attempts',
      secret: false,
    });
    expect(catalogue.lookup('redirect_uri_allow_list')).toMatchObject({ type: null });
    expect(catalogue.lookup('invitation_search_allow_empty')).toMatchObject({ globalOnly: true, type: 'boolean' });
  });

  it('knows the names of any entity type by their ending', () => {
    expect(catalogue.lookup('user_distinguisher_field')).toMatchObject({
      name: 'user_distinguisher_field',
      type: 'string',
      globalOnly: true,
    });
    expect(catalogue.lookup('my_agents_search_display_fields')).toMatchObject({
      name: 'my_agents_search_display_fields',
      type: 'json',
    });
    expect(catalogue.lookup('user_search_distinguisher_field')?.description).toContain('CCP pages');
    expect(catalogue.lookup('_distinguisher_field')).toBeUndefined();
  });

  it('does not take examples of custom settings or members of objects for settings', () => {
    for (const name of ['site_locale', 'minimum_age', 'constructor', '__proto__', ''])
      expect(catalogue.lookup(name)).toBeUndefined();
  });

  it('knows the lists that have no order', () => {
    const lists = catalogue.names.filter((name) => catalogue.lookup(name)?.unordered);
    expect([...lists].sort()).toEqual([
      'authentication.providers',
      'authorization.rules.consents',
      'authorization.rules.legal_accepted',
      'authorization.rules.required_attributes',
      'jump_publish_settings',
      'redirect_uri_allow_list',
    ]);
  });

  it('knows the secrets among the settings', () => {
    expect(['rpx_key', 'backplane_password'].map((name) => catalogue.lookup(name)?.secret)).toEqual([true, true]);
    expect(catalogue.lookup('site_name')?.secret).toBe(false);
  });

  it('offers every fixed name for "did you mean"', () => {
    expect(catalogue.names).toContain('password_recover_url');
    expect(catalogue.names.some((name) => name.includes('{'))).toBe(false);
    expect(new Set(catalogue.names).size).toBe(catalogue.names.length);
  });

  it('has each name once, and names public pages only', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.flatMap(({ sources }) => sources).every((source) => /^https?:\/\//u.test(source))).toBe(true);
  });

  it('knows the settings of Hosted Login, which may stand in either section', () => {
    const either = rows.filter(({ section }) => section === 'either').map(({ name }) => name);
    expect(either).toHaveLength(18);
    expect(either).toContain('authentication.second_factor.trust_device_ttl');
    expect(catalogue.lookup('authorization.rules.email_is_verified')?.section).toBe('either');
    expect(catalogue.lookup('login_attempts')?.section).toBe('settings');
  });
});

describe('the directions', () => {
  it('are of no secret', () => {
    expect(rows.filter(({ secret, direction }) => secret === true && direction !== undefined)).toEqual([]);
  });

  it('come with the facts of a setting, dynamic names included', () => {
    expect(catalogue.lookup('login_attempts')?.direction?.kind).toBe('higher-is-weaker');
    expect(catalogue.lookup('shop_distinguisher_field')?.direction?.kind).toBe('unset-is-weaker');
    expect(catalogue.lookup('site_name')?.direction).toBeNull();
  });

  it('are there for every number of attempts, lifetime, URL, allow list and rule', () => {
    const telling = /attempt|lifetime|ttl$|url|_server$|allow|\.rules\.|second_factor|providers/iu;
    const names = rows.filter(({ direction }) => direction === undefined).map(({ name }) => name);
    expect(names.filter((name) => telling.test(name))).toEqual(['authorization.rules.legal_acceptances']);
  });

  const directed = rows.flatMap(({ name, direction, ...row }) => (direction ? [{ name, direction, row }] : []));

  it.each(directed)('say of $name why, in half a sentence', ({ direction: { reason } }) => {
    expect(reason).toMatch(/^[a-z][^\n]*[^.\s]$/);
  });

  const numbers = directed.flatMap(({ name, direction, row }) =>
    'usual' in direction ? [{ name, usual: direction.usual, standard: row.default ?? null, direction }] : [],
  );

  it('have a usual value for each number', () => {
    expect(numbers.map(({ name, usual, standard }) => [name, usual, standard])).toEqual([
      ['login_attempts', 20, 6],
      ['login_attempts_threshold', 60, 60],
      ['recover_code_lifetime', 86_400, null],
      ['verification_code_lifetime', 604_800, null],
      ['authorization.rules.min_age', 13, null],
      ['authorization.rules.ttl', 2_592_000, null],
      ['authentication.second_factor.trust_device_ttl', 7_776_000, 2_592_000],
    ]);
    const others = rows.filter(({ type, direction }) => type === 'integer' && direction === undefined);
    expect(others.map(({ name }) => name)).toEqual(['cache_settings']);
  });

  it.each(numbers)(
    'have a usual value of $name that is at most ten times the documented default, and on the page',
    (one) => {
      expect(one.usual).toBeLessThanOrEqual(10 * Number(one.standard ?? one.usual));
      const page = readFileSync('docs/guards/security-lowered.md', 'utf8');
      const side = one.direction.kind === 'lower-is-weaker' ? 'least' : 'most';
      expect(page).toContain(`| \`${one.name}\` | at ${side} ${one.usual} ${catalogue.lookup(one.name)?.unit} |`);
    },
  );
});

describe('the impact of settings', () => {
  it('has a class, and sentences or an explicit null for each', () => {
    for (const { name, impact } of rows) {
      const { risk, added, changed, removed, to } = impact;
      expect(riskClasses, name).toContain(risk);
      for (const text of [added, changed, removed, ...Object.values(to)]) {
        if (text === null) continue;
        expect(text, name).toMatch(/^[A-Z{].*\.$/);
        expect(text.replace(/\{(?:before|after|users|fallback)\}/g, ''), name).not.toMatch(/[{}]/);
      }
      expect(`${added}`, name).not.toContain('{before}');
      expect(`${removed}`, name).not.toContain('{after}');
    }
  });

  it('shows no value of a secret setting', () => {
    const secrets = rows.filter(({ secret }) => secret === true);
    expect(secrets).toHaveLength(2);
    for (const { impact } of secrets) expect(JSON.stringify(impact)).not.toMatch(/\{(?:before|after)\}/);
  });

  it('is found for the names of any entity type, with the unit of the setting', () => {
    expect(impactOf('settings', 'agent_distinguisher_field')?.risk).toBe('permissions');
    expect(impactOf('custom', 'authorization.rules.ttl')?.unit).toBe('seconds');
    expect(impactOf('settings', 'login_attempts')?.unit).toBeNull();
    expect(impactOf('custom', 'login_attempts')).toBeUndefined();
    expect(impactOf('settings', 'constructor')).toBeUndefined();
  });
});
