import { describe, expect, it } from 'vitest';
import { impactOf } from '../../src/catalogue/catalogue.ts';
import type { Json } from '../../src/leaf/json.ts';
import type { CompareRow, Comparison, Drift, DriftRow } from '../../src/model/differences.ts';
import type { RunReport } from '../../src/model/run.ts';
import type { RedactedValue } from '../../src/model/value.ts';
import { compareReport, driftReport } from '../../src/render/report/difference-reports.ts';
import { runReport } from '../../src/render/report/plan-report.ts';
import { type RenderOptions, renderReport } from '../../src/render/report/render-report.ts';
import type { Report } from '../../src/render/report/report.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { context } from './report-samples.ts';
import { fullPlan } from './sample-plan.ts';

const options: RenderOptions = {
  style: plainStyle(),
  detail: 'short',
  toolVersion: '0.1.0',
  file: 'capstan.yaml',
  previousDigest: null,
};

const value = (json: Json): RedactedValue => ({ kind: 'value', json });
const absent: RedactedValue = { kind: 'absent' };
const secret: RedactedValue = { kind: 'secret', fingerprint: 'hmac:0011aabb:0123456789abcdef' };
const unclear: RedactedValue = { kind: 'not-comparable' };

function driftRow(target: string, kind: DriftRow['class'], parts: Partial<DriftRow> = {}): DriftRow {
  return {
    target,
    clientId: target.startsWith('clients.') ? 'webloginid' : null,
    class: kind,
    baseline: value(5),
    live: value(5),
    file: value(3),
    source: { file: 'capstan.yaml', line: 7, column: 3 },
    accepted: null,
    ...parts,
  };
}

const driftRows: readonly DriftRow[] = [
  driftRow('settings.login_attempts', 'pending'),
  driftRow('settings.site_name', 'drift', { live: value('edited | by @hand'), file: value(5) }),
  driftRow('custom.both', 'both', { live: value(7) }),
  driftRow('custom.same', 'converged', { live: value(3) }),
  driftRow('custom.token', 'unknown', { baseline: unclear, live: secret, file: secret, source: null }),
  driftRow('custom.load', 'drift', { accepted: { until: '2026-12-31', reason: 'load test' } }),
  driftRow('clients.web-login.settings.site_name', 'drift', { live: absent }),
  driftRow('clients.gone', 'drift', { live: absent }),
];

const drift: Drift = {
  formatVersion: 1,
  tool: { name: 'capstan', version: '0.1.0' },
  application: { id: '73jzx34tnr5ruhsze494ssgz2b', region: 'us' },
  caller: 'owner',
  readAt: '2026-11-21T10:00:00.000Z',
  baseline: { name: 'git:capstan/production', commit: '1a2b3c4d5e6f'.padEnd(40, '0') },
  summary: { pending: 1, drift: 3, both: 1, converged: 1, unknown: 1, accepted: 1, notCompared: 1 },
  rows: driftRows,
  findings: [
    {
      code: 'expired',
      severity: 'warning',
      message: 'The entry of `accept` ends soon.',
      target: 'custom.load',
      source: { file: 'capstan.yaml', line: 20, column: 5 },
    },
  ],
};

const compareRows: readonly CompareRow[] = [
  { target: 'settings.site_name', class: 'differs', a: value('A'), b: value('B'), note: null },
  { target: 'settings.rpx_realm', class: 'environment', a: value('dev'), b: value('prod'), note: null },
  { target: 'custom.banner', class: 'expected', a: value('x'), b: absent, note: null },
  {
    target: 'clients.web.settings.password_recover_url',
    class: 'foreign-value',
    a: value('https://dev.example.com'),
    b: value('https://dev.example.com'),
    note: 'dev.example.com belongs to staging.yaml.',
  },
  { target: 'clients.old', class: 'missing', a: value('old'), b: absent, note: null },
  {
    target: 'clients.web.features',
    class: 'one-sided',
    a: value(['login_client']),
    b: { kind: 'not-managed' },
    note: 'Only in staging.yaml.',
  },
];

const comparison: Comparison = {
  formatVersion: 1,
  tool: { name: 'capstan', version: '0.1.0' },
  a: { name: 'staging.yaml', kind: 'file', application: { id: 'app-a', region: 'us' }, readAt: null },
  b: {
    name: 'prod.json',
    kind: 'snapshot',
    application: { id: 'app-b', region: null },
    readAt: '2026-11-21T10:00:00.000Z',
  },
  summary: {
    differs: 1,
    expected: 1,
    environment: 1,
    'foreign-value': 1,
    missing: 1,
    'one-sided': 1,
    same: 40,
    notCompared: 2,
    notDeclared: 3,
  },
  rows: compareRows,
};

const run: RunReport = {
  run: { id: '20261121100000-0a1b2c3d' },
  result: 'partial',
  outcomes: [
    { call: 'c1', status: 'done', verified: true, seen: 'new', reason: null, code: null },
    { call: 'c2', status: 'failed', verified: false, seen: 'old', reason: 'The service said no.', code: 'rejected' },
    { call: 'c3', status: 'not-run', verified: false, seen: null, reason: null, code: null },
  ],
  sideEffects: [{ target: 'custom.x', message: 'It changed from "a" to "b".' }],
  changedMeanwhile: ['custom.someone_elses'],
  stoppedBy: null,
  journalGap: null,
};

const reports: Readonly<Record<string, Report>> = {
  drift: driftReport(drift, { flags: ' --baseline git:capstan/production', until: '2026-12-21', impactOf }),
  'drift-without-baseline': driftReport(
    { ...drift, baseline: null, rows: [] },
    { flags: '', until: '2026-12-21', impactOf },
  ),
  compare: compareReport(comparison),
  run: runReport(fullPlan, run, context),
};

describe('reports', () => {
  it.each(Object.entries(reports))('of %s look as their golden files', async (name, report) => {
    await expect(await renderReport(report, 'text', options)).toMatchFileSnapshot(`golden/reports/${name}.txt`);
    await expect(await renderReport(report, 'markdown', options)).toMatchFileSnapshot(`golden/reports/${name}.md`);
    await expect(await renderReport(report, 'github', options)).toMatchFileSnapshot(
      `golden/reports/${name}.github.txt`,
    );
    await expect(await renderReport(report, 'gitlab', options)).toMatchFileSnapshot(
      `golden/reports/${name}.gitlab.txt`,
    );
    await expect(await renderReport(report, 'sarif', options)).toMatchFileSnapshot(`golden/reports/${name}.sarif`);
  });
});
