import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { jsonText } from '../../render/machine/json.ts';
import type { Style } from '../../render/text/style.ts';
import { countOf } from '../../render/text/value-text.ts';
import { wrapText } from '../../render/text/wrap-text.ts';
import { type Check, exitCodeOfChecks } from '../doctor/check.ts';
import { examine } from '../doctor/examine.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { oneFileOnly } from './plan.ts';

export type DoctorFlags = CommonFlags & {
  /** Whether `-f` was given: a missing file is then an error. */
  readonly named: 'by-flag' | 'by-default';
  readonly baseline: string | undefined;
  readonly journal: string | undefined;
  readonly vars: string | undefined;
};

/** `capstan doctor`: prints every check and returns the exit code of the worst one. */
export async function examineAll(flags: DoctorFlags, session: Session): Promise<number> {
  const [named = '', ...more] = flags.file;
  if (more.length > 0) throw oneFileOnly('An examination');
  const isThere = await lstat(resolve(session.cwd, named)).then(
    () => true,
    () => false,
  );
  const file = isThere || flags.named === 'by-flag' ? named : null;
  const { baseline, journal, vars } = flags;
  const checks = await examine({ file, baseline, journal, vars, nodeVersion: process.version }, session);
  if (flags.format === 'json') await session.stdout(jsonText({ checks: checks.map(asJson) }));
  else await session.stdout(checksText(checks, flags.verbosity, session.stdoutStyle));
  return exitCodeOfChecks(checks);
}

function asJson({ name, status, message, cure }: Check): unknown {
  return { name, status, message, cure };
}

const statusWidth = 'warning'.length;

function checksText(checks: readonly Check[], verbosity: CommonFlags['verbosity'], style: Style): string {
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
