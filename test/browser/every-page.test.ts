import { source as axeSource } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/render/html/report-html.ts';
import { comparisonHtml, inventoryHtml } from '../../src/render/report/inventory.ts';
import { aWideInventory } from '../render/html/sample-inventory.ts';
import { compareSample, driftSample, planSample } from '../render/html/sample-reports.ts';
import { browserPath, type OpenPage, openPage, startBrowser } from './browser.ts';

const pages: Readonly<Record<string, string>> = {
  plan: reportHtml(planSample),
  drift: reportHtml(driftSample),
  comparison: comparisonHtml(compareSample, [
    aWideInventory,
    { ...aWideInventory, side: { ...aWideInventory.side, name: 'b.json' } },
  ]),
  inventory: inventoryHtml(aWideInventory),
};

const widths = [360, 768, 1280];
const schemes = ['light', 'dark'] as const;

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

// In the dark only colours are others than in the light.
const rules = { light: null, dark: ['color-contrast', 'link-in-text-block'] } as const;

async function violations(page: Page, scheme: (typeof schemes)[number]): Promise<readonly string[]> {
  const options = JSON.stringify({ ...(rules[scheme] === null ? {} : { runOnly: rules[scheme] }) });
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

describe.skipIf(browserPath === null)('every page, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function using(html: string, test: (open: OpenPage) => Promise<void>, options = {}): Promise<void> {
    const open = await openPage(browser, html, options);
    try {
      await test(open);
      expect(open.said).toEqual([]);
      expect(open.requests).toEqual([]);
    } finally {
      await open.close();
    }
  }

  it.each(Object.keys(pages))(
    '%s: has no violation of axe and fits the screen, in each width and both colours',
    (name) =>
      using(pages[name] ?? '', async ({ page }) => {
        await page.evaluate(axeSource);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          expect(`${width}: ${await page.evaluate<number>(sideways)}`).toBe(`${width}: 0`);
          for (const colorScheme of schemes) {
            await page.emulateMedia({ colorScheme });
            expect({ width, colorScheme, found: await violations(page, colorScheme) }).toEqual({
              width,
              colorScheme,
              found: [],
            });
          }
        }
      }),
  );

  it('has the filters folded where the screen is narrow, and open where it is not', () =>
    using(
      pages['plan'] ?? '',
      async ({ page }) => {
        const form = page.getByRole('search');
        expect(await form.isVisible()).toBe(false);
        await page.getByText('Filter', { exact: true }).click();
        expect(await form.isVisible()).toBe(true);
        await page.setViewportSize({ width: 1280, height: 900 });
        await form.waitFor({ state: 'visible' });
        expect(await page.getByText('Filter', { exact: true }).isVisible()).toBe(false);
      },
      { viewport: { width: 360, height: 800 } },
    ));

  it.each(['with', 'without'])('shows long values side by side or in one column, %s its script', (script) =>
    using(
      pages['plan'] ?? '',
      async ({ page }) => {
        const [before, after] = [page.locator('.lines td.removed'), page.locator('.lines td.added')];
        const places = async () => [await before.first().boundingBox(), await after.first().boundingBox()];
        const [left, right] = await places();
        expect(left?.y).toBe(right?.y);
        await page.getByLabel('unified').check();
        const [above, below] = await places();
        expect(above?.x).toBe(below?.x);
        expect(above?.y).toBeLessThan(below?.y ?? 0);
      },
      { javaScriptEnabled: script === 'with' },
    ),
  );

  it('copies a command by its button, and says so', () =>
    using(
      pages['drift'] ?? '',
      async ({ page }) => {
        await page.getByText('absorb, apply, accept').click();
        const button = page.getByRole('button', { name: 'Copy' }).first();
        await button.click();
        await page.getByRole('button', { name: 'Copied' }).waitFor();
        expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^capstan absorb --only /u);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ));

  it('hints that a table goes on to the right, until its end is seen', () =>
    using(pages['inventory'] ?? '', async ({ page }) => {
      const hint = page.locator('.wide-table.more-right');
      expect(await hint.count()).toBe(1);
      await page.evaluate('document.querySelector(".scroll").scrollLeft = 1e6');
      // A function would be polled by eval, which the policy of the page refuses from the second time on.
      await hint.waitFor({ state: 'detached' });
      expect(await page.evaluate('getComputedStyle(document.querySelector(".scroll")).maxHeight')).toBe('none');
    }));
});
