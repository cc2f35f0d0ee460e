import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guards } from '../../src/engine/guards/index.ts';
import { sarifLog } from '../../src/render/machine/sarif.ts';
import type { Report, RowKind } from '../../src/render/report/report.ts';
import { nastyText } from './nasty-texts.ts';
import { aFinding, aReport, aRow, reportOf } from './report-samples.ts';
import { githubComplaints, schemaComplaints } from './sarif-rules.ts';

type Result = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: unknown };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
};

/** The codes that docs/guards has a page for. */
const pageNames = readdirSync('docs/guards').flatMap((name) => (name === 'README.md' ? [] : [name.replace('.md', '')]));

function run(...reports: readonly Report[]) {
  const log = JSON.parse(sarifLog(reports, { version: '1.2.3', files: ['capstan.yaml'] }));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'capstan', semanticVersion: '1.2.3' } } }],
  });
  const rules: readonly { id: string; help: { text: string } }[] = log.runs[0].tool.driver.rules;
  const results: readonly Result[] = log.runs[0].results;
  return { rules, results };
}

describe('a SARIF log', () => {
  it('has a result for each finding on its line, and each row as a note', () => {
    const { results, rules } = run(
      aReport({ findings: [aFinding(), aFinding({ severity: 'warning' }), aFinding({ severity: 'info' })] }),
    );
    expect(results.map(({ level, ruleId }) => [level, ruleId])).toEqual([
      ['error', 'last-owner'],
      ['warning', 'last-owner'],
      ['note', 'last-owner'],
      ['note', 'change-update'],
    ]);
    expect(results[0]?.locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'capstan.yaml' },
        region: { startLine: 9, startColumn: 5 },
      },
      logicalLocations: [{ fullyQualifiedName: 'clients.web' }],
    });
    expect(results.map(({ ruleIndex }) => rules[ruleIndex]?.id)).toEqual(results.map(({ ruleId }) => ruleId));
    expect(results[3]?.message.text).toBe(
      'update: settings.site_name.\nUsers read another name.\nbefore: "a", after: "b".',
    );
    expect(results[0]?.message.text).toBe('No owner would be left.\nChange the file.');
    expect(rules[0]?.help.text).toContain('`allow:`');
  });

  it('gives each sentence a line of its own, ended, and lines to copy as they are', () => {
    const cure = ['If it is intended, add under `allow:`:', '- { guard: x, target: "y" }'];
    const { results } = run(aReport({ findings: [aFinding({ message: 'One thing: `a` or `b`', cure })], groups: [] }));
    expect(results[0]?.message.text).toBe(
      'One thing: `a` or `b`.\nIf it is intended, add under `allow:`:\n- { guard: x, target: "y" }',
    );
  });

  it('puts what has no line at the beginning of the file, and knows codes of problems too', () => {
    const { results, rules } = run(
      aReport({ findings: [aFinding({ source: null, code: 'schema/type' })], groups: [] }),
    );
    expect(results[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1, startColumn: 1 });
    expect(rules[0]).toMatchObject({ id: 'schema/type', shortDescription: { text: 'Problem: schema/type.' } });
  });

  it('gives the same thing the same fingerprint wherever its line moves, and no two the same', () => {
    const report = (line: number): Report =>
      aReport({
        findings: [aFinding({ source: { file: 'a.yaml', line, column: 1 } }), aFinding({ target: 'x' }), aFinding()],
        groups: [{ scope: 'global', clientId: null, rows: [aRow({ values: [] })] }],
      });
    const prints = (line: number) =>
      run(report(line)).results.map((result) => result.partialFingerprints['capstanTarget/v1']);
    expect(prints(1)).toEqual(prints(99));
    expect(new Set(prints(1)).size).toBe(4);
  });

  it('writes paths as URIs', () => {
    const uri = (file: string): string | undefined =>
      run(aReport({ findings: [aFinding({ source: { file, line: 1, column: 1 } })], groups: [] })).results[0]
        ?.locations[0]?.physicalLocation.artifactLocation.uri;
    expect(uri('./dir/a b#1.yaml')).toBe('dir/a%20b%231.yaml');
    expect(uri('/home/me/a.yaml')).toBe('file:///home/me/a.yaml');
    expect(uri('C:\\x\\a.yaml')).toBe('file:///C%3A/x/a.yaml');
  });

  it('is a log of the same shape, without links in its messages, whatever the texts are', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { results, rules } = run(reportOf(text));
        expect(results.map(({ level }) => level)).toEqual(['error', 'note', 'note']);
        expect(rules).toHaveLength(2);
        const log: unknown = JSON.parse(sarifLog([reportOf(text)], { version: '1.2.3', files: [text] }));
        expect(schemaComplaints(log)).toEqual([]);
        for (const { message } of results) expect(message.text).not.toMatch(/(?<!\\)\[[^\]]*\]\(/);
      }),
      { examples: [[']([']] },
    );
  });
});

describe('every log', () => {
  const logs = ['plans', 'reports']
    .flatMap((folder) =>
      readdirSync(`test/render/golden/${folder}`, { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((name) => name.endsWith('.sarif'));

  it.each(logs)('fits the schema of SARIF 2.1.0 and what GitHub asks for: %s', (name) => {
    const log: unknown = JSON.parse(readFileSync(`test/render/golden/${name}`, 'utf8'));
    expect(schemaComplaints(log)).toEqual([]);
    expect(githubComplaints(log)).toEqual([]);
  });

  it('has rules that GitHub takes for each code and each kind of row', () => {
    const codes = [...pageNames, 'schema/type', 'bad-date'];
    const findings = codes.map((code) => aFinding({ code }));
    const rows = rowKinds.map((kind) => aRow({ kind }));
    const report = aReport({ findings, groups: [{ scope: 'global', clientId: null, rows }] });
    const log: unknown = JSON.parse(sarifLog([report], { version: '1.2.3', files: ['capstan.yaml'] }));
    expect(githubComplaints(log)).toEqual([]);
  });

  it('is judged by checks that notice what is missing', () => {
    const log = JSON.parse(sarifLog([aReport({ findings: [aFinding()] })], { version: '1', files: ['a'] }));
    const [{ tool, results }] = log.runs;
    tool.driver.rules[0].fullDescription = undefined;
    results[0].ruleIndex = 1;
    results[1].locations[0].physicalLocation.region = {};
    results[1].locations[0].physicalLocation.artifactLocation.uri = '/etc/x y';
    expect(githubComplaints(log)).toEqual([
      'last-owner: a description or the help is missing',
      'last-owner: a text is no sentence',
      'last-owner: another rule at its index',
      'not a URI of a file: /etc/x y',
      'a region that begins nowhere',
    ]);
    expect(schemaComplaints({ ...log, version: '2.0.0' })).not.toEqual([]);
  });
});

const rowKinds = Object.keys({
  create: true,
  update: true,
  remove: true,
  features: true,
  pending: true,
  drift: true,
  both: true,
  converged: true,
  unknown: true,
  accepted: true,
  missing: true,
  differs: true,
  expected: true,
  environment: true,
  'foreign-value': true,
  'one-sided': true,
  same: true,
} satisfies Record<RowKind, true>) as RowKind[];

describe('the help of guards', () => {
  it('begins with the first sentence of its page', () => {
    expect(pageNames).toEqual(expect.arrayContaining(guards.map(({ code }) => code)));
    const { rules } = run(aReport({ findings: pageNames.map((code) => aFinding({ code })) }));
    const helps = new Map(rules.map(({ id, help }) => [id, help.text]));
    for (const code of pageNames) {
      const [, sentence = '?'] = readFileSync(`docs/guards/${code}.md`, 'utf8').split('\n\n');
      expect(helps.get(code)?.startsWith(`${sentence.replaceAll('\n', ' ')} `), code).toBe(true);
    }
  });
});
