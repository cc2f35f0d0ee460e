import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { makePlan } from '../../src/engine/plan-document/make-plan.ts';
import type { Problem } from '../../src/model/finding.ts';
import type { Plan, PlanChange } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import { reportHtml } from '../../src/render/html/report-html.ts';
import { planJson } from '../../src/render/machine/json.ts';
import { sarifLog } from '../../src/render/machine/sarif.ts';
import { githubCommands, gitlabReport } from '../../src/render/machine/signals.ts';
import { reportsMarkdown } from '../../src/render/markdown/markdown.ts';
import { planReport, runReport } from '../../src/render/report/plan-report.ts';
import type { Report } from '../../src/render/report/report.ts';
import { callsText, planText } from '../../src/render/text/plan-text.ts';
import { problemsText } from '../../src/render/text/problems-text.ts';
import { reportText } from '../../src/render/text/report-text.ts';
import { runText } from '../../src/render/text/run-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { shortened } from '../../src/render/text/value-text.ts';
import { aDecideInput, aDigest, aMoment } from '../support/builders.ts';
import { growth, growths, linear, madeOnce, numbered } from '../support/growth.ts';
import { worlds } from '../support/large-worlds.ts';
import { context } from './report-samples.ts';
import { aPlan } from './sample-plan.ts';

const style = plainStyle(80);

function runOf({ calls }: Plan): RunReport {
  return {
    run: { id: 'large' },
    result: 'partial',
    outcomes: calls.map(({ id }) => ({
      call: id,
      status: 'failed',
      verified: false,
      seen: 'old',
      reason: 'no',
      code: 'rejected',
    })),
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: null,
    journalGap: null,
  };
}

const formats: readonly (readonly [string, (report: Report) => unknown])[] = [
  ['text', (report) => reportText(report, style, 'whole')],
  // So little room that none of them fits in.
  ['markdown', (report) => reportsMarkdown([report], { limit: 8_000, previousDigest: null })],
  ['html', reportHtml],
  ['sarif', (report) => sarifLog([report], { version: '0.1.0', files: ['capstan.yaml'] })],
  ['github', (report) => githubCommands([report])],
  ['gitlab', (report) => gitlabReport([report])],
];

describe.each(Object.entries(worlds))('a plan with %s', (_name, world) => {
  const planOf = madeOnce((count): Plan => makePlan(decide(aDecideInput(world(count))), aMoment, aDigest('key')));

  it('is written in each format in as many steps as it has parts', () => {
    const grown = growths(
      (count) => planReport(planOf(count), context),
      formats.map(([, write]) => write),
    );
    expect(formats.filter((_, at) => (grown[at] ?? 0) >= linear).map(([format]) => format)).toEqual([]);
  });

  it('is shown, and reported with what became of it, in as many steps', () => {
    const texts: readonly ((plan: Plan) => unknown)[] = [
      (plan) => planText(plan, { style, detail: 'whole', unmanaged: 'listed' }),
      (plan) => planText(plan, { style, detail: 'short', unmanaged: 'counted' }),
      planJson,
      (plan) => planReport(plan, context),
      (plan) => runReport(plan, runOf(plan), context),
      (plan) => runText(plan, runOf(plan), style),
    ];
    expect(growths(planOf, texts).filter((by) => by >= linear)).toEqual([]);
  });
});

describe('texts that are long', () => {
  it('show unmanaged keys of many scopes in as many steps as there are', () => {
    const planOf = (count: number) => aPlan({ unmanaged: numbered(count, (index) => `clients.c${index}.custom.a`) });
    expect(growth(planOf, (plan) => planText(plan, { style, detail: 'short', unmanaged: 'listed' }))).toBeLessThan(
      linear,
    );
  });

  it('show many problems in as many steps', () => {
    const problemsOf = (count: number) =>
      numbered(count, (index): Problem => ({ code: 'differs', message: `m${index}`, cure: 'c', source: null }));
    expect(growth(problemsOf, (problems) => problemsText(problems, style))).toBeLessThan(linear);
  });

  it('have more calls than a function takes arguments', () => {
    const call = { id: 'c1', method: 'POST', path: '/settings/delete', replaces: false, targets: [] } as const;
    expect(
      callsText(
        Array.from({ length: 200_000 }, () => call),
        style,
      ),
    ).toHaveLength(200_000);
    const change: PlanChange = {
      action: 'create',
      target: 'custom.a',
      after: '',
      origin: 'unknown',
      call: 'c1',
      source: null,
    };
    const plan = aPlan({ changes: Array.from({ length: 200_000 }, () => change) });
    expect(planText(plan, { style, detail: 'short', unmanaged: 'counted' }).length).toBeGreaterThan(200_000);
  });

  it('are cut without being divided into their characters as a whole', () => {
    expect(shortened('🙂'.repeat(10), 5)).toBe('🙂🙂🙂🙂…');
    expect(shortened('🙂'.repeat(5), 5)).toBe('🙂'.repeat(5));
    expect(shortened(`${'🙂'.repeat(4)}ab`, 5)).toBe(`${'🙂'.repeat(4)}…`);
    expect(shortened('abcdef', 5)).toBe('abcd…');
    expect(shortened('\ud83d'.repeat(6), 5)).toBe(`${'\ud83d'.repeat(4)}…`);
  });
});
