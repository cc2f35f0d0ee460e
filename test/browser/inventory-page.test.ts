import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/engine/comparison/inventory.ts';
import type { Json } from '../../src/leaf/json.ts';
import { comparisonHtml, inventoryHtml } from '../../src/render/report/inventory.ts';
import { inventoryOfText } from '../render/html/nasty-report.ts';
import { nastyTexts } from '../render/html/nasty-texts.ts';
import { driftSample } from '../render/html/sample-reports.ts';
import { browserPath, type OpenPage, openPage, startBrowser } from './browser.ts';

const shown = (json: Json) => ({ kind: 'value', json }) as const;
const absent = { state: 'unset', value: { kind: 'absent' } } as const;

const inventory: Inventory = {
  side: { name: 'live:a.yaml', kind: 'live', application: { id: 'my/app', region: 'us' }, readAt: '2026-11-21' },
  clients: [
    { name: 'web', id: 'webid' },
    { name: '=web2', id: null },
  ],
  rows: [
    {
      section: 'property',
      key: 'features',
      group: null,
      global: absent,
      cells: [
        { state: 'own', value: shown(['owner']) },
        { state: 'own', value: shown([]) },
      ],
    },
    {
      section: 'settings',
      key: 'attempts',
      group: 'General',
      global: { state: 'own', value: shown(10) },
      cells: [
        { state: 'inherited', value: shown(10) },
        { state: 'redundant', value: shown(10) },
      ],
    },
    {
      section: 'settings',
      key: 'rpx_key',
      group: null,
      global: { state: 'own', value: { kind: 'secret', fingerprint: 'hmac:k:1234567890abcdef' } },
      cells: [
        { state: 'inherited', value: { kind: 'secret', fingerprint: 'hmac:k:1234567890abcdef' } },
        { state: 'not-compared', value: { kind: 'secret', fingerprint: null } },
      ],
    },
    {
      section: 'settings',
      key: 'ttl',
      group: null,
      global: { state: 'own', value: shown(9) },
      cells: [
        { state: 'overridden', value: shown(-1) },
        { state: 'inherited', value: shown(9) },
      ],
    },
    {
      section: 'custom',
      key: '+note',
      group: null,
      global: absent,
      cells: [{ state: 'own', value: shown('=HYPERLINK("http://example.test")') }, absent],
    },
    {
      section: 'custom',
      key: 'lines',
      group: null,
      global: absent,
      cells: [
        { state: 'own', value: shown('a "quoted", b\nnext') },
        { state: 'own', value: shown('@x') },
      ],
    },
  ],
};

describe.skipIf(browserPath === null)('the page of an inventory, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function using(html: string, test: (open: OpenPage) => Promise<void>): Promise<void> {
    const open = await openPage(browser, html);
    try {
      await test(open);
      expect(open.said).toEqual([]);
      expect(open.requests.filter((address) => !address.startsWith('blob:'))).toEqual([]);
    } finally {
      await open.close();
    }
  }

  const page1 = inventoryHtml(inventory);
  const names = (page: Page) => page.locator('.matrix tbody tr:visible .name').allInnerTexts();

  async function csv(page: Page): Promise<{ readonly name: string; readonly text: string }> {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  }

  it('sorts by every column, numbers as numbers, in both directions, what is empty last', () =>
    using(page1, async ({ page }) => {
      const button = page.getByRole('button', { name: 'global' });
      const head = page.getByRole('columnheader', { name: 'global' });
      expect(await head.getAttribute('aria-sort')).toBe('none');
      await button.click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      expect((await names(page)).slice(0, 3)).toEqual(['settings.rpx_key', 'settings.ttl', 'settings.attempts']);
      await button.click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect((await names(page)).slice(0, 3)).toEqual(['settings.attempts', 'settings.ttl', 'settings.rpx_key']);
      expect(await page.getByRole('status').textContent()).toBe('6 of 6 rows shown, sorted by global, descending');
      await page.getByRole('button', { name: 'setting', exact: true }).click();
      expect(await names(page)).toEqual([
        'custom.+note',
        'custom.lines',
        'features',
        'settings.attempts',
        'settings.rpx_key',
        'settings.ttl',
      ]);
      expect(await head.getAttribute('aria-sort')).toBe('none');
    }));

  it('filters by text, section, client and where the value comes from', () =>
    using(page1, async ({ page }) => {
      await page.getByRole('combobox', { name: 'Section', exact: true }).selectOption('custom');
      expect(await names(page)).toEqual(['custom.+note', 'custom.lines']);
      await page.getByRole('combobox', { name: 'Own value of client', exact: true }).selectOption('=web2');
      expect(await names(page)).toEqual(['custom.lines']);
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.getByText('6 of 6 rows shown').waitFor();
      await page.getByRole('combobox', { name: 'Value is', exact: true }).selectOption('same as global');
      expect(await names(page)).toEqual(['settings.attempts']);
      await page.getByRole('combobox', { name: 'Own value of client', exact: true }).selectOption('web');
      expect(await names(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.getByRole('searchbox').fill('general');
      expect(await names(page)).toEqual(['settings.attempts']);
    }));

  it('gives what is shown as CSV, in the order shown, and no cell that a spreadsheet would run', () =>
    using(page1, async ({ page }) => {
      await page.getByRole('combobox', { name: 'Section', exact: true }).selectOption('custom');
      await page.getByRole('button', { name: 'setting', exact: true }).click();
      await page.getByRole('button', { name: 'setting', exact: true }).click();
      const { name, text } = await csv(page);
      expect(name).toBe('inventory-my-app.csv');
      expect(text).toBe(
        [
          '\uFEFF"setting","global","web","web (state)","\'=web2","\'=web2 (state)"',
          '"custom.lines","","a ""quoted"", b\\nnext","own","\'@x","own"',
          '"custom.+note","","\'=HYPERLINK(""http://example.test"")","own","","not set"',
          '',
        ].join('\r\n'),
      );
    }));

  it('defuses whatever a formula can begin with', () =>
    using(page1, async ({ page }) => {
      for (const start of ['=', '+', '-', '@', '\\t', '\\r']) {
        await page.evaluate(`document.querySelector('.matrix tbody th').dataset.csv = "${start}1"`);
        expect((await csv(page)).text.split('\r\n"')[1]?.startsWith("'")).toBe(true);
      }
    }));

  it('has no secret in the page and none in the CSV', () =>
    using(page1, async ({ page }) => {
      expect((await csv(page)).text).toContain(
        '"settings.rpx_key","(secret) 12345678","(secret) 12345678","inherited","(secret)","not compared"',
      );
    }));

  it('can be sorted and scrolled by keyboard alone', () =>
    using(page1, async ({ page }) => {
      await page.getByRole('region', { name: 'Matrix of live:a.yaml' }).focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('columnheader', { name: 'setting' }).getAttribute('aria-sort')).toBe('ascending');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      expect(await page.getByRole('columnheader', { name: 'global' }).getAttribute('aria-sort')).toBe('ascending');
    }));

  it('keeps the two matrices of a comparison, and its rows, apart', () =>
    using(comparisonHtml({ ...driftSample, kind: 'compare' }, [inventory, inventory]), async ({ page }) => {
      const [rows, first, second] = await page.getByRole('status').all();
      await page.getByRole('searchbox').nth(1).fill('ttl');
      expect(await Promise.all([rows, first, second].map((one) => one?.textContent()))).toEqual([
        '4 of 4 rows shown',
        '1 of 6 rows shown',
        '6 of 6 rows shown',
      ]);
    }));

  it('runs nothing, asks for nothing and makes CSV whatever texts are in it', () => {
    const rows = nastyTexts.flatMap((text) => inventoryOfText(text).rows);
    return using(inventoryHtml({ ...inventoryOfText(nastyTexts.join(' ')), rows }), async ({ page }) => {
      await page.getByRole('button', { name: 'setting', exact: true }).click();
      expect((await csv(page)).text.split('\r\n')).toHaveLength(nastyTexts.length * 3 + 2);
      expect(await page.evaluate<string>('typeof globalThis.broken')).toBe('undefined');
    });
  });
});
