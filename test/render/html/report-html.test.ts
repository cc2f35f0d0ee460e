import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../../src/render/escape/visible-text.ts';
import { comparisonHtml, inventoryHtml } from '../../../src/render/html/inventory-html.ts';
import { reportHtml } from '../../../src/render/html/report-html.ts';
import type { Report, ReportRow } from '../../../src/render/report/report.ts';
import { inventoryOfText, reportOf } from './nasty-report.ts';
import { nastyTexts } from './nasty-texts.ts';
import { attribute, elementsOf, structureOf, textOf } from './page-structure.ts';
import { aRow, driftSample, planSample } from './sample-reports.ts';

const pages = {
  report: (text: string) => reportHtml(reportOf(text)),
  inventory: (text: string) => inventoryHtml(inventoryOfText(text)),
  comparison: (text: string) => comparisonHtml(reportOf(text), [inventoryOfText(text), inventoryOfText(text)]),
};

function texts(page: string, tag: string): readonly string[] {
  return elementsOf(page)
    .filter(({ tagName }) => tagName === tag)
    .map((element) => textOf(element).replace(/\s+/gu, ' ').trim());
}

describe.each(Object.entries(pages))('the page of a %s', (_, page) => {
  const harmless = structureOf(page('harmless'));

  it.each(nastyTexts)('has no other structure for %j', (text) => {
    expect(structureOf(page(text))).toBe(harmless);
  });

  it.each(nastyTexts)('shows all of %j as text', (text) => {
    expect(texts(page(text), 'h1')[0]).toContain(visibleText(text).replace(/\s+/gu, ' ').trim());
  });

  it('runs one script and takes one style, both named by hash, and nothing else', () => {
    const elements = elementsOf(page('<script>1</script>'));
    const only = (tag: string) => elements.filter(({ tagName }) => tagName === tag);
    expect([only('script').length, only('style').length]).toEqual([1, 1]);
    const policy = elements.map((one) => attribute(one, 'content')).find((text) => text?.startsWith('default-src'));
    for (const tag of ['script', 'style']) {
      const hash = createHash('sha256').update(only(tag).map(textOf).join('')).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(policy).toMatch(/^default-src 'none'; /u);
    expect(policy).not.toContain('unsafe');
  });

  it('names no other place, and has no handler and no style at an element', () => {
    const names = elementsOf(page('x')).flatMap(({ attrs }) => attrs);
    const places = names.filter(({ name }) => ['href', 'src', 'action', 'srcset', 'poster'].includes(name));
    expect(places.filter(({ value }) => !value.startsWith('#'))).toEqual([]);
    expect(names.filter(({ name }) => name.startsWith('on') || name === 'style')).toEqual([]);
  });

  it('has each id once, and links to ids that are there', () => {
    const elements = elementsOf(page('x'));
    const ids = elements.flatMap((one) => attribute(one, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = elements.flatMap((one) => [attribute(one, 'href')?.slice(1), attribute(one, 'aria-labelledby')]);
    expect(wanted.filter((id) => id !== undefined && !ids.includes(id))).toEqual([]);
  });

  it('names its controls, its tables and their columns', () => {
    const elements = elementsOf(page('x'));
    const labelled = elements.filter(({ tagName }) => tagName === 'label').flatMap(({ childNodes }) => childNodes);
    const controls = elements.filter(({ tagName }) => tagName === 'input' || tagName === 'select');
    expect(controls.every((control) => labelled.includes(control))).toBe(true);
    const heads = elements.filter(({ tagName }) => tagName === 'th');
    expect(heads.every((head) => ['col', 'row'].includes(attribute(head, 'scope') ?? ''))).toBe(true);
    const tables = elements.filter(({ tagName }) => tagName === 'table');
    const isNamed = (table: (typeof tables)[number]) =>
      attribute(table, 'aria-labelledby') !== undefined ||
      table.childNodes.some(({ nodeName }) => nodeName === 'caption');
    expect(tables.every(isNamed)).toBe(true);
    expect(elements.filter(({ tagName }) => tagName === 'main')).toHaveLength(1);
    expect(attribute(elements.find(({ tagName }) => tagName === 'html') ?? fail(), 'lang')).toBe('en');
  });
});

function fail(): never {
  throw new Error('not found');
}

describe('the page of a report', () => {
  it('shows the findings first, each with a way to its row and back', () => {
    const page = reportHtml(planSample);
    expect(texts(page, 'h2')).toEqual(['Findings 3', 'Changes', 'Calls 2', 'Not managed 2']);
    const links = elementsOf(page).filter(({ tagName }) => tagName === 'a');
    expect(links.map((link) => `${textOf(link)} ${attribute(link, 'href')}`)).toEqual([
      'Skip to the rows #rows',
      'settings.login_attempts #row-1',
      'clients.web-login.settings.site_name #row-7',
      'security-lowered #finding-1',
      'stale-widget #finding-2',
    ]);
  });

  it('keeps the order of the report and says risk, kind, place and author of a row', () => {
    const rows = texts(reportHtml(planSample), 'tbody').filter((text) => /settings\.login_attempts/u.test(text));
    expect(rows[0]).toBe(
      '~ update settings.login_attempts550 risk: authentication Users are locked out after 50 failed logins instead of 5.finding security-loweredcapstan.yaml:8:3Ada Example, 1234567890ab',
    );
  });

  it('marks the words of a long value that differ, and folds what is the same', () => {
    const page = reportHtml(planSample);
    expect(texts(page, 'del')).toEqual(['Hello', 'two hours', '5']);
    expect(texts(page, 'ins')).toEqual(['Good day', 'one hour', '7']);
    expect(texts(page, 'summary')).toEqual(['3 equal lines', '6 equal lines']);
  });

  it('holds live and file against the baseline', () => {
    const page = reportHtml(driftSample);
    expect(texts(page, 'caption')).toEqual([
      'custom.password_mail: baseline and live, line by line',
      'custom.password_mail: baseline and file, line by line',
    ]);
    expect(texts(page, 'ins')).toEqual(['50', 'three', 'Good day', 'Shop']);
  });

  it('shows a long value that stands alone as a whole', () => {
    const row = aRow({
      target: 'custom.a',
      name: 'custom.a',
      kind: 'create',
      values: [{ kind: 'absent' }, { kind: 'value', json: 'one\n<two>\n\u202Ethree' }],
    });
    const groups = [{ scope: 'global', clientId: null, rows: [row] }];
    const pre = elementsOf(reportHtml({ ...planSample, groups })).find(({ tagName }) => tagName === 'pre');
    expect(textOf(pre ?? fail())).toBe('one\n<two>\n\\u202ethree');
  });

  it('says which long values are the same, and shows one that all columns have once', () => {
    const value = (text: string) => ({ kind: 'value', json: `${text}\nline` }) as const;
    const page = (values: ReportRow['values']) => {
      const row = aRow({ target: 'custom.a', name: 'custom.a', kind: 'pending', values });
      return reportHtml({ ...driftSample, groups: [{ scope: 'global', clientId: null, rows: [row] }] });
    };
    const pending = page([value('one'), value('one'), value('two')]);
    expect(texts(pending, 'caption')).toEqual(['custom.a: baseline and file, line by line']);
    expect(texts(pending, 'p')).toContain('live: the same as baseline');
    const same = page([{ kind: 'absent' }, value('one'), value('one')]);
    expect([texts(same, 'caption'), texts(same, 'pre')]).toEqual([[], ['one line']]);
    expect(texts(same, 'figcaption')).toEqual(['live, file of custom.a']);
  });

  it('says so when there is nothing to show', () => {
    const empty: Report = { ...driftSample, groups: [], facts: [] };
    expect(reportHtml(empty)).toContain('Nothing to show here.');
    expect(texts(reportHtml(empty), 'form')).toEqual([]);
  });
});
