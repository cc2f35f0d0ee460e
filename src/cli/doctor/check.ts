import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
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
