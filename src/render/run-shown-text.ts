import { isUntold, type RecordedCall, type RecordedState, type RunFacts } from '../core/model/run-record.ts';
import { type RunRow, runWord, type ShownRun, type Verification } from './run-row.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, widestOf, wrapText } from './wrap-text.ts';

const indentColumns = 4;

/** One run for people: its facts, whether its journal can be believed, and what became of each call. No value. */
export function runShownText({ row, verification, calls }: ShownRun, style: Style): string {
  const facts = factLines(row, verification, style);
  const lines =
    calls === null ? plannedLines(row.facts.calls, style) : calls.flatMap((call) => knownLines(call, row, style));
  return `${[...facts, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n')}\n`;
}

function factLines(row: RunRow, verification: Verification, style: Style): readonly string[] {
  const { facts, end } = row;
  const region = facts.application.region === null ? '' : ` (${facts.application.region})`;
  const pairs: readonly (readonly [string, string])[] = [
    ['what', whatText(facts)],
    ['started', facts.startedAt],
    ['ended', end === null ? notEnded(row) : `${end.at}, ${runWord(row)}`],
    ['application', `${facts.application.id}${region}`],
    ['by', `${facts.actor}, client ${facts.caller}, ${facts.tool.name} ${facts.tool.version}`],
    ...(facts.commit === null ? [] : [['commit', facts.commit] as const]),
    ['plan', facts.planDigest],
    ['journal', row.path],
  ];
  const width = widestOf(pairs.map(([name]) => name));
  const rows = pairs.map(([name, text]) => `${style.dim(name.padEnd(width))}  ${visibleText(text)}`);
  const verdict = wrapText(visibleText(verificationText(verification, row)), style.width - width - 2);
  const trusted = verification.kind === 'verified' ? style.green : style.yellow;
  return [
    style.bold(`Run ${visibleText(facts.run)}`),
    ...indented(
      [...rows, ...verdict.map((line, at) => `${(at === 0 ? 'chain' : '').padEnd(width)}  ${trusted(line)}`)],
      2,
    ),
  ];
}

function whatText({ file, undoes }: RunFacts): string {
  if (undoes !== null) return `undo of ${undoes}`;
  return file === null ? 'apply' : `apply of ${file}`;
}

function notEnded(row: RunRow): string {
  return row.state === 'running' ? 'not yet, it is running' : `it did not come to its end (${runWord(row)})`;
}

function verificationText(verification: Verification, { end }: RunRow): string {
  switch (verification.kind) {
    case 'verified':
      return end === null
        ? 'verified as far as it goes: every record is as it was written; what came after them is not known'
        : 'verified: every record is as it was written';
    case 'not-verified':
      return `not verified: ${verification.reason}`;
    case 'other-key':
      return `other key: ${verification.reason}`;
    case 'changed':
    case 'truncated':
      return `not to be trusted: ${verification.reason}`;
  }
}

// Of a journal without an end nobody knows whether more was sent.
function knownLines(call: RecordedCall, { end }: RunRow, style: Style): readonly string[] {
  return end === null && isUntold(call) ? plannedLines([call], style) : callLines(call, style);
}

function plannedLines(calls: RunFacts['calls'], style: Style): readonly string[] {
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
