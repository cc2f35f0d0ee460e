import { isUntold, type RecordedCall, type RecordedState, type RunHeader } from '../../model/run.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Report, ReportGroup, ReportRow } from '../report/report.ts';
import { type RunRow, runWord, type ShownRun, type Verification } from './run-text.ts';
import type { Style } from './style.ts';
import { redactedValueText, shortened } from './value-text.ts';
import { commandLines, entryLines, indented, padded, widestOf, wrapText } from './wrap-text.ts';

const shortLength = 160;

/** The level of detail of a report. */
export type ReportDetail = 'summary' | 'short' | 'whole';

/** A report of several columns for a terminal: facts, rows by scope, one value per line, and a summary line. */
export function reportText(report: Report, style: Style, detail: ReportDetail): string {
  const parts = [
    ...(detail === 'summary' ? [] : [factLines(report, style), ...groupParts(report, style, detail)]),
    wrapText(visibleText(report.verdict.text), style.terminalWidth).map(style.bold),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function factLines({ facts }: Report, style: Style): readonly string[] {
  const width = widestOf(facts.map(({ label }) => visibleText(label)));
  return facts.flatMap(({ label, value }) => {
    const [first = '', ...rest] = wrapText(visibleText(value), style.terminalWidth - width - 2);
    return [`${style.bold(padded(visibleText(label), width))}  ${first}`, ...indented(rest, width + 2)];
  });
}

function groupParts(report: Report, style: Style, detail: ReportDetail): readonly (readonly string[])[] {
  return report.groups.map((group) => groupLines(group, report.columns, style, detail));
}

function groupLines(
  { scope, clientId, rows }: ReportGroup,
  columns: readonly string[],
  style: Style,
  detail: ReportDetail,
): readonly string[] {
  const id = clientId === null ? '' : style.dim(`  ${visibleText(clientId)}`);
  const lines = rows.flatMap((row) => rowLines(row, columns, style, detail));
  return [`${style.bold(visibleText(scope))}${id}`, ...indented(lines, 2)];
}

function rowLines(row: ReportRow, columns: readonly string[], style: Style, detail: ReportDetail): readonly string[] {
  const width = widestOf(columns.map(visibleText));
  const tags = row.tags.length === 0 ? '' : style.dim(`  ${row.tags.map(visibleText).join(', ')}`);
  const values = row.values.map((value, at) => {
    const text = redactedValueText(value);
    return `${padded(visibleText(columns[at] ?? ''), width)}  ${detail === 'whole' ? text : shortened(text, shortLength)}`;
  });
  const note = row.impact === null ? [] : wrapText(visibleText(row.impact), style.width - 6);
  const actions = row.actions.flatMap(({ title, command }) => {
    const text = `${visibleText(title)}: ${visibleText(command)}`;
    const width = style.terminalWidth - 6;
    return command.startsWith('- ') ? entryLines(text, width) : commandLines(text, width);
  });
  return [
    `${style.yellow(row.kind)}  ${visibleText(row.name)}${tags}`,
    ...indented([...values, ...note.map(style.dim), ...actions.map(style.dim)], 4),
  ];
}

const indentColumns = 4;

/** One run as text: its facts, whether its journal can be trusted, and the outcome of each request. No value. */
export function runShownText({ row, verification, calls }: ShownRun, style: Style): string {
  const facts = runFactLines(row, verification, style);
  const lines =
    calls === null ? plannedLines(row.header.calls, style) : calls.flatMap((call) => knownLines(call, row, style));
  return `${[...facts, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n')}\n`;
}

function runFactLines(row: RunRow, verification: Verification, style: Style): readonly string[] {
  const { header, end } = row;
  const region = header.application.region === null ? '' : ` (${header.application.region})`;
  const pairs: readonly (readonly [string, string])[] = [
    ['what', whatText(header)],
    ['started', header.startedAt],
    ['ended', end === null ? notEnded(row) : `${end.at}, ${runWord(row)}`],
    ['application', `${header.application.id}${region}`],
    ['by', `${header.actor}, client ${header.caller}, ${header.tool.name} ${header.tool.version}`],
    ...(header.commit === null ? [] : [['commit', header.commit] as const]),
    ['plan', header.planDigest],
    ['journal', row.path],
  ];
  const width = widestOf(pairs.map(([name]) => name));
  const rows = pairs.map(([name, text]) => `${style.dim(name.padEnd(width))}  ${visibleText(text)}`);
  const verdict = wrapText(visibleText(verificationText(verification, row)), style.width - width - 2);
  const trusted = verification.kind === 'verified' ? style.green : style.yellow;
  return [
    style.bold(`Run ${visibleText(header.run)}`),
    ...indented(
      [...rows, ...verdict.map((line, at) => `${(at === 0 ? 'chain' : '').padEnd(width)}  ${trusted(line)}`)],
      2,
    ),
  ];
}

function whatText({ file, undoes }: RunHeader): string {
  if (undoes !== null) return `undo of ${undoes}`;
  return file === null ? 'apply' : `apply of ${file}`;
}

function notEnded(row: RunRow): string {
  if (row.state === 'running') return 'not finished, it is running';
  return row.state === 'truncated'
    ? 'it did not finish (truncated)'
    : 'it did not finish: it was killed, or its journal could not be written';
}

function verificationText(verification: Verification, { end }: RunRow): string {
  switch (verification.kind) {
    case 'verified':
      return end === null
        ? 'verified up to its last record: every record is unchanged; what came after is unknown'
        : 'verified: every record is unchanged';
    case 'not-verified':
      return `not verified: ${verification.reason}`;
    case 'other-key':
      return `other key: ${verification.reason}`;
    case 'changed':
    case 'truncated':
      return `not to be trusted: ${verification.reason}`;
  }
}

// Without a closing record it is unknown whether more was sent.
function knownLines(call: RecordedCall, { end }: RunRow, style: Style): readonly string[] {
  return end === null && isUntold(call) ? plannedLines([call], style) : callLines(call, style);
}

function plannedLines(calls: RunHeader['calls'], style: Style): readonly string[] {
  return calls.flatMap(({ shape }) => [
    `${style.dim('planned ')} ${head(shape)}`,
    ...targetLines(shape.targets, style),
  ]);
}

function callLines({ shape, state, outcome }: RecordedCall, style: Style): readonly string[] {
  const unseen = outcome?.status === 'done' && !outcome.verified ? ', not yet visible' : '';
  const reason =
    outcome?.reason == null
      ? []
      : wrapText(visibleText(`${outcome.reason}${codeText(outcome.code)}`), style.width - indentColumns);
  return [
    `${stateWord(state, style)} ${head(shape)}${unseen}`,
    ...targetLines(shape.targets, style),
    ...indented(reason, indentColumns),
  ];
}

function codeText(code: string | null): string {
  return code === null ? '' : `  [${code}]`;
}

function head({ id, method, path }: RecordedCall['shape']): string {
  return `${visibleText(id)}  ${method.padEnd(4)} ${visibleText(path)}`;
}

function targetLines(targets: readonly string[], style: Style): readonly string[] {
  return indented(wrapText(targets.map(visibleText).join(', '), style.width - indentColumns), indentColumns);
}

function stateWord(state: RecordedState, style: Style): string {
  switch (state) {
    case 'done':
      return style.green('done    ');
    case 'unknown':
      return style.yellow('unknown ');
    case 'refused':
      return style.red('refused ');
    case 'not-sent':
      return style.dim('not sent');
  }
}
