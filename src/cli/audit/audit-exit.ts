import { problemsText } from '../../render/text/problems-text.ts';
import { exitCode, firstExitCode } from '../exit-codes.ts';
import type { Session } from '../terminal/session.ts';
import { auditProblem } from './audit-file.ts';

/** The exit code of a session, once all lines of its audit are known to be written or not. */
export async function auditExit(code: number, { requests, stderr, stderrStyle }: Session): Promise<number> {
  const gap = requests.gap();
  if (gap === null) return code;
  const own = requests.wrote() ? 'afterWrite' : 'cannotWriteOutput';
  await stderr(problemsText(auditProblem(gap.file, gap.reason, own).problems, stderrStyle));
  return firstExitCode([code, exitCode[own]]);
}
