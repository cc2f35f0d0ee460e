import { expect, it } from 'vitest';
import type { PlanFinding } from '../../src/model/plan.ts';
import { changeDetailsText } from '../../src/render/text/plan-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { aChange, aPlan } from './sample-plan.ts';

const facts = { impact: '', risk: null, whoGets: 'web alone' };

function aFinding(target: string): PlanFinding {
  return { code: 'redundant', severity: 'info', message: `about ${target}`, target, source: null };
}

it('shows what is known of a change, with the findings on it and on its scope', () => {
  const change = aChange({
    action: 'create',
    target: 'clients.web.custom.a',
    clientId: 'id-of-web',
    after: 'x\u001b[31m',
  });
  const findings = ['clients.web', 'clients.web.custom.a', 'clients.web.custom.b', 'clients.other', 'global'].map(
    aFinding,
  );
  const calls = [
    { id: 'c1', method: 'PUT' as const, path: '/config/x', replaces: true, targets: ['a', 'b', change.target] },
  ];
  const text = changeDetailsText(aPlan({ changes: [change], findings, calls }), change, facts, plainStyle(80));
  expect(text).toBe(
    [
      'clients.web.custom.a',
      '  client      id-of-web',
      '  live        (none)',
      '  after       "x\\u001b[31m"',
      '  counts for  web alone',
      '  risk        unknown',
      '  file        capstan.yaml:7:3',
      '  request     c1  PUT /config/x, with 2 more; full replace of its path',
      '',
      'note: clients.web  [redundant]',
      '    about clients.web',
      '',
      'note: clients.web.custom.a  [redundant]',
      '    about clients.web.custom.a',
      '',
    ].join('\n'),
  );
});

it('shows no secret, and says when nothing would be sent', () => {
  const secret = (fingerprint: string | null) => ({ secret: true, fingerprint }) as const;
  const before = secret('hmac:0011aabb:0123456789abcdef');
  const change = aChange({
    action: 'update',
    target: 'settings.k',
    before,
    after: secret(null),
    call: null,
    source: null,
  });
  const plan = aPlan({ changes: [{ ...change, origin: 'drift' }], findings: [aFinding('global')], status: 'blocked' });
  const [drifted = change] = plan.changes;
  const known = { impact: 'The secret changes.', risk: 'authentication', whoGets: '', lineAt: () => null };
  expect(changeDetailsText(plan, drifted, known, plainStyle(80))).toBe(
    [
      'settings.k',
      '  live     (secret) 01234567',
      '  after    (secret) in the file',
      '  users    The secret changes.',
      '  risk     authentication',
      '  why      live value changed since the baseline',
      '  request  none: a guard refuses the plan',
      '',
      'note: global  [redundant]',
      '    about global',
      '',
    ].join('\n'),
  );
});
