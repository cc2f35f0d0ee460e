import { describe, expect, it } from 'vitest';
import type { Plan, PlanFinding } from '../../src/model/plan.ts';
import { planText } from '../../src/render/text/plan-text.ts';
import { colourStyle, plainStyle } from '../../src/render/text/style.ts';
import { aChange, aPlan, blockedPlan, fullPlan } from './sample-plan.ts';

const plain = { style: plainStyle(), detail: 'short', unmanaged: 'counted' } as const;

function lastLine(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1);
}

describe('planText', () => {
  it('shows a plan in plain text', async () => {
    await expect(planText(fullPlan, plain)).toMatchFileSnapshot('golden/plan-plain.txt');
  });

  it('shows a plan in colours', async () => {
    await expect(planText(fullPlan, { ...plain, style: colourStyle(100) })).toMatchFileSnapshot(
      'golden/plan-colour.txt',
    );
  });

  it('shows places, whole values, all calls and what is not managed when asked', async () => {
    const view = { ...plain, detail: 'whole', unmanaged: 'listed' } as const;
    await expect(planText(fullPlan, view)).toMatchFileSnapshot('golden/plan-verbose.txt');
  });

  it('shows refusals first, each with the line that would allow it or the word that none does', async () => {
    await expect(planText(blockedPlan, plain)).toMatchFileSnapshot('golden/plan-blocked.txt');
  });

  it('is findings and one line when asked to be quiet', () => {
    expect(planText(fullPlan, { ...plain, detail: 'summary' })).toBe(
      'Plan: 2 to create, 5 to update, 1 to remove, 1 feature list. 3 requests, 1 of them a full replace. 1 live key and 1 client are not managed. 1 secret was not compared.\n',
    );
  });

  it('says that nothing has to be done', () => {
    expect(lastLine(planText(aPlan(), plain))).toBe('No changes. The live application matches the file.');
  });

  it('counts one finding as one', () => {
    const [finding] = blockedPlan.findings.filter(({ severity }) => severity === 'refuse');
    const plan = { ...blockedPlan, findings: finding === undefined ? [] : [finding] };
    expect(lastLine(planText(plan, plain))).toContain('Blocked by 1 error. Fix it before applying.');
  });

  it('names no region when the file gives an address instead', () => {
    const plan = aPlan({ application: { id: 'app', region: null } });
    expect(planText(plan, plain).split('\n')[0]).toBe('Application app, read 2026-11-21T10:00:00.000Z');
  });

  it('names the baseline, and marks what changed in live since', () => {
    const origins = ['pending', 'drift', 'both', 'unknown'] as const;
    const plan = aPlan({
      baseline: { name: 'git:capstan/production', commit: '1a2b3c4d5e6f'.padEnd(40, '0') },
      changes: origins.map((origin) => aChange({ action: 'create', target: `custom.${origin}`, after: 'x', origin })),
    });
    expect(planText(plan, plain).split('\n').slice(1, 8)).toEqual([
      'Baseline git:capstan/production (1a2b3c4d5e)',
      '',
      'global',
      '  + custom.pending  "x"',
      '  + custom.drift    "x"  (live value changed since the baseline)',
      '  + custom.both     "x"  (file and live value changed since the baseline)',
      '  + custom.unknown  "x"',
    ]);
    const file = aPlan({ baseline: { name: 'applied.yaml', commit: null } });
    expect(planText(file, plain).split('\n')[1]).toBe('Baseline applied.yaml');
  });

  it('writes out what a terminal would obey, in names and values alike', () => {
    const evil = '\u001b[2Jx\u202eabc\u0007\r\u009b31m';
    const plan = aPlan({
      application: { id: evil, region: evil },
      baseline: { name: evil, commit: evil },
      changes: [
        aChange({ action: 'create', target: `custom.${evil}`, after: evil }),
        aChange({
          action: 'update',
          target: `clients.${evil}.settings.a`,
          clientId: evil,
          before: `${evil} `.repeat(20),
          after: `${evil}! `.repeat(20),
        }),
        aChange({ action: 'features', target: `clients.${evil}.features`, before: [evil], after: [`${evil}2`] }),
        aChange({
          action: 'update',
          target: 'settings.map',
          before: { [evil]: 1, long: 'l'.repeat(80) },
          after: { [evil]: [evil], long: 'l'.repeat(80) },
        }),
      ],
      findings: [
        {
          code: 'protected',
          severity: 'refuse',
          message: evil,
          target: evil,
          source: { file: evil, line: 1, column: 1 },
        },
      ],
      calls: [{ id: 'c1', method: 'PUT', path: `/${evil}`, replaces: true, targets: [] }],
      unmanaged: [evil],
    });
    for (const detail of ['short', 'whole'] as const) {
      const text = planText(plan, { ...plain, detail, unmanaged: 'listed' });
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(text).toContain('\\u001b[2Jx\\u202eabc\\u0007');
    }
  });

  it('tells a number from a text and an empty text from nothing', () => {
    const plan = aPlan({
      changes: [
        aChange({ action: 'update', target: 'settings.a', before: 5, after: '5' }),
        aChange({ action: 'create', target: 'settings.b', after: '' }),
      ],
    });
    expect(planText(plan, plain)).toContain('settings.a  5 -> "5"');
    expect(planText(plan, plain)).toContain('settings.b  ""');
  });

  it('shows values whole when they change their kind', () => {
    const plan = aPlan({
      changes: [aChange({ action: 'update', target: 'settings.a', before: 'x'.repeat(80), after: ['x'.repeat(80)] })],
    });
    expect(planText(plan, plain)).toContain(`"${'x'.repeat(80)}" ->\n      ["${'x'.repeat(80)}"]`);
  });

  it('cuts long new values, unless everything was asked for', () => {
    const plan = aPlan({ changes: [aChange({ action: 'create', target: 'settings.a', after: 'x'.repeat(1000) })] });
    expect(planText(plan, plain)).toContain(`"${'x'.repeat(158)}…\n`);
    expect(planText(plan, { ...plain, detail: 'whole' })).toContain(`"${'x'.repeat(1000)}"`);
  });

  it('counts the changed parts that it does not show', () => {
    const many = (value: number): Record<string, number> =>
      Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`key_number_${index}`, value]));
    const plan = aPlan({
      changes: [aChange({ action: 'update', target: 'settings.a', before: many(1), after: many(2) })],
    });
    expect(planText(plan, plain)).toContain('… 5 more changed');
    expect(planText(plan, { ...plain, detail: 'whole' })).not.toContain('more changed');
  });

  it('shows a secret that comes or goes by its fingerprint, and marks one whose other side is none', () => {
    const secret = { secret: true, fingerprint: 'hmac:0011aabb:aaaaaaaa11111111' } as const;
    const plan = aPlan({
      changes: [
        aChange({ action: 'create', target: 'settings.a', after: secret }),
        aChange({ action: 'remove', target: 'settings.b', before: secret }),
        aChange({ action: 'update', target: 'settings.c', before: 'plain', after: secret }),
      ],
    });
    const text = planText(plan, plain);
    expect(text).toContain('+ settings.a  (secret, new) aaaaaaaa');
    expect(text).toContain('- settings.b  (secret, removed) aaaaaaaa');
    expect(text).toContain('~ settings.c  (secret, changed) ? -> aaaaaaaa');
  });

  it('names the first of several full replaces', () => {
    const call = {
      id: 'c1',
      method: 'PUT',
      path: '/config/app/settings',
      replaces: true,
      targets: ['settings.a'],
    } as const;
    const plan = aPlan({
      changes: [aChange({ action: 'create', target: 'settings.a', after: 1 })],
      calls: [call, { ...call, id: 'c2', path: '/b' }],
    });
    expect(planText(plan, plain)).toContain('2 requests replace whole scopes: PUT /config/app/settings, …');
  });

  it('breaks its last line on a terminal only', () => {
    const text = planText(fullPlan, { ...plain, style: plainStyle(60), detail: 'summary' });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(planText(fullPlan, { ...plain, detail: 'summary' }).split('\n')).toHaveLength(2);
  });

  it('shows two values whole when they are short, or most of them differs', () => {
    const update = (before: string, after: string): string =>
      planText(aPlan({ changes: [aChange({ action: 'update', target: 'settings.a', before, after })] }), plain);
    expect(update('00000000-0000-4000-8000-000000000000', '11111111-1111-4111-8111-111111111111')).toContain(
      '"00000000-0000-4000-8000-000000000000" -> "11111111-1111-4111-8111-111111111111"',
    );
    expect(update('https://login.example.com/verify/email', 'https://login.example.com/verify/mail')).toContain(
      '"https://login.example.com/verify/email" -> "https://login.example.com/verify/mail"',
    );
    const words = 'Word by word. '.repeat(10);
    expect(update(`${words}https://a.example/email`, `${words}https://a.example/mail`)).toContain(
      '/[-email-]{+mail+}"',
    );
    const start = 'The same start. '.repeat(20);
    expect(update(`${start}${'old '.repeat(200)}`, `${start}${'new '.repeat(200)}`)).toMatch(
      /"….{19} old old .*… ->\n {6}"….{19} new new .*…\n/,
    );
  });

  it('tells features that stay from those that come and go', () => {
    const change = aChange({ action: 'features', target: 'clients.a.features', before: ['x'], after: ['x', 'y'] });
    expect(planText(aPlan({ changes: [change] }), plain)).toContain('~ features  +y  (kept: x)');
    expect(planText(aPlan({ changes: [{ ...change, after: [] }] }), plain)).toContain('~ features  -x\n');
  });

  it('counts full replaces as people do', () => {
    const call = { id: 'c1', method: 'PUT', path: '/a', replaces: true, targets: [] } as const;
    const change = aChange({ action: 'create', target: 'settings.a', after: 1 });
    const last = (calls: Plan['calls']): string | undefined =>
      lastLine(planText(aPlan({ changes: [change], calls }), plain));
    expect(last([call])).toContain('. 1 full replace.');
    expect(last([call, { ...call, id: 'c2' }])).toContain('. 2 full replaces.');
    expect(last([call, { ...call, id: 'c2', replaces: false }])).toContain('. 2 requests, 1 of them a full replace.');
  });

  it('shows what one guard says in the order of the file', () => {
    const at = (code: string, file: string, line: number): PlanFinding => ({
      ...{ code, severity: 'warning', message: `${file} ${line}`, target: 'global' },
      source: { file, line, column: 1 },
    });
    const nowhere: PlanFinding = { ...at('b', '', 0), message: 'no place', source: null };
    const findings = [at('b', 'b.yaml', 2), nowhere, at('b', 'a.yaml', 9), at('b', 'a.yaml', 10), at('a', 'a.yaml', 1)];
    const text = planText(aPlan({ findings }), plain);
    expect([...text.matchAll(/^ {4}(.+)$/gm)].map(([, message]) => message)).toEqual([
      ...['a.yaml 9', 'a.yaml 10', 'b.yaml 2', 'no place', 'a.yaml 1'],
    ]);
  });

  it('lists what is not managed by scope, as the file would', () => {
    const unmanaged = [
      ...[{ client: 'b', name: 'B' }, 'clients.web.features', 'clients.web.custom.a', 'clients.web.settings.z'],
      ...['custom.a', 'settings.z', 'settings.b', 'clients.app.custom.x', { client: 'a', name: 'x, not declared' }],
    ];
    const text = planText(aPlan({ unmanaged }), { ...plain, unmanaged: 'listed' });
    expect(text).toContain(
      [
        'not managed: 6 live keys, 1 feature list and 2 clients',
        '  global',
        '    settings.b',
        '    settings.z',
        '    custom.a',
        '  clients.app',
        '    custom.x',
        '  clients.web',
        '    settings.z',
        '    custom.a',
        '    features',
        '  clients not in the file',
        '    a (x, not declared)',
        '    b (B)',
      ].join('\n'),
    );
    expect(lastLine(text)).toContain('6 live keys, 1 feature list and 2 clients are not managed.');
    const old = planText(aPlan({ unmanaged: ['client a (A), not declared'] }), { ...plain, unmanaged: 'listed' });
    expect(old).toContain('    client a (A), not declared');
    expect(lastLine(planText(aPlan({ unmanaged: ['custom.a'] }), plain))).toContain('1 live key is not managed.');
  });

  it('claims no more than --only looked at', () => {
    expect(lastLine(planText(aPlan({ only: ['custom.*'] }), plain))).toContain('No changes for the targets of --only');
  });
});
