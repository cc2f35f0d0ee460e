import type { Plan, PlanChange, PlanFinding, PlanValue } from '../../src/model/plan.ts';
import { nastyTexts } from './nasty-texts.ts';
import { aChange, aPlan, blockedPlan, fullPlan } from './sample-plan.ts';

const secret = (digits: string): PlanValue => ({ secret: true, fingerprint: `hmac:0011aabb:${digits.repeat(4)}` });
const at = (line: number, file = 'capstan.yaml') => ({ file, line, column: 3 });

function update(target: string, before: PlanValue, after: PlanValue, parts: Partial<PlanChange> = {}): PlanChange {
  return aChange({ action: 'update', target, before, after, ...parts });
}

function create(target: string, after: PlanValue, parts: Partial<PlanChange> = {}): PlanChange {
  return aChange({ action: 'create', target, after, ...parts });
}

function removal(target: string, before: PlanValue, parts: Partial<PlanChange> = {}): PlanChange {
  return aChange({ action: 'remove', target, before, source: null, ...parts });
}

function features(alias: string, before: readonly string[], after: readonly string[]): PlanChange {
  return aChange({ action: 'features', target: `clients.${alias}.features`, clientId: `${alias}-id`, before, after });
}

function finding(parts: Partial<PlanFinding> & Pick<PlanFinding, 'code' | 'target'>): PlanFinding {
  return { severity: 'warning', message: `What ${parts.code} says.`, source: at(9), ...parts };
}

const replacing = {
  id: 'c1',
  method: 'PUT',
  path: '/config/73jzx34tnr5ruhsze494ssgz2b/settings',
  replaces: true,
  targets: ['settings.login_attempts'],
} as const;

const email = `Dear user,\n\n${'Thank you for signing up with us today. '.repeat(6)}\n\nYours`;
const allowList = Array.from({ length: 30 }, (_, index) => `shop-${index}.example.com`);

function ofText(text: string): Plan {
  const code = text === nastyTexts[0] ? 'protected' : 'last-owner';
  return aPlan({
    application: { id: text, region: text },
    baseline: { name: text, commit: text },
    only: [text],
    status: 'blocked',
    changes: [
      update(`custom.${text}`, text, `${text}.`, { source: at(4, text) }),
      create('clients.web.settings.site_name', text, { clientId: text }),
    ],
    findings: [finding({ code, target: text, message: text, severity: 'refuse', source: at(4, text) })],
    unmanaged: [text],
  });
}

/** Twenty plans that between them show all that a plan can show. */
export const goldenPlans: Readonly<Record<string, Plan>> = {
  'in-sync': aPlan({ unmanaged: ['custom.someone_elses'], summary: { ...aPlan().summary, unmanaged: 1 } }),
  'one-update': aPlan({ changes: [update('settings.login_attempts', 5, 3)] }),
  everything: fullPlan,
  blocked: blockedPlan,
  'secret-changed': aPlan({ changes: [update('settings.rpx_key', secret('aaaa'), secret('bbbb'))] }),
  'secret-set-and-removed': aPlan({
    changes: [create('settings.rpx_key', secret('cccc')), removal('custom.partner_token', secret('dddd'))],
  }),
  'features-gained': aPlan({
    changes: [features('web', ['login_client'], ['direct_access', 'login_client', 'owner'])],
  }),
  'features-lost': aPlan({
    status: 'blocked',
    changes: [features('ops', ['owner', 'access_issuer'], [])],
    findings: [
      finding({ code: 'last-owner', target: 'clients.ops', severity: 'refuse', message: 'No owner would remain.' }),
    ],
  }),
  'custom-settings': aPlan({ changes: [create('custom.site_locale', 'US'), update('custom.theme', 'a', 'b')] }),
  'unknown-setting': aPlan({
    changes: [create('settings.new_thing', true)],
    findings: [finding({ code: 'unknown-setting', target: 'settings.new_thing', severity: 'refuse' })],
    status: 'blocked',
  }),
  removals: aPlan({
    changes: ['login_attempts', 'site_name', 'verify_email_url'].map((key) => removal(`settings.${key}`, 'old')),
    calls: [replacing],
  }),
  'several-clients': aPlan({
    changes: ['a', 'b', 'c'].flatMap((alias) => [
      update(`clients.${alias}.settings.site_name`, 'Old', 'New', { clientId: `${alias}-id` }),
      update(`clients.${alias}.settings.login_attempts`, 5, 6, {
        clientId: `${alias}-id`,
        source: at(8, `${alias}.yaml`),
      }),
    ]),
  }),
  'long-text': aPlan({
    changes: [update('custom.email', email, email.replace('today', 'again')), create('custom.other', email)],
  }),
  'json-setting': aPlan({
    changes: [
      update('settings.redirect_uri_allow_list', allowList, [...allowList.slice(2), 'new.example.com']),
      update('settings.user_search_display_fields', [{ name: 'a' }], []),
    ],
  }),
  durations: aPlan({
    changes: [
      update('settings.login_attempts_threshold', 60, 900),
      update('settings.recover_code_lifetime', '3600', '86400'),
      create('settings.verification_code_lifetime', 5400),
    ],
  }),
  warnings: aPlan({
    changes: [update('settings.site_name', 'A', 'B'), update('settings.cache_settings', 0, 300)],
    findings: [
      finding({ code: 'stale-widget', target: 'settings.site_name' }),
      finding({ code: 'redundant', target: 'settings.site_name', severity: 'info', source: null }),
      finding({ code: 'cached-reads', target: 'global', source: null }),
    ],
    calls: [replacing],
  }),
  origins: aPlan({
    baseline: { name: 'git:capstan/production', commit: '1a2b3c4d5e6f'.padEnd(40, '0') },
    changes: (['pending', 'drift', 'both', 'unknown'] as const).map((origin) =>
      create(`custom.${origin}`, 'x', { origin }),
    ),
  }),
  only: aPlan({ only: ['settings.*', 'clients.web'], changes: [update('settings.email_method', 'ses', 'ses_sync')] }),
  snapshot: aPlan({
    source: 'snapshot',
    readAt: '2026-11-18T10:00:00.000Z',
    changes: [update('settings.site_name', 'A', 'B')],
  }),
  hostile: nastyTexts.map(ofText).reduce((all, one) => ({
    ...one,
    changes: [...all.changes, ...one.changes],
    findings: [...all.findings, ...one.findings],
    unmanaged: [...all.unmanaged, ...one.unmanaged],
  })),
};
