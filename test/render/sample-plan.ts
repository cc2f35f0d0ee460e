import type { Plan, PlanChange, PlanFinding } from '../../src/model/plan.ts';

const place = (line: number): { file: string; line: number; column: number } => ({
  file: 'capstan.yaml',
  line,
  column: 3,
});

/** A change with everything that a test does not care about. */
export function aChange(change: Partial<PlanChange> & Pick<PlanChange, 'action' | 'target'>): PlanChange {
  return { origin: 'unknown', call: 'c1', source: place(7), ...change };
}

/** A plan in which nothing happens; tests say what does. */
export function aPlan(parts: Partial<Plan> = {}): Plan {
  const changes = parts.changes ?? [];
  const count = (action: PlanChange['action']): number => changes.filter((change) => change.action === action).length;
  return {
    formatVersion: 1,
    status: changes.length === 0 ? 'in-sync' : 'ready',
    tool: { name: 'capstan', version: '0.1.0' },
    application: { id: '73jzx34tnr5ruhsze494ssgz2b', region: 'us' },
    caller: 'owner-client',
    source: 'live',
    readAt: '2026-11-21T10:00:00.000Z',
    createdAt: '2026-11-21T10:00:00.000Z',
    expiresAt: '2026-11-24T10:00:00.000Z',
    baseline: null,
    configDigest: 'hmac:0011aabb:0123456789abcdef',
    seal: 'hmac:0011aabb:fedcba9876543210',
    digest: `sha256:${'0'.repeat(64)}`,
    only: [],
    overwriteDrift: false,
    summary: {
      create: count('create'),
      update: count('update'),
      remove: count('remove'),
      features: count('features'),
      unmanaged: 0,
      notCompared: 0,
    },
    changes,
    findings: [],
    calls: [],
    fingerprints: {},
    unmanaged: [],
    ...parts,
  };
}

const terms =
  'Welcome to Example. By signing in you accept the terms of use that are published on our pages and that we may change from time to time.';

const changes: readonly PlanChange[] = [
  aChange({ action: 'create', target: 'custom.site_locale', after: 'US', source: place(12) }),
  aChange({ action: 'update', target: 'settings.login_attempts', before: 5, after: 7 }),
  aChange({ action: 'update', target: 'settings.rpx_realm', before: '5', after: '' }),
  aChange({
    action: 'update',
    target: 'custom.terms',
    before: terms,
    after: terms.replace('published on our pages', 'shown below'),
  }),
  aChange({
    action: 'update',
    target: 'settings.default_flow',
    before: {
      name: 'standard',
      limits: { max: 5, min: 1 },
      hosts: ['a.example', 'b.example', 'c.example'],
      version: 1,
    },
    after: {
      name: 'standard',
      limits: { max: 7, min: 1 },
      hosts: ['a.example', 'c.example', 'd.example'],
      extra: true,
    },
  }),
  aChange({
    action: 'update',
    target: 'settings.rpx_key',
    before: { secret: true, fingerprint: 'hmac:0011aabb:aaaaaaaa11111111' },
    after: { secret: true, fingerprint: 'hmac:0011aabb:bbbbbbbb22222222' },
  }),
  aChange({ action: 'remove', target: 'custom.old_banner', before: 'x', source: null }),
  aChange({
    action: 'create',
    target: 'clients.web-login.settings.site_name',
    clientId: 'webloginid',
    after: 'Example',
    call: 'c2',
  }),
  aChange({
    action: 'features',
    target: 'clients.web-login.features',
    clientId: 'webloginid',
    before: ['access_issuer', 'login_client'],
    after: ['direct_access', 'login_client'],
    call: 'c3',
  }),
];

const findings: readonly PlanFinding[] = [
  {
    code: 'redundant',
    severity: 'info',
    message: 'The client inherits the same value.',
    target: 'clients.web-login.settings.site_name',
    source: null,
  },
  {
    code: 'too-many-removals',
    severity: 'refuse',
    message:
      '12 of 40 keys of the section would be removed, which is more than the 10 or 20 percent that `guards.removals` permits.',
    target: 'global',
    source: place(7),
  },
  {
    code: 'protected',
    severity: 'refuse',
    message: 'capstan.protect.yaml says: never.',
    target: 'custom.old_banner',
    source: place(3),
  },
  {
    code: 'expired',
    severity: 'warning',
    message: 'The tombstone has expired.',
    target: 'custom.old_banner',
    source: place(30),
  },
];

/** A plan in which nearly everything that a plan can hold occurs. */
export const fullPlan: Plan = aPlan({
  changes,
  calls: [
    {
      id: 'c1',
      method: 'PUT',
      path: '/config/73jzx34tnr5ruhsze494ssgz2b/settings',
      replaces: true,
      targets: ['settings.login_attempts', 'custom.old_banner'],
    },
    {
      id: 'c2',
      method: 'POST',
      path: '/settings/set_multi',
      replaces: false,
      targets: ['clients.web-login.settings.site_name'],
    },
    {
      id: 'c3',
      method: 'POST',
      path: '/clients/set_features',
      replaces: false,
      targets: ['clients.web-login.features'],
    },
  ],
  summary: { create: 2, update: 5, remove: 1, features: 1, unmanaged: 2, notCompared: 1 },
  unmanaged: ['custom.someone_elses', { client: 'mobileid', name: 'Mobile' }],
  fingerprints: { 'clients.web-login': 'hmac:0011aabb:0000000000000001', global: 'hmac:0011aabb:0000000000000002' },
});

/** The same, blocked by two guards. */
export const blockedPlan: Plan = { ...fullPlan, status: 'blocked', findings, calls: [] };
