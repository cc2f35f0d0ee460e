import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { jsonText } from '../../render/machine/json.ts';
import { checksJson, checksText, exitCodeOfChecks } from '../doctor/check.ts';
import { examine } from '../doctor/examine.ts';
import { oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

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
  if (flags.format === 'json') await session.stdout(jsonText(checksJson(checks)));
  else await session.stdout(checksText(checks, flags.verbosity, session.stdoutStyle));
  return exitCodeOfChecks(checks);
}
