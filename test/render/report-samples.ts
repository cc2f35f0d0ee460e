import { impactOf } from '../../src/catalogue/catalogue.ts';
import type { PlanContext } from '../../src/render/report/plan-report.ts';
import type { Report, ReportFinding, ReportRow } from '../../src/render/report/report.ts';

/** What reports of plans know besides the plan in tests: the catalogue, and one author of everything. */
export const context: PlanContext = {
  impactOf,
  authorOf: ({ line }) => (line % 2 === 0 ? null : { name: 'Ada Lovelace', commit: '1a2b3c4d5e6f'.padEnd(40, '0') }),
};

export function aRow(parts: Partial<ReportRow> = {}): ReportRow {
  return {
    target: 'settings.site_name',
    name: 'settings.site_name',
    kind: 'update',
    values: [
      { kind: 'value', json: 'a' },
      { kind: 'value', json: 'b' },
    ],
    impact: 'Users read another name.',
    risk: 'e-mail',
    tags: [],
    source: { file: 'capstan.yaml', line: 7, column: 3 },
    author: null,
    actions: [],
    ...parts,
  };
}

export function aFinding(parts: Partial<ReportFinding> = {}): ReportFinding {
  return {
    code: 'last-owner',
    severity: 'refuse',
    message: 'No owner would be left.',
    target: 'clients.web',
    source: { file: 'capstan.yaml', line: 9, column: 5 },
    cure: ['Change the file.'],
    ...parts,
  };
}

export function aReport(parts: Partial<Report> = {}): Report {
  return {
    kind: 'plan',
    title: 'Plan for application app',
    subject: 'app',
    verdict: { level: 'change', text: 'Plan: 1 to update.' },
    facts: [{ label: 'Application', value: 'app' }],
    columns: ['before', 'after'],
    groups: [{ scope: 'global', clientId: null, rows: [aRow()] }],
    findings: [],
    sections: [],
    digest: `sha256:${'0'.repeat(64)}`,
    ...parts,
  };
}

/** A report with one text wherever a text of someone can stand. */
export function reportOf(text: string): Report {
  // A value of several lines is shown otherwise, and rightly.
  const value = { kind: 'value', json: text.replaceAll('\n', ' ') } as const;
  const source = { file: text, line: 3, column: 1 };
  const row = aRow({
    target: text,
    name: text,
    values: [value, value],
    impact: text,
    risk: text,
    tags: [text, text],
    source,
    author: { name: text, commit: text },
    actions: [{ title: text, command: text }],
  });
  return aReport({
    title: text,
    subject: text,
    verdict: { level: 'warning', text },
    facts: [{ label: text, value: text }],
    columns: [text, text],
    groups: [{ scope: text, clientId: text, rows: [row, row] }],
    findings: [aFinding({ code: text, message: text, target: text, source, cure: [text, text] })],
    sections: [{ title: text, items: [text, text] }],
    digest: text,
  });
}
