import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/leaf/json.ts';
import { visibleText } from '../../../src/render/escape/visible-text.ts';
import { reportHtml } from '../../../src/render/html/report-html.ts';
import { comparisonHtml, inventoryHtml } from '../../../src/render/report/inventory.ts';
import type { Report, ReportRow } from '../../../src/render/report/report.ts';
import { inventoryOfText, reportOf } from './nasty-report.ts';
import { nastyTexts } from './nasty-texts.ts';
import { attribute, elementsIn, elementsOf, structureOf, textOf } from './page-structure.ts';
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

/** The marks of a cell: what goes with a minus, what comes with a plus. */
function marks(cell: Parameters<typeof elementsIn>[0]): string {
  const signs: Readonly<Record<string, string>> = { del: '-', ins: '+' };
  return elementsIn(cell)
    .flatMap((one) => (signs[one.tagName] === undefined ? [] : [`${signs[one.tagName]}${textOf(one)}`]))
    .join('');
}

describe('the page of a report', () => {
  it('shows the findings first, each with a way to its row and back', () => {
    const page = reportHtml(planSample);
    expect(texts(page, 'h2')).toEqual(['Findings 3', 'Changes', 'Requests 2', 'Not managed 2']);
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
      '~ updatesettings.login_attempts550 risk: authentication Users are locked out after 50 failed logins instead of 5.finding security-loweredcapstan.yaml:8:3Ada Example, 1234567890ab',
    );
  });

  it('marks the words of a long value that differ, and folds what is the same', () => {
    const page = reportHtml(planSample);
    expect(texts(page, 'del')).toEqual(['5', 'Hello', 'two hours', 'Summer sale', 'access_issuer', '5']);
    expect(texts(page, 'ins')).toEqual(['50', 'Good day', 'one hour', 'direct_access', '7', 'Example']);
    expect(texts(page, 'summary')).toEqual(['Filter', '3 equal lines', '6 equal lines']);
  });

  it('compares live and file with the baseline', () => {
    const page = reportHtml(driftSample);
    expect(texts(page, 'caption')).toEqual([
      'custom.password_mail: baseline and live, line by line',
      'custom.password_mail: baseline and file, line by line',
    ]);
    expect(texts(page, 'ins')).toEqual(['50', 'three', 'Good day', 'Shop']);
  });

  it('has a number for each kind of row and finding', () => {
    const tiles = (report: Report) =>
      elementsOf(reportHtml(report))
        .filter((one) => attribute(one, 'class')?.startsWith('tile ') === true)
        .map(textOf);
    expect(tiles(planSample)).toEqual(['1 create', '4 update', '1 remove', '1 features', '1 refused', '1 warning']);
    const finding = { ...planSample.findings[0], severity: 'refuse' } as Report['findings'][number];
    expect(tiles({ ...driftSample, findings: [finding] })).toContain('1 apply would be refused');
  });

  it('marks what differs on both sides, changed numbers and lists part by part', () => {
    const cells = (values: ReportRow['values']) => {
      const row = aRow({ target: 'custom.a', name: 'custom.a', kind: 'drift', values });
      const page = reportHtml({ ...driftSample, groups: [{ scope: 'global', clientId: null, rows: [row] }] });
      return elementsOf(page)
        .filter((one) => attribute(one, 'class')?.startsWith('value ') === true)
        .map((one) => `${attribute(one, 'class')?.slice('value '.length)}: ${marks(one)}`);
    };
    const value = (json: Json) => ({ kind: 'value', json }) as const;
    expect(cells([value(3), value(9), value(3)])).toEqual(['old: -3', 'new: +9', 'none: ']);
    expect(cells([value('a b c GmbH d'), value('a b c d'), value('a b c GmbH d')])).toEqual([
      'old: -GmbH ',
      'new: ',
      'none: ',
    ]);
    expect(cells([value(['x', 'y']), value(['x', 'y']), value(['y', 'z'])])).toEqual(['old: -x', 'none: ', 'new: +z']);
    expect(cells([value('a'), { kind: 'absent' }, value('a')])).toEqual(['old: -a', 'gone: ', 'none: ']);
    expect(cells([{ kind: 'not-managed' }, value(true), value('on')])).toEqual(['none: ', 'old: -true', 'new: +on']);
    const secret = (fingerprint: string | null) => ({ kind: 'secret', fingerprint }) as const;
    expect(cells([secret('a'), secret('b'), secret(null)])).toEqual(['old: ', 'new: ', 'none: ']);
  });

  it('keeps the commas of JSON, and does not take one for a difference', () => {
    const value = (json: Json) => ({ kind: 'value', json }) as const;
    const row = aRow({
      target: 'custom.a',
      name: 'custom.a',
      kind: 'update',
      values: [value({ a: 'x'.repeat(120) }), value({ a: 'x'.repeat(120), b: 1 })],
    });
    const page = reportHtml({ ...planSample, groups: [{ scope: 'global', clientId: null, rows: [row] }] });
    const shown = elementsOf(page).filter((one) => /^(?:same|added|removed)$/u.test(attribute(one, 'class') ?? ''));
    expect(shown.map((one) => `${attribute(one, 'class')} ${textOf(one).replace(/x+/u, 'x').trim()}`)).toEqual([
      'same {',
      'same {',
      'same "a": "x"',
      'same "a": "x",',
      'added "b": 1',
      'same }',
      'same }',
    ]);
  });

  it('writes moments for people and keeps the exact one', () => {
    const time = elementsOf(reportHtml(planSample)).find(({ tagName }) => tagName === 'time') ?? fail();
    expect(textOf(time)).toBe('21 Nov 2026, 10:00 UTC');
    expect([attribute(time, 'datetime'), attribute(time, 'title')]).toEqual(Array(2).fill('2026-11-21T10:00:00.000Z'));
  });

  it('says once what rows of a scope repeat', () => {
    const unknown = 'Custom setting: what it does is not known.';
    const rows = ['a', 'b', 'c'].map((name) =>
      aRow({
        target: `custom.${name}`,
        name: `custom.${name}`,
        kind: 'create',
        values: [{ kind: 'absent' }, { kind: 'value', json: 1 }],
        impact: name === 'c' ? 'Another sentence.' : unknown,
        tags: ['full replace', ...(name === 'a' ? ['live changed'] : [])],
      }),
    );
    const page = reportHtml({ ...planSample, groups: [{ scope: 'global', clientId: null, rows }] });
    expect(texts(page, 'p').filter((text) => /setting:|full replace|Another/u.test(text))).toEqual([
      `2 rows: ${unknown}`,
      '3 rows: full replace',
      'Another sentence.',
    ]);
    expect(texts(page, 'li').filter((text) => /full replace|live changed/u.test(text))).toEqual(['live changed']);
  });

  it('has the commands of a row in a fold, and those for all rows at its end', () => {
    const ways = [{ title: 'absorb', command: 'capstan absorb' }];
    const page = reportHtml({ ...driftSample, actions: ways });
    expect(texts(page, 'h2')).toEqual(['Differences', 'For all rows at once']);
    expect(texts(page, 'summary')).toContain('absorb, apply, accept');
    expect(texts(page, 'code')).toContain('capstan absorb');
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
    expect(reportHtml(empty)).toContain('There is no difference.');
    expect(texts(reportHtml(empty), 'form')).toEqual([]);
  });
});
