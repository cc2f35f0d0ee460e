import type { Report, ReportRow } from '../../../src/render/report/report.ts';

const source = (line: number) => ({ file: 'capstan.yaml', line, column: 3 });

/** A row with everything that a test does not care about. */
export function aRow(parts: Partial<ReportRow> & Pick<ReportRow, 'target' | 'name' | 'kind' | 'values'>): ReportRow {
  return { impact: null, risk: null, tags: [], source: null, author: null, actions: [], ...parts };
}

const mail = (greeting: string, limit: string): string =>
  [
    '<html>',
    '  <body style="font-family: sans-serif">',
    `    <p>${greeting} {{ displayName }},</p>`,
    '    <p>someone asked to set a new password for your account.</p>',
    '    <p>If it was you, follow this link:</p>',
    '    <p><a href="{{ url }}">Set a new password</a></p>',
    `    <p>The link works for ${limit}.</p>`,
    '    <hr>',
    '    <p>Example Ltd.</p>',
    '    <p>1 Example Street</p>',
    '    <p>Exampletown</p>',
    '  </body>',
    '</html>',
  ].join('\n');

export const planSample: Report = {
  kind: 'plan',
  title: 'Plan for application 73jzx34tnr5ruhsze494ssgz2b (us)',
  subject: '73jzx34tnr5ruhsze494ssgz2b',
  verdict: { level: 'refused', text: 'Blocked by 1 error. Fix it before applying.' },
  facts: [
    { label: 'Application', value: '73jzx34tnr5ruhsze494ssgz2b (us)' },
    { label: 'Read', value: '2026-11-21T10:00:00.000Z' },
    { label: 'Baseline', value: 'git:capstan/production (0a1b2c3d4e5f)' },
  ],
  columns: ['before', 'after'],
  groups: [
    {
      scope: 'global',
      clientId: null,
      rows: [
        aRow({
          target: 'settings.login_attempts',
          name: 'settings.login_attempts',
          kind: 'update',
          values: [
            { kind: 'value', json: 5 },
            { kind: 'value', json: 50 },
          ],
          impact: 'Users are locked out after 50 failed logins instead of 5.',
          risk: 'authentication',
          source: source(8),
          author: { name: 'Ada Example', commit: '1234567890abcdef1234567890abcdef12345678' },
        }),
        aRow({
          target: 'settings.rpx_key',
          name: 'settings.rpx_key',
          kind: 'update',
          values: [
            { kind: 'secret', fingerprint: 'hmac:0011aabb:aaaaaaaa11111111' },
            { kind: 'secret', fingerprint: 'hmac:0011aabb:bbbbbbbb22222222' },
          ],
          impact: 'The secret of social login changes.',
          risk: 'authentication',
          tags: ['live value changed since the baseline'],
          source: source(11),
        }),
        aRow({
          target: 'custom.password_mail',
          name: 'custom.password_mail',
          kind: 'update',
          values: [
            { kind: 'value', json: mail('Hello', 'two hours') },
            { kind: 'value', json: mail('Good day', 'one hour') },
          ],
          impact: 'A custom setting: what it does is known only to the pages that read it.',
          risk: 'e-mail',
          source: source(40),
        }),
        aRow({
          target: 'custom.old_banner',
          name: 'custom.old_banner',
          kind: 'remove',
          values: [{ kind: 'value', json: 'Summer sale' }, { kind: 'absent' }],
          risk: 'cosmetic',
        }),
      ],
    },
    {
      scope: 'clients.web-login',
      clientId: 'k2z7qmd8u5yd3bqx6cnv9w4tshgfr2pe',
      rows: [
        aRow({
          target: 'clients.web-login.features',
          name: 'features',
          kind: 'features',
          values: [
            { kind: 'value', json: ['access_issuer', 'login_client'] },
            { kind: 'value', json: ['direct_access', 'login_client'] },
          ],
          impact: 'The client may read and write every record of a user.',
          risk: 'permissions',
          tags: ['full replace'],
          source: source(61),
        }),
        aRow({
          target: 'clients.web-login.settings.redirect_uris',
          name: 'settings.redirect_uris',
          kind: 'update',
          values: [
            {
              kind: 'value',
              json: {
                hosts: ['a.example', 'b.example', 'c.example'],
                limits: { max: 5, min: 1 },
                name: 'standard',
                paths: ['/login', '/logout', '/profile'],
              },
            },
            {
              kind: 'value',
              json: {
                hosts: ['a.example', 'c.example', 'd.example'],
                limits: { max: 7, min: 1 },
                name: 'standard',
                paths: ['/login', '/logout', '/profile'],
              },
            },
          ],
          risk: 'redirects',
          source: source(64),
        }),
        aRow({
          target: 'clients.web-login.settings.site_name',
          name: 'settings.site_name',
          kind: 'create',
          values: [{ kind: 'absent' }, { kind: 'value', json: 'Example' }],
          risk: 'cosmetic',
          source: source(66),
        }),
      ],
    },
  ],
  findings: [
    {
      code: 'security-lowered',
      severity: 'refuse',
      message: 'login_attempts goes from 5 to 50: more passwords can be tried before the account is locked.',
      target: 'settings.login_attempts',
      source: source(8),
      cure: [
        'To allow this on purpose, add to `allow:`:',
        '- { guard: security-lowered, target: "settings.login_attempts", until: 2026-12-21, reason: "why this is allowed" }',
      ],
    },
    {
      code: 'stale-widget',
      severity: 'warning',
      message: 'site_name is published to the widget: pages show the old value until the widget is published again.',
      target: 'clients.web-login.settings.site_name',
      source: null,
      cure: [],
    },
    {
      code: 'expired',
      severity: 'info',
      message: 'An allow ends in 9 days.',
      target: 'global',
      source: source(70),
      cure: [],
    },
  ],
  sections: [
    {
      title: 'Requests',
      items: ['c1 POST /settings/set_default_multi: 3 targets', 'c2 POST /settings/delete_default: 1 target'],
    },
    { title: 'Not managed', items: ['custom.someone_elses', 'client mobileid (Mobile), not declared'] },
  ],
  digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
};

export const driftSample: Report = {
  kind: 'drift',
  title: 'Drift of application 73jzx34tnr5ruhsze494ssgz2b (us)',
  subject: '73jzx34tnr5ruhsze494ssgz2b',
  verdict: { level: 'warning', text: '1 changed in live, 1 waiting in the file, 1 changed in both, 1 accepted.' },
  facts: [
    { label: 'Read', value: '2026-11-21T10:00:00.000Z' },
    { label: 'Baseline', value: 'git:capstan/production (0a1b2c3d4e5f)' },
  ],
  columns: ['baseline', 'live', 'file'],
  groups: [
    {
      scope: 'global',
      clientId: null,
      rows: [
        aRow({
          target: 'settings.login_attempts',
          name: 'settings.login_attempts',
          kind: 'drift',
          values: [
            { kind: 'value', json: 5 },
            { kind: 'value', json: 50 },
            { kind: 'value', json: 5 },
          ],
          source: source(8),
          actions: [
            {
              title: 'absorb',
              command: 'capstan absorb --only settings.login_attempts --baseline git:capstan/production',
            },
            { title: 'apply', command: 'capstan apply --only settings.login_attempts' },
            {
              title: 'accept',
              command: '- { target: "settings.login_attempts", live: 50, until: 2026-12-21, reason: "why" }',
            },
          ],
        }),
        aRow({
          target: 'custom.password_mail',
          name: 'custom.password_mail',
          kind: 'both',
          values: [
            { kind: 'value', json: mail('Hello', 'two hours') },
            { kind: 'value', json: mail('Hello', 'three hours') },
            { kind: 'value', json: mail('Good day', 'two hours') },
          ],
        }),
      ],
    },
    {
      scope: 'clients.web-login',
      clientId: 'k2z7qmd8u5yd3bqx6cnv9w4tshgfr2pe',
      rows: [
        aRow({
          target: 'clients.web-login.settings.site_name',
          name: 'settings.site_name',
          kind: 'pending',
          values: [
            { kind: 'value', json: 'Example' },
            { kind: 'value', json: 'Example' },
            { kind: 'value', json: 'Example Shop' },
          ],
        }),
        aRow({
          target: 'clients.web-login.settings.rpx_key',
          name: 'settings.rpx_key',
          kind: 'accepted',
          values: [{ kind: 'not-comparable' }, { kind: 'secret', fingerprint: null }, { kind: 'absent' }],
          tags: ['accepted until 2026-12-31: load test'],
        }),
      ],
    },
  ],
  findings: [],
  sections: [],
  digest: null,
};

export const compareSample: Report = {
  kind: 'compare',
  title: 'staging.yaml and production.yaml',
  verdict: { level: 'change', text: '2 unexpected differences. 5 values identical.' },
  facts: [
    { label: 'staging.yaml', value: 'file, application 73jzx34tnr5ruhsze494ssgz2b (us)' },
    { label: 'production.yaml', value: 'snapshot, application fa35mgz2zq6rqf8, read 2026-11-21T10:00:00.000Z' },
  ],
  columns: ['staging.yaml', 'production.yaml'],
  groups: [
    {
      scope: 'global',
      clientId: null,
      rows: [
        aRow({
          target: 'settings.site_name',
          name: 'settings.site_name',
          kind: 'differs',
          values: [
            { kind: 'value', json: '"Example Shop GmbH" <shop@example.com>' },
            { kind: 'value', json: '"Example Shop" <shop@example.com>' },
          ],
        }),
        aRow({
          target: 'clients.old',
          name: 'clients.old',
          kind: 'missing',
          values: [{ kind: 'value', json: 'old' }, { kind: 'absent' }],
        }),
      ],
    },
  ],
  findings: [],
  sections: [],
  digest: null,
};
