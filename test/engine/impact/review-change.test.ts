import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impactOf } from '../../../src/catalogue/catalogue.ts';
import { reviewChange } from '../../../src/engine/impact/impact-of-change.ts';
import type { PlanChange, PlanValue } from '../../../src/model/plan.ts';

type Wish = Pick<PlanChange, 'target'> & { readonly before?: PlanValue; readonly after?: PlanValue };

function impact(wish: Wish): string {
  return reviewed(wish).impact;
}

function reviewed(wish: Wish) {
  return reviewChange({ action: actionOf(wish), ...wish }, impactOf);
}

function actionOf({ before, after }: Wish): PlanChange['action'] {
  if (before === undefined) return 'create';
  return after === undefined ? 'remove' : 'update';
}

const secret = (digits: string): PlanValue => ({ secret: true, fingerprint: `hmac:0011aabb:${digits}` });

describe('the review of a change', () => {
  it('says what a property of a client means', () => {
    const list = { target: 'clients.web.ipAllowList', before: ['10.0.0.0/8'], after: ['10.0.0.0/9', '192.0.2.1/32'] };
    expect(reviewed(list)).toEqual({
      risk: 'permissions',
      impact:
        'web can be used from 10.0.0.0/9, 192.0.2.1/32. Removed entries: 10.0.0.0/8; requests from there fail unless another entry covers them.',
    });
    expect(impact({ ...list, after: ['10.0.0.0/8'] })).toBe('');
    expect(impact({ ...list, after: [] })).toBe(
      'The allow list of web becomes empty. What an empty list allows is not documented.',
    );
    expect(impact({ ...list, before: [] })).toBe('web can be used from 10.0.0.0/9, 192.0.2.1/32.');
    expect(reviewed({ target: 'clients.web.name', before: 'Web', after: 'Shop' })).toEqual({
      risk: 'cosmetic',
      impact: 'web gets another name in the Console and the API.',
    });
    expect(impact({ target: 'clients.web.contacts', before: [], after: ['ann'] })).toBe(
      'The effect of another value of contacts on web is unknown to capstan.',
    );
    for (const target of ['global', 'clients.web']) {
      expect(impact({ target })).toBe(`The effect on ${target} is unknown to capstan.`);
    }
  });

  it('says with the numbers what users will notice', () => {
    expect(reviewed({ target: 'settings.login_attempts', before: 5, after: 3 })).toEqual({
      risk: 'authentication',
      impact: 'Users are locked out after 3 sign-in attempts instead of 5.',
    });
    expect(impact({ target: 'clients.web.settings.login_attempts', after: '3' })).toBe(
      'Users of web are locked out after 3 sign-in attempts.',
    );
    expect(impact({ target: 'clients.web.settings.login_attempts', before: 5 })).toBe(
      'Users of web are locked out by the number of sign-in attempts of the global setting instead of 5.',
    );
    expect(impact({ target: 'settings.site_name', before: 'Old', after: 'New' })).toBe(
      'Users read the site name "New" instead of "Old" in e-mails and on sign-in pages.',
    );
  });

  it('knows the settings of Hosted Login in both sections, and no other custom setting', () => {
    for (const target of ['settings.authentication.second_factor', 'custom.authentication.second_factor']) {
      expect(reviewed({ target, before: 'true', after: 'false' })).toEqual({
        risk: 'authentication',
        impact: 'Users sign in with the password alone.',
      });
    }
    expect(impact({ target: 'custom.authorization.rules.ttl', after: '3600' })).toBe(
      'Users enter their password again after 1 hour on each device.',
    );
    expect(impact({ target: 'custom.login_attempts', after: 5 })).toContain('capstan does not know');
  });

  it('makes seconds readable', () => {
    const times = [
      [0, '0 seconds'],
      [1, '1 second'],
      ['900', '15 minutes'],
      [5400, '1 hour 30 minutes'],
      [172_800, '2 days'],
      [-5, '-5 seconds'],
      [1.5, '1.5'],
      ['soon', '"soon"'],
    ] as const;
    for (const [after, text] of times)
      expect(impact({ target: 'settings.recover_code_lifetime', after })).toBe(
        `Links to reset a password work for ${text}.`,
      );
  });

  it('has sentences of their own for certain values', () => {
    const target = 'settings.ccp_enable_email_send_buttons';
    expect(impact({ target, before: true, after: false })).toContain('no longer see buttons');
    expect(impact({ target, after: 'true' })).toContain('see buttons');
    expect(impact({ target, before: true })).toContain('follows the service itself');
    expect(impact({ target, after: 'toString' })).toBe('The effect on users is unknown.');
    expect(impact({ target: 'settings.cache_settings', before: 5, after: 0 })).toContain('visible at once');
  });

  it('says so when no one knows what a setting does', () => {
    expect(reviewed({ target: 'custom.login_attempts', before: 5, after: 3 })).toEqual({
      risk: null,
      impact: 'Custom setting: capstan does not know what it does.',
    });
    expect(reviewed({ target: 'clients.web.settings.__proto__', after: 1 })).toEqual({
      risk: null,
      impact: 'Unknown setting: capstan does not know what it does.',
    });
    expect(reviewed({ target: 'settings.login_client', after: true })).toEqual({
      risk: 'permissions',
      impact: 'The effect on users is unknown.',
    });
  });

  it('says what a client can do, and no longer can', () => {
    const target = 'clients.web.features';
    const change = { action: 'features', target, before: ['direct_access', 'x'], after: ['owner', 'x', 'y'] } as const;
    expect(reviewChange(change, impactOf)).toEqual({
      risk: 'permissions',
      impact:
        "web can change every setting and every client (owner), and use the feature y. web can no longer read and write every user's record directly (direct_access).",
    });
    expect(reviewChange({ action: 'features', target, before: ['b', 'a'], after: ['a', 'b'] }, impactOf).impact).toBe(
      'Nothing changes: the order of a feature list means nothing.',
    );
    expect(reviewChange({ action: 'features', target, after: ['login_client'] }, impactOf).impact).toBe(
      'web can sign users in (login_client).',
    );
  });

  it('never shows a secret, nor its fingerprint', () => {
    const target = 'settings.rpx_key';
    expect(impact({ target, before: secret('aa11'), after: secret('bb22') })).toBe(
      'The secret changes. Social login stops working unless the new key belongs to the Social Login application.',
    );
    expect(impact({ target, after: secret('aa11') })).toBe('A secret is set. Social login uses this key.');
    expect(impact({ target, before: secret('aa11') })).toContain('The secret is removed.');
    expect(impact({ target: 'custom.token', before: 'x', after: secret('aa11') })).toBe(
      'The secret changes. Custom setting: capstan does not know what it does.',
    );
    expect(impact({ target: 'settings.site_name', before: secret('aa11'), after: secret('bb22') })).toBe(
      'The secret changes. What users will notice depends on the value, which is hidden.',
    );
  });

  it('cuts long values, and takes placeholders in values as they are', () => {
    expect(impact({ target: 'settings.site_name', after: 'x'.repeat(500) }).length).toBeLessThan(200);
    expect(impact({ target: 'settings.site_name', before: '{after}', after: '{before}' })).toBe(
      'Users read the site name "{before}" instead of "{after}" in e-mails and on sign-in pages.',
    );
  });

  it('is a sentence for every change of every key', () => {
    const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('login_attempts', 'constructor', 'rpx_key'));
    const value = fc.option(fc.oneof(fc.integer(), fc.string(), fc.boolean()), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom('settings', 'custom'), name, value, fc.string(), (section, own, before, after) => {
        const wish = { target: `${section}.${own}`, after, ...(before === undefined ? {} : { before }) };
        expect(impact(wish)).toMatch(/\.$/);
      }),
    );
  });
});
