import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/render/html/report-html.ts';
import type { Report } from '../../src/render/report/report.ts';
import { reportOf } from '../render/html/nasty-report.ts';
import { nastyTexts } from '../render/html/nasty-texts.ts';
import { driftSample, planSample } from '../render/html/sample-reports.ts';
import { browserPath, type OpenPage, openPage, startBrowser } from './browser.ts';

const nastyReports = nastyTexts.map(reportOf);
const everyNastyText: Report = {
  ...reportOf(nastyTexts.join(' ')),
  groups: nastyReports.flatMap(({ groups }) => groups),
  findings: nastyReports.flatMap(({ findings }) => findings),
  sections: nastyReports.flatMap(({ sections }) => sections),
};

describe.skipIf(browserPath === null)('the page of a report, in a browser', () => {
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

  const plan = reportHtml(planSample);

  const shownNames = (page: Page) => page.locator('tbody[data-row]:visible .name').allInnerTexts();
  const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
  const status = (page: Page) => page.getByRole('status').textContent();

  it('shows every row, findings first, and no error', () =>
    using(plan, async ({ page }) => {
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Findings 3',
        'Changes',
        'Requests 2',
        'Not managed 2',
      ]);
      expect(await shownNames(page)).toHaveLength(7);
      expect(await status(page)).toBe('7 of 7 rows shown');
    }));

  it('filters by client, risk and kind, all at once, and says how many rows are left', () =>
    using(plan, async ({ page }) => {
      await choice(page, 'Client').selectOption('clients.web-login');
      expect(await shownNames(page)).toEqual(['features', 'settings.redirect_uris', 'settings.site_name']);
      expect(await page.getByRole('heading', { name: 'global' }).isVisible()).toBe(false);
      await choice(page, 'Kind').selectOption('update');
      expect(await status(page)).toBe('1 of 7 rows shown');
      await choice(page, 'Risk').selectOption('permissions');
      expect(await shownNames(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.getByText('7 of 7 rows shown').waitFor();
      expect(await shownNames(page)).toHaveLength(7);
    }));

  it('finds texts in names, values, places and scopes, every word of them', () =>
    using(plan, async ({ page }) => {
      const search = page.getByRole('searchbox', { name: 'Search' });
      for (const [text, count] of [
        ['SUMMER', 1],
        ['capstan.yaml:61', 1],
        ['web-login site', 1],
        ['authentication', 2],
        ['link works one', 1],
        ['nothing like it', 0],
      ] as const) {
        await search.fill(text);
        expect(`${text}: ${await status(page)}`).toBe(`${text}: ${count} of 7 rows shown`);
      }
    }));

  it('can be used by keyboard alone', () =>
    using(plan, async ({ page }) => {
      const focused = () => page.evaluate<string>('document.activeElement.name || document.activeElement.textContent');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the rows');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('text');
      await page.keyboard.type('mail');
      expect(await shownNames(page)).toEqual(['custom.password_mail']);
      await page.keyboard.press('Escape');
      expect(await shownNames(page)).toHaveLength(7);
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('scope');
      await page.keyboard.type('clients');
      expect(await status(page)).toBe('3 of 7 rows shown');
      for (const name of ['risk', 'kind', 'Show all']) {
        await page.keyboard.press('Tab');
        expect(await focused()).toBe(name);
      }
      await page.keyboard.press('Space');
      await page.getByText('7 of 7 rows shown').waitFor();
    }));

  it('shows where the focus is', () =>
    using(plan, async ({ page }) => {
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press('Tab');
        const outline = 'getComputedStyle(document.activeElement).outlineStyle';
        const shadow = 'document.activeElement === document.body';
        expect(await page.evaluate<string>(`${shadow} ? 'solid' : ${outline}`)).toBe('solid');
      }
    }));

  it('leads from a finding to its row, even to one that the filter hides, and back', () =>
    using(plan, async ({ page }) => {
      await page.getByRole('searchbox').fill('nothing like it');
      await page.getByRole('link', { name: 'clients.web-login.settings.site_name' }).click();
      await page.locator('#row-7').waitFor({ state: 'visible' });
      expect(await page.evaluate<string>('document.activeElement.id')).toBe('row-7');
      await page.locator('#row-7').getByRole('link', { name: 'stale-widget' }).click();
      expect(await page.evaluate<string>('location.hash')).toBe('#finding-2');
    }));

  it('has a heading, a landmark and a name for what a screen reader asks for', () =>
    using(plan, async ({ page }) => {
      for (const role of ['banner', 'main', 'contentinfo', 'search'] as const) {
        expect(`${role} ${await page.getByRole(role).count()}`).toBe(`${role} 1`);
      }
      expect(await page.getByRole('table', { name: 'global 4 rows', exact: false }).count()).toBe(1);
      expect(await page.getByRole('table', { name: 'custom.password_mail: before and after' }).count()).toBe(1);
      expect(await page.getByRole('rowheader', { name: 'settings.login_attempts' }).count()).toBe(1);
      expect(await page.getByRole('columnheader', { name: 'before' }).count()).toBe(4);
    }));

  it('shows every row on paper, and no filter', () =>
    using(plan, async ({ page }) => {
      await page.getByRole('searchbox').fill('nothing like it');
      expect(await shownNames(page)).toEqual([]);
      await page.emulateMedia({ media: 'print' });
      expect(await shownNames(page)).toHaveLength(7);
      expect(await page.locator('form').isVisible()).toBe(false);
    }));

  it.each([
    { name: 'narrow', options: { viewport: { width: 375, height: 800 } } },
    { name: 'dark', options: { colorScheme: 'dark' as const } },
  ])('fits a $name screen without scrolling sideways', ({ options }) =>
    using(
      plan,
      async ({ page }) => {
        const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate<number>(sideways)).toBe(0);
        expect(await shownNames(page)).toHaveLength(7);
        expect(await page.getByRole('table', { name: 'global' }).count()).toBe(1);
      },
      options,
    ),
  );

  it('takes the colours that the reader prefers', async () => {
    const ground = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await using(plan, async ({ page }) => expect(await ground(page)).toBe('rgb(244, 245, 247)'));
    await using(plan, async ({ page }) => expect(await ground(page)).toBe('rgb(15, 19, 26)'), { colorScheme: 'dark' });
  });

  it('shows everything without its script', () =>
    using(
      plan,
      async ({ page }) => {
        expect(await shownNames(page)).toHaveLength(7);
        expect(await page.locator('form').isVisible()).toBe(false);
      },
      { javaScriptEnabled: false },
    ));

  it('has no filter for a risk that no row has', () =>
    using(reportHtml(driftSample), async ({ page }) => {
      expect(await choice(page, 'Risk').count()).toBe(0);
      await choice(page, 'Kind').selectOption('both changed');
      expect(await shownNames(page)).toEqual(['custom.password_mail']);
    }));

  it('runs nothing, asks for nothing and filters whatever texts are in it', () =>
    using(reportHtml(everyNastyText), async ({ page }) => {
      expect(await page.evaluate<string>('typeof globalThis.broken')).toBe('undefined');
      expect(await page.locator('img, svg, iframe, h1 ~ h1').count()).toBe(0);
      for (const index of nastyTexts.keys()) {
        await choice(page, 'Client').selectOption({ index: index + 1 });
        await choice(page, 'Risk').selectOption({ index: index + 1 });
        expect(await status(page)).toBe(`1 of ${nastyTexts.length * 3} rows shown`);
      }
    }));

  it('would not run a script that got in, by its policy', async () => {
    const holed = plan.replace(
      '<footer>',
      '<img src="x" onerror="globalThis.broken=1"><script>globalThis.broken=1</script><footer>',
    );
    const open = await openPage(browser, holed);
    expect(await open.page.evaluate<string>('typeof globalThis.broken')).toBe('undefined');
    expect(open.said.join('\n')).toContain('Content Security Policy');
    await open.close();
  });
});
