import { describe, expect, it } from 'vitest';
import type { Allow } from '../../../src/model/desired.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aBaselineValue,
  aCatalogue,
  aDesiredClient,
  aLiveClient,
  anAllow,
  type DecideWish,
  decided,
  someFacts,
} from '../../support/builders.ts';

const web = aLiveClient({ id: 'id-of-web', features: ['direct_access', 'login_client'] });

/** Live has left the baseline in a number, a list, a key that is gone, and features; the file declares the baseline. */
const drifted: DecideWish = {
  desired: {
    settings: { login_attempts: 5, user_search_display_fields: ['a'], site_name: 'Shop' },
    clients: [aDesiredClient({ features: ['login_client'] })],
  },
  live: {
    global: { settings: { login_attempts: '3', user_search_display_fields: '["a","b"]' } },
    clients: [web],
  },
  baseline: aBaseline({
    global: { settings: { login_attempts: 5, user_search_display_fields: ['a'], site_name: 'Shop' } },
    clients: { web: { id: 'id-of-web', features: ['login_client'] } },
  }),
};

function severities(...allow: readonly Allow[]): Readonly<Record<string, string>> {
  const { findings } = decided({ ...drifted, desired: { ...drifted.desired, allow } });
  const own = findings.filter(({ code }) => code === 'overwrites-drift');
  return Object.fromEntries(own.map(({ target, severity }) => ['key' in target ? target.key : target.kind, severity]));
}

const guard = 'overwrites-drift';
const until = '2027-01-31';
const refused = {
  login_attempts: 'refuse',
  user_search_display_fields: 'refuse',
  site_name: 'refuse',
  property: 'refuse',
};

describe('an allowance to overwrite drift', () => {
  it('is good for the live value that it names, in whatever form', () => {
    expect(severities(anAllow(guard, 'settings.login_attempts', until, 3))).toEqual({
      ...refused,
      login_attempts: 'info',
    });
    expect(severities(anAllow(guard, 'settings.user_search_display_fields', until, ['a', 'b']))).toEqual({
      ...refused,
      user_search_display_fields: 'info',
    });
    expect(severities(anAllow(guard, 'clients.web.features', until, new Secret('login_client')))).toEqual(refused);
    expect(severities(anAllow(guard, 'clients.web.features', until, ['login_client', 'direct_access']))).toEqual({
      ...refused,
      property: 'info',
    });
  });

  it('is good for no other value, and for none where it names none', () => {
    expect(severities(anAllow(guard, 'settings.login_attempts', until, 4))).toEqual(refused);
    expect(severities(anAllow(guard, 'settings.login_attempts'))).toEqual(refused);
    expect(severities(anAllow(guard, 'settings.site_name', until, 'Shop'))).toEqual(refused);
    expect(severities(anAllow(guard, 'clients.web.features', until, ['direct_access']))).toEqual(refused);
    expect(severities(anAllow(guard, 'clients.web.features', until, 'login_client'))).toEqual(refused);
  });

  it('is good for a list without an order, in whatever order it names it', () => {
    const name = 'user_search_display_fields';
    const wish: DecideWish = {
      catalogue: aCatalogue([someFacts(name, { type: 'json', unordered: true })]),
      desired: { settings: { [name]: ['a'] }, allow: [anAllow(guard, `settings.${name}`, until, ['b', 'a'])] },
      live: { options: null, global: { settings: { [name]: '["a","b"]' } } },
      baseline: aBaseline({ global: { settings: { [name]: ['a'] } } }),
    };
    const found = decided(wish).findings.filter(({ code }) => code === guard);
    expect(found.map(({ severity }) => severity)).toEqual(['info']);
  });

  it('without a value is good for a key that is not live any more, and for no other', () => {
    expect(severities(anAllow(guard, 'settings.*'))).toEqual({ ...refused, site_name: 'info' });
  });

  it('may name a secret', () => {
    const secret = (live: string, allowed: string) =>
      decided({
        desired: {
          absentSettings: ['rpx_key'],
          allow: [anAllow(guard, 'settings.rpx_key', until, new Secret(allowed))],
        },
        live: { global: { settings: { rpx_key: new Secret(live) } } },
        baseline: aBaseline({ global: { settings: new Map([['rpx_key', { kind: 'absent' }]]) } }),
      }).findings.flatMap(({ code, severity }) => (code === guard ? [severity] : []));
    expect(secret('a', 'a')).toEqual(['info']);
    expect(secret('a', 'b')).toEqual(['refuse']);
  });
});

describe('a change back to the baseline', () => {
  it('is repair, which no limit counts', () => {
    const settings = { login_attempts: 5, site_name: 'Shop', email_method: 'ses' };
    const repaired = decided({
      desired: { settings, limits: { updates: { max: 1, percent: 100 } } },
      live: { global: { settings: { login_attempts: 3, site_name: 'X', email_method: 'x' } } },
      baseline: aBaseline({
        global: { settings: new Map(Object.entries(settings).map(([key, json]) => [key, aBaselineValue(json)])) },
      }),
      liveEdits: 'overwritten',
    });
    expect(repaired.changes).toHaveLength(3);
    expect(repaired.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining(['warning overwrites-drift']),
    );
    expect(repaired.findings.map(({ code }) => code)).not.toContain('too-many-updates');
  });
});

describe('what is said of drift', () => {
  const messages = (file: string, live: string) =>
    decided({
      desired: { settings: { site_name: file } },
      live: { global: { settings: { site_name: live } } },
      baseline: aBaseline({ global: { settings: { site_name: 'Shop ' } } }),
    })
      .findings.filter(({ code }) => code === guard)
      .map(({ fact }) => fact);
  const changed = 'settings.site_name was changed in the live application since the baseline';

  it('leaves open who did it where only the form changed', () => {
    const form = ', in blanks, case or order alone: by a person, or by the service, which keeps it so';
    expect(messages('Shop ', 'shop')).toEqual([changed + form]);
  });

  it('does not where the words changed, or the file did as well', () => {
    expect(messages('Shop ', 'shops')).toEqual([changed]);
    expect(messages('SHOP', 'shop')).toEqual([`${changed}, and to another value in the file`]);
  });
});
