import { createHash } from 'node:crypto';
import { overridableGuards } from '../../engine/guards/index.ts';
import guardPages from '../../generated/guard-pages.json' with { type: 'json' };
import type { Severity, Source } from '../../model/finding.ts';
import { fileUri, sarifMessage } from '../escape/formats.ts';
import type { Report, ReportFinding, ReportRow, RowKind } from '../report/report.ts';
import { redactedValueText, sentence, shortened } from '../text/value-text.ts';
import { jsonText } from './json.ts';

const valueLength = 200;

type Result = {
  readonly rule: Rule;
  readonly level: 'error' | 'warning' | 'note';
  /** Sentences, one per line; where space is short, only the first one is shown. */
  readonly message: readonly string[];
  readonly target: string;
  readonly source: Source | null;
  readonly subject: string;
  /** The location of a result without its own. */
  readonly file: string;
};

/** The subject of a report, and its file. */
type About = Pick<Result, 'subject' | 'file'>;

/**
 * Reports as one SARIF 2.1.0 log: findings, and each row as a note, on the line of the file that declares it. A result
 * without a line is placed at the beginning of the file of its report, because code scanning requires a location.
 */
export function sarifLog(
  reports: readonly Report[],
  tool: { readonly version: string; readonly files: readonly string[] },
): string {
  const results = reports.flatMap((report, at) => {
    const about = { subject: report.subject ?? report.title, file: tool.files[at] ?? tool.files[0] ?? '' };
    return [
      ...report.findings.map((finding) => findingResult(finding, about)),
      ...report.groups.flatMap(({ rows }) => rows.map((row) => rowResult(row, report.columns, about))),
    ];
  });
  const rules = [...new Map(results.map(({ rule }) => [rule.id, rule])).values()];
  const prints = fingerprints(results);
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'capstan', semanticVersion: tool.version, rules } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result, at) => sarifResult(result, rules, prints[at] ?? '')),
      },
    ],
  });
}

function findingResult(finding: ReportFinding, about: About): Result {
  const { code, severity, target, source, message, cure } = finding;
  const rule = findingRule(code);
  return { rule, level: levelOf(severity), message: [message, ...cure], target, source, ...about };
}

function rowResult(
  { kind, target, source, impact, values }: ReportRow,
  columns: Report['columns'],
  about: About,
): Result {
  const shown = values.map((value, at) => `${columns[at] ?? ''}: ${shortened(redactedValueText(value), valueLength)}`);
  const message = [`${kind}: ${target}`, impact ?? '', shown.join(', ')];
  return { rule: rowRule(kind), level: 'note', message, target, source, ...about };
}

function levelOf(severity: Severity): Result['level'] {
  switch (severity) {
    case 'refuse':
      return 'error';
    case 'warning':
      return 'warning';
    case 'info':
      return 'note';
  }
}

function sarifResult({ rule, level, message, target, source, file }: Result, rules: readonly Rule[], print: string) {
  const place = source ?? { file, line: 1, column: 1 };
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rules.find(({ id }) => id === rule.id) ?? rule),
    level,
    message: { text: sarifMessage(message.filter((line) => line !== '').map(sentence)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(place.file) },
          // Only the start is known. Without an end, the region extends to the end of the line.
          region: { startLine: place.line, startColumn: place.column },
        },
        logicalLocations: [{ fullyQualifiedName: target }],
      },
    ],
    partialFingerprints: { 'capstanTarget/v1': print },
  };
}

/** Stays the same for one thing in later runs, even if its line moves. Contains no value. */
function fingerprints(results: readonly Result[]): readonly string[] {
  const seen = new Map<string, number>();
  return results.map(({ rule, target, subject }) => {
    const key = JSON.stringify([rule.id, target, subject]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${count}`;
  });
}

/** A rule in SARIF. GitHub requires all three texts. */
type Rule = {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
};

// The first sentence of each guard's page.
const guardTexts: ReadonlyMap<string, string> = new Map(
  Object.entries(guardPages).map(([code, { says }]) => [code, says]),
);

/** The description of a code: of a guard, or of a problem. */
function findingRule(code: string): Rule {
  const text = guardTexts.get(code);
  if (text === undefined) {
    const help = 'The message says what is wrong and what to do.';
    return rule('Problem', code, `Problem: ${code}.`, `A problem of the kind ${code}. It is not from a guard.`, help);
  }
  const override = overridableGuards.includes(code)
    ? 'If it refuses a plan, an entry under `allow:` in the file, with a reason and a last day, allows the change.'
    : 'If it refuses a plan, no entry overrides it: change the file.';
  return rule(
    'Guard',
    code,
    text,
    `${text} ${override}`,
    `${text} ${override} More is in docs/guards/${code}.md of capstan.`,
  );
}

/** The rule of a row: its kind of difference. */
function rowRule(kind: RowKind): Rule {
  return rule(
    'Row',
    `change-${kind}`,
    `A change to review: ${kind}.`,
    `A row of the plan or of the comparison, of the kind ${kind}. Nothing is wrong.`,
    'Nothing is wrong: this is what the plan or the comparison shows.',
  );
}

function rule(family: 'Guard' | 'Problem' | 'Row', id: string, short: string, full: string, help: string): Rule {
  return {
    id,
    name: `${family}${friendlyName(id)}`,
    shortDescription: { text: short },
    fullDescription: { text: full },
    help: { text: help },
  };
}

/** `last-owner` as LastOwner. SARIF requires that the friendly name differs from the id in more than case. */
function friendlyName(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word) => word.replace(/^./u, (letter) => letter.toUpperCase())).join('');
}
