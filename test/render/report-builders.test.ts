import { describe, expect, it } from 'vitest';
import type { Outcome, RunReport } from '../../src/model/run.ts';
import { reportHtml } from '../../src/render/html/report-html.ts';
import { reportMarkdown } from '../../src/render/markdown/markdown.ts';
import { planReport, runReport } from '../../src/render/report/plan-report.ts';
import { problemsReport } from '../../src/render/report/report.ts';
import { goldenPlans } from './golden-plans.ts';
import { context } from './report-samples.ts';
import { aPlan, blockedPlan, fullPlan } from './sample-plan.ts';

const outcome = (call: string, parts: Partial<Outcome> = {}): Outcome => {
  return { call, status: 'done', verified: true, seen: 'new', reason: null, code: null, ...parts };
};

function aRun(parts: Partial<RunReport> = {}): RunReport {
  return {
    run: { id: 'r1' },
    result: 'done',
    outcomes: [],
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: null,
    journalGap: null,
    ...parts,
  };
}

describe('the report of a plan', () => {
  it('has the riskiest rows of each scope first', () => {
    const [global] = planReport(fullPlan, context).groups;
    expect(global?.rows.map(({ risk }) => risk)).toEqual([...Array(3).fill('authentication'), ...Array(4).fill(null)]);
  });

  it('says how much it needs an eye', () => {
    const level = (name: string) => planReport(goldenPlans[name] ?? aPlan(), context).verdict.level;
    expect(['in-sync', 'one-update', 'warnings', 'blocked'].map(level)).toEqual(['ok', 'change', 'warning', 'refused']);
  });

  it('has refusals first, with the line that would allow them', () => {
    const { findings } = planReport(blockedPlan, context);
    expect(findings.map(({ severity }) => severity)).toEqual(['refuse', 'refuse', 'warning', 'info']);
    expect(findings[0]?.cure[1]).toContain('- { guard: too-many-removals');
    expect(findings[2]?.cure).toEqual([]);
  });

  it('names who wrote the line, and no one for what has none', () => {
    const rows = planReport(fullPlan, context).groups.flatMap((group) => group.rows);
    expect(rows.find(({ name }) => name === 'settings.login_attempts')?.author?.name).toBe('Ada Lovelace');
    expect(rows.find(({ name }) => name === 'custom.old_banner')?.author).toBeNull();
  });

  it('says that a plan over a snapshot cannot be applied', () => {
    const { facts } = planReport(aPlan({ source: 'snapshot', only: ['global'], status: 'ready' }), context);
    expect(facts).toContainEqual({ label: 'Can be applied until', value: 'never: made from a snapshot' });
    expect(facts).toContainEqual({ label: 'Only', value: 'global' });
  });

  it('says until when it can be applied only where there is something to apply', () => {
    const labels = (name: keyof typeof goldenPlans): readonly string[] =>
      planReport(goldenPlans[name] ?? aPlan(), context).facts.map(({ label }) => label);
    expect(labels('one-update')).toContain('Can be applied until');
    for (const name of ['in-sync', 'blocked']) expect(labels(name)).not.toContain('Can be applied until');
  });
});

describe('the report of a run', () => {
  it('says of each row and each call what became of it', () => {
    const outcomes = [
      outcome('c1', { verified: false }),
      outcome('c2', { status: 'failed', reason: 'It said no.', code: 'rejected' }),
      outcome('c3', { status: 'not-run' }),
      outcome('c9', { status: 'unknown' }),
    ];
    const report = runReport(fullPlan, aRun({ result: 'partial', outcomes }), context);
    expect(report.groups.flatMap(({ rows }) => rows.map(({ tags }) => tags[0]))).toContain('done, not yet visible');
    expect(report.sections.find(({ title }) => title === 'Requests')?.items).toEqual([
      'c1 PUT /config/73jzx34tnr5ruhsze494ssgz2b/settings: done, not yet visible',
      'c2 POST /settings/set_multi: failed: It said no. [rejected]',
      'c3 POST /clients/set_features: not run',
      'c9: unknown',
    ]);
    expect(report.verdict.level).toBe('failed');
    expect(report.facts).toContainEqual({ label: 'Run', value: 'r1' });
  });

  it('tells what else happened, and what to do now', () => {
    const report = runReport(
      fullPlan,
      aRun({
        result: 'side-effects',
        sideEffects: [{ target: 'custom.x', message: 'It changed.' }],
        changedMeanwhile: ['custom.y'],
        stoppedBy: { code: 'stale', message: 'Live changed.' },
        journalGap: 'ENOSPC',
      }),
      context,
    );
    expect(report.sections.map(({ title }) => title)).toEqual([
      'What to do now',
      'Stopped',
      'Side effects',
      'Changed by someone else meanwhile, and carried over',
      'Journal',
    ]);
  });

  it('has a level for each end', () => {
    const results = ['in-sync', 'done', 'refused', 'unverified', 'stale', 'failed', 'interrupted', 'unknown'] as const;
    const levels = results.map(
      (result) => runReport(aPlan(), aRun({ run: { id: '' }, result }), context).verdict.level,
    );
    expect(levels).toEqual(['ok', 'ok', 'refused', 'warning', 'failed', 'failed', 'failed', 'failed']);
  });
});

describe('the report of problems', () => {
  it('has each as a finding with its cure', () => {
    const source = { file: 'a.yaml', line: 1, column: 2 };
    const problems = [
      { code: 'x', message: 'M', cure: 'C', source },
      { code: 'y', message: 'N', cure: '', source: null },
    ];
    const report = problemsReport('a.yaml', problems, 'drift');
    expect(report).toMatchObject({ kind: 'drift', verdict: { level: 'failed' } });
    expect(report.findings.map(({ cure }) => cure)).toEqual([['C'], []]);
  });

  it('does not call them what an apply would be refused for', () => {
    const problems = [{ code: 'x', message: 'M', cure: 'C', source: null }];
    for (const kind of ['drift', 'compare'] as const) {
      const report = problemsReport('a.yaml', problems, kind);
      for (const text of [reportMarkdown(report), reportHtml(report)]) {
        expect(text).not.toMatch(/would be refused|later apply/i);
        expect(text).toMatch(/error/i);
      }
    }
  });
});
