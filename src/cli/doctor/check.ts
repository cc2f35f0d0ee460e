import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { Style } from '../../render/text/style.ts';
import { countOf } from '../../render/text/value-text.ts';
import { wrapText } from '../../render/text/wrap-text.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { exitCode, firstExitCode } from '../exit-codes.ts';

/** The result of one check of `capstan doctor`. `exitCode` counts if the status is `error`. */
export type Check = {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'error' | 'skipped';
  readonly message: string;
  /** What to do; '' for nothing. */
  readonly cure: string;
  readonly exitCode: number;
};

export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message, cure: '', exitCode: 0 };
}

export function warning(name: string, message: string, cure: string): Check {
  return { name, status: 'warning', message, cure, exitCode: 0 };
}

/** A skipped check, and why. */
export function skipped(name: string, message: string, cure = ''): Check {
  return { name, status: 'skipped', message, cure, exitCode: 0 };
}

export function failed(name: string, code: number, { message, cure }: Pick<Problem, 'message' | 'cure'>): Check {
  return { name, status: 'error', message, cure, exitCode: code };
}

/** An error that would end another command, as the result of a check. */
function failedBy(name: string, { ending, problems }: ExpectedEnd): Check {
  return failed(name, exitCode[ending], inOne(problems));
}

/** Several problems in one message; a repeated cure is shown once. */
export function inOne(problems: readonly Problem[]): Pick<Problem, 'message' | 'cure'> {
  const messages = problems.map(({ message, source }) => `${placeOf(source)}${visibleText(message)}`);
  const cures = new Set(problems.map(({ cure }) => visibleText(cure)).filter((cure) => cure !== ''));
  return { message: messages.join(' '), cure: [...cures].join(' ') };
}

function placeOf(source: Problem['source']): string {
  return source === null ? '' : `${visibleText(source.file)}:${source.line}:${source.column} `;
}

/** A check that may throw like a command. */
export async function attempted(name: string, look: () => Check | Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ExpectedEnd) return failedBy(name, error);
    throw error;
  }
}

/** The exit code of all checks: that of the worst error; warnings do not count. */
export function exitCodeOfChecks(checks: readonly Check[]): number {
  return firstExitCode(checks.filter(({ status }) => status === 'error').map((check) => check.exitCode));
}

/** The checks as JSON: all that a reader needs of each. */
export function checksJson(checks: readonly Check[]): object {
  return { checks: checks.map(({ name, status, message, cure }) => ({ name, status, message, cure })) };
}

const statusWidth = 'warning'.length;

/** The checks as text, and how many of each status there are. */
export function checksText(checks: readonly Check[], verbosity: 'quiet' | 'normal' | 'verbose', style: Style): string {
  const lines = verbosity === 'quiet' ? [] : checks.flatMap((check) => checkLines(check, nameWidth(checks), style));
  return [...lines, summaryLine(checks)].map((line) => `${line}\n`).join('');
}

function nameWidth(checks: readonly Check[]): number {
  return Math.max(...checks.map(({ name }) => name.length));
}

function checkLines({ name, status, message, cure }: Check, width: number, style: Style): readonly string[] {
  const indent = ' '.repeat(statusWidth + width + 4);
  const wrap = (text: string): readonly string[] => wrapText(text, style.width - indent.length);
  const [first = '', ...rest] = wrap(message);
  const head = `${painted(status, style)}${' '.repeat(statusWidth - status.length)}  ${name.padEnd(width)}  ${first}`;
  const cures = cure === '' ? [] : wrap(cure);
  return [head, ...[...rest, ...cures].map((line) => `${indent}${line}`)];
}

function painted(status: Check['status'], style: Style): string {
  switch (status) {
    case 'ok':
      return style.green(status);
    case 'warning':
      return style.yellow(status);
    case 'error':
      return style.red(status);
    case 'skipped':
      return style.dim(status);
  }
}

function summaryLine(checks: readonly Check[]): string {
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  const parts = [
    `${count('ok')} ok`,
    countOf(count('warning'), 'warning'),
    countOf(count('error'), 'error'),
    `${count('skipped')} skipped`,
  ];
  return `${countOf(checks.length, 'check')}: ${parts.join(', ')}.`;
}
