import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { htmlText, markdownCode, markdownText } from '../../src/render/escape/formats.ts';
import { aComment, reportMarkdown, reportsMarkdown } from '../../src/render/markdown/markdown.ts';
import type { Report } from '../../src/render/report/report.ts';
import { nastyText, nastyTexts } from './nasty-texts.ts';
import { aFinding, aReport, aRow, reportOf } from './report-samples.ts';

type Node = DefaultTreeAdapterMap['node'];

const renderer = new MarkdownIt({ html: true, linkify: true });

function rendered(markdown: string): Node {
  return parseFragment(renderer.render(markdown));
}

/** The tags of a document, with their attributes, as they are nested. */
function structure(node: Node): unknown {
  const children = 'childNodes' in node ? node.childNodes.filter(({ nodeName }) => nodeName !== '#text') : [];
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => `${name}=${value}`) : [];
  return [node.nodeName, attributes, children.map(structure)];
}

/** The texts of a document that do not stand in code. */
function prose(node: Node): string {
  if (node.nodeName === 'code' || node.nodeName === 'pre') return ' ';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(prose).join(' ') : '';
}

function code(node: Node): string {
  if (!('childNodes' in node)) return '';
  const inside = node.nodeName === 'code' ? node.childNodes.map((child) => ('value' in child ? child.value : '?')) : [];
  return [...inside, ...node.childNodes.map(code)].join('\n');
}

const lines = (report: Report): readonly string[] => reportMarkdown(report).split('\n');

describe('a report in Markdown', () => {
  it('has the same structure whatever the texts in it are', () => {
    const harmless = structure(rendered(reportMarkdown(reportOf('x'))));
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(structure(rendered(reportMarkdown(reportOf(text))))).toEqual(harmless);
      }),
      { numRuns: 150, examples: nastyTexts.map((text) => [text]) },
    );
  });

  it('has the same structure around long values', () => {
    const value = (text: string) => ({ kind: 'value', json: `${text}\n${'y'.repeat(200)}\n${text}` }) as const;
    const long = (text: string): Report => {
      const rows = [aRow({ values: [value(text), value(`${text}2`)] })];
      return aReport({ columns: ['before', 'after'], groups: [{ scope: 'global', clientId: null, rows }] });
    };
    const harmless = structure(rendered(reportMarkdown(long('x'))));
    for (const text of nastyTexts) expect(structure(rendered(reportMarkdown(long(text))))).toEqual(harmless);
  });

  it('mentions no one and refers to nothing outside of code', () => {
    for (const text of nastyTexts) {
      const shown = prose(rendered(reportMarkdown(reportOf(text))));
      expect(shown).not.toMatch(
        /[@#!~%$&^][\w"]|\bgh-\d|:\/\/|:(?:100|1234|[\w+-]*[a-z+-][\w+-]*):|\bwww\.|(?<![\w-])(?=\d*[a-f])[0-9a-f]{7,40}\b/i,
      );
    }
  });

  it('shows every character that could deceive, and every other as it is', () => {
    const markdown = reportMarkdown(reportOf('a\u202eb\u001b[2J| <b>&amp; @me #1'));
    for (const hidden of ['\u202e', '\u001b']) expect(markdown).not.toContain(hidden);
    expect(code(rendered(markdown))).toContain('a\\u202eb\\u001b[2J| <b>&amp; @me #1');
  });

  it('begins with a marker that is the same for the same application, and a comment for any', () => {
    expect(lines(aReport())[0]).toBe('<!-- capstan:plan:app -->');
    for (const text of nastyTexts) expect(lines(reportOf(text))[0]).toMatch(/^<!-- capstan:plan:[\w.%]* -->$/);
  });

  it('folds the digest of the plan before, when it was another', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    expect(reportMarkdown(aReport(), { ...aComment, previousDigest: digest })).toContain(
      'showed a different plan before',
    );
    expect(reportMarkdown(aReport({ digest }), { ...aComment, previousDigest: digest })).not.toContain('before was');
  });

  it('shows the riskiest without unfolding', () => {
    const markdown = reportMarkdown(aReport());
    expect(markdown.indexOf('Users read another name')).toBeLessThan(markdown.indexOf('| setting |'));
    const rows = Array.from({ length: 12 }, () => aRow());
    expect(reportMarkdown(aReport({ groups: [{ scope: 'global', clientId: null, rows }] }))).toContain('and 2 more');
    expect(reportMarkdown(aReport({ groups: [] }))).not.toContain('What people will notice');
  });
});

describe('Markdown where nothing renders it', () => {
  it('escapes only what would be obeyed', () => {
    const plain = 'settings.site_name (capstan.yaml:8:3) goes from 5 to 50; see {name}, a > b, "x" #';
    expect(markdownText(`${plain} y!`)).toBe(`${plain} y!`);
    expect(markdownText('write `a_b` or _c_ at example.com <b> a*b')).toBe(
      'write \\`a_b\\` or \\_c\\_ at example&#46;com &lt;b> a\\*b',
    );
    expect(htmlText('at www.example.de')).toBe('at www&#8203;&#46;example&#46;de');
    expect(markdownCode('https://www.example.com/a_b?c={d}')).toBe('`https://www.example.com/a_b?c={d}`');
    for (const text of ['', ' a', 'a ', 'a`b', 'a|b']) expect(markdownCode(text)).toMatch(/^<code>.*<\/code>$/u);
  });

  it('shows changes open in a table of four columns, and folds them only when they do not fit', () => {
    const report = (columns: readonly string[], count: number): Report => {
      const values = columns.map((_, at) => ({ kind: 'value', json: at }) as const);
      const rows = Array.from({ length: count }, (_, at) => aRow({ target: `custom.k${at}`, values }));
      return aReport({ columns, groups: [{ scope: 'global', clientId: null, rows }] });
    };
    const heads = (text: string) => text.split('\n').filter((line) => /^\| .*setting \|/u.test(line));
    const plan = reportMarkdown(report(['before', 'after'], 3));
    expect(heads(plan)).toEqual(['|  | setting | before | after |']);
    expect(plan).toContain('#### `global`: 3 changes');
    expect(plan).not.toContain('<details>');
    const drift = reportMarkdown({ ...report(['baseline', 'live', 'file'], 3), kind: 'drift' });
    expect(heads(drift)).toEqual(['| setting | baseline | live | file |']);
    expect(drift).toContain('#### `global`: 3 differences');
    expect(reportMarkdown(report(['before', 'after'], 2000))).toContain(
      '<details><summary><code>global</code>: 2000 changes</summary>',
    );
  });

  it('calls a finding of drift what apply would say', () => {
    const text = reportMarkdown(aReport({ kind: 'drift', findings: [aFinding()] }));
    expect(text).toContain('### 1 finding of a later apply');
    expect(text).toContain('**Apply would be refused** ');
  });

  it('has the commands for all rows open and those of each row in a fold', () => {
    const ways = [{ title: 'absorb', command: 'capstan absorb' }];
    const rows = [aRow({ actions: [{ title: 'apply', command: 'capstan apply --only settings.a' }] })];
    const text = reportMarkdown(
      aReport({ kind: 'drift', actions: ways, groups: [{ scope: 'global', clientId: null, rows }] }),
    );
    expect(text).toContain('#### For all rows at once\n\n- absorb: `capstan absorb`');
    expect(text.indexOf('<details>')).toBeLessThan(text.indexOf('apply: `capstan apply --only settings.a`'));
  });
});

describe('Markdown that has to fit', () => {
  const many = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
  const size = (text: string): number => Math.max(Buffer.byteLength(text), text.length);

  it('counts what finds no room and keeps every finding', () => {
    const rows = many(2000).map((at) => aRow({ target: `custom.key_${at}`, name: `custom.key_${at}` }));
    const findings = many(50).map((at) => aFinding({ message: `Finding number ${at}.` }));
    const text = reportMarkdown(aReport({ findings, groups: [{ scope: 'global', clientId: null, rows }] }));
    expect(size(text)).toBeLessThanOrEqual(65_536);
    expect(size(text)).toBeGreaterThan(60_000);
    for (const at of many(50)) expect(text).toContain(`Finding number ${at}&#46;`.replace('&#46;', '.'));
    const shown = text.split('\n').filter((line) => line.startsWith('| **')).length;
    expect(text).toContain(`**Not everything fits here:** ${2000 - shown} of 2000 rows`);
  });

  it('leaves out cures before findings, and counts findings by code before it leaves out any', () => {
    const cure = ['x'.repeat(1000)];
    const plain = reportMarkdown(aReport({ findings: many(100).map(() => aFinding({ cure })) }));
    expect(plain).toContain('The cures do');
    expect(plain.match(/No owner would be left/g)).toHaveLength(100);

    const findings = many(10_000).map((at) =>
      aFinding({ code: `code-${at % 3}`, target: `custom.${'é'.repeat(at % 90)}` }),
    );
    const counted = reportMarkdown(aReport({ findings }));
    expect(size(counted)).toBeLessThanOrEqual(65_536);
    expect(counted).toContain('### 10000 findings');
    expect(counted).toContain('3334 times');
    expect(counted).toContain('and 3331 more');
  });

  it('always fits, whatever is long, and says so', () => {
    const long = '|@<é漢'.repeat(20_000);
    const one = reportMarkdown(reportOf(long));
    expect(size(one)).toBeLessThanOrEqual(65_536);
    expect(one).toContain('Not everything fits');
    const codes = many(5000).map((at) => aFinding({ code: `code-${at}-${'y'.repeat(100)}` }));
    const everyCode = reportMarkdown(aReport({ findings: codes }));
    expect(size(everyCode)).toBeLessThanOrEqual(65_536);
    expect(everyCode).toMatch(/and findings of \d+ more codes/);
    fc.assert(
      fc.property(
        fc.integer({ min: 3000, max: 65_536 }),
        fc.integer({ min: 0, max: 60 }),
        nastyText,
        (limit, count, text) => {
          const { groups, findings, ...rest } = reportOf(text);
          const report = {
            ...rest,
            groups: many(count).flatMap(() => groups),
            findings: many(count).flatMap(() => findings),
          };
          expect(size(reportsMarkdown([report, report], { limit, previousDigest: null }))).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('divides the room among several reports', () => {
    const rows = many(1000).map(() => aRow());
    const report = aReport({ groups: [{ scope: 'global', clientId: null, rows }] });
    const three = reportsMarkdown([report, report, report]);
    expect(size(three)).toBeLessThanOrEqual(65_536);
    expect(three.match(/Not everything fits/g)).toHaveLength(3);
    const hundreds = reportsMarkdown(many(2000).map(() => aReport()));
    expect(size(hundreds)).toBeLessThanOrEqual(65_536);
    expect(hundreds).toMatch(/\d+ more reports did not fit here/);
    expect(reportsMarkdown([aReport(), aReport()])).not.toContain('not fit');
  });

  it('shows long values whole, below the tables', () => {
    const before = { a: 1, b: 'x'.repeat(200), c: ['`````'] };
    const rows = [
      aRow({
        values: [
          { kind: 'value', json: before },
          { kind: 'value', json: { ...before, a: 2 } },
        ],
      }),
      aRow({ values: [{ kind: 'absent' }, { kind: 'secret', fingerprint: null }] }),
    ];
    const text = reportMarkdown(aReport({ groups: [{ scope: 'global', clientId: null, rows }] }));
    expect(text).toContain('``````diff\n  {\n-   "a": 1,\n+   "a": 2,');
    const drift = aReport({
      columns: ['baseline', 'live', 'file'],
      groups: [{ scope: 'global', clientId: null, rows }],
    });
    expect(reportMarkdown(drift)).toContain('``````text\nbaseline:\n    {');
  });
});
