import { describe, expect, it } from 'vitest';
import { noticeJson } from '../../src/render/machine/signals.ts';
import type { Report, ReportRow } from '../../src/render/report/report.ts';

function row(target: string, kind: ReportRow['kind'] = 'drift'): ReportRow {
  const values = [{ kind: 'value', json: 'canary' }] as const;
  return {
    target,
    name: target,
    kind,
    values,
    impact: null,
    risk: null,
    tags: [],
    source: null,
    author: null,
    actions: [],
  };
}

function report(rows: readonly ReportRow[]): Report {
  return {
    kind: 'drift',
    title: 'Drift of application app (us)',
    verdict: { level: 'warning', text: '1 setting drifted.' },
    facts: [],
    columns: ['live'],
    groups: [{ scope: 'global', clientId: null, rows }],
    findings: [],
    sections: [],
    digest: null,
  };
}

describe('a notice', () => {
  it('is one text with targets and classes, and without a value', () => {
    expect(JSON.parse(noticeJson(report([row('settings.site_name')]), 'hooks.slack.com'))).toEqual({
      text: 'Drift of application app (us)\n1 setting drifted.\n- drift: settings.site_name',
    });
  });

  it('is a card for workflows of Teams', () => {
    const card = JSON.parse(noticeJson(report([row('settings.a')]), 'prod-1.westeurope.logic.azure.com'));
    expect(card).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(JSON.stringify(card)).toContain('settings.a');
  });

  it('leaves out what needs no one, and counts what is too much for a message', () => {
    const rows = [row('settings.x', 'accepted'), row('settings.y', 'converged')];
    const many = Array.from({ length: 25 }, (_, at) => row(`settings.k${at}`));
    const { text } = JSON.parse(noticeJson(report([...rows, ...many]), 'example.com'));
    expect(text).not.toMatch(/settings\.[xy]$/m);
    expect(text.split('\n').at(-1)).toBe('- and 5 more');
  });

  it.each([
    '<!channel>',
    '<@U123>',
    '@here',
    '[x](https://evil.example)',
    '*bold*',
    '`code`',
    '#general',
    'a\u202eb',
    'a|b~c&d',
  ])('makes no mention, link or mark of %s', (name) => {
    const { text } = JSON.parse(noticeJson(report([row(`custom.${name}`)]), 'example.com'));
    expect(text).not.toMatch(/[<>@[\]`*|~#&\u202e]/u);
  });
});
