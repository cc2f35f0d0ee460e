import { describe, expect, it } from 'vitest';
import { jsonText, planJson } from '../../src/render/machine/json.ts';
import { planReport } from '../../src/render/report/plan-report.ts';
import { type RenderOptions, type ReportFormat, renderReport } from '../../src/render/report/render-report.ts';
import { planText } from '../../src/render/text/plan-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { goldenPlans } from './golden-plans.ts';
import { context } from './report-samples.ts';

const options: RenderOptions = {
  style: plainStyle(),
  detail: 'short',
  toolVersion: '0.1.0',
  file: 'capstan.yaml',
  previousDigest: null,
};

const endings: Readonly<Record<Exclude<ReportFormat, 'text'>, string>> = {
  markdown: 'md',
  html: 'html.txt',
  sarif: 'sarif',
  github: 'github.txt',
  gitlab: 'gitlab.txt',
};

/** What differs between pages: all pages have the same style and the same script. */
function body(page: string): string {
  return page.slice(page.indexOf('<body')).replace(/<script[\s\S]*?<\/script>/g, '<script></script>');
}

describe('twenty plans', () => {
  it('are twenty', () => {
    expect(Object.keys(goldenPlans)).toHaveLength(20);
  });

  it.each(Object.entries(goldenPlans))('%s looks as its golden files in every format', async (name, plan) => {
    const file = (ending: string): string => `golden/plans/${name}/plan.${ending}`;
    await expect(jsonText(planJson(plan))).toMatchFileSnapshot(file('json.txt'));
    const view = { style: plainStyle(), detail: 'short', unmanaged: 'counted' } as const;
    await expect(planText(plan, view)).toMatchFileSnapshot(file('txt'));
    const report = planReport(plan, context);
    for (const [format, ending] of Object.entries(endings) as [Exclude<ReportFormat, 'text'>, string][]) {
      const text = await renderReport(report, format, options);
      expect(text).toBe(await renderReport(report, format, options));
      await expect(format === 'html' ? body(text) : text).toMatchFileSnapshot(file(ending));
    }
  });
});
