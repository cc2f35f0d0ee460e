import type { Plan } from '../model/plan.ts';
import { runJson } from '../render/machine/json.ts';
import { countOf } from '../render/report/words.ts';
import { runText } from '../render/text/run-text.ts';
import type { CarriedOut } from '../workflows/carry-out.ts';
import type { JournalFolder } from '../workflows/journal-folder.ts';
import { exitCodeOfRun } from './exit-codes.ts';
import type { FileResult } from './file-work.ts';
import type { CommonFlags, Session } from './terminal/session.ts';

/** Whether the end of a run says all that is asked for: its plan goes unsaid, if no guard says anything of it. */
export function isOneLine({ status, findings }: Plan, verbosity: CommonFlags['verbosity']): boolean {
  return verbosity === 'quiet' && status === 'ready' && findings.length === 0;
}

/** What there is to say of a run after its plan, and how the command ends. */
export function runResult(
  { planned, report }: CarriedOut,
  { flag }: JournalFolder,
  { interruption, stdoutStyle }: Session,
  verbosity: CommonFlags['verbosity'],
): FileResult & { readonly json: object } {
  const isQuiet = isOneLine(planned.plan, verbosity);
  const view = { journalFlag: flag, outcomes: verbosity === 'quiet' ? ('not-done' as const) : ('all' as const) };
  return {
    exitCode: exitCodeOfRun(report, interruption.code()),
    text: planned.kind === 'ready' ? `${isQuiet ? '' : '\n'}${runText(planned.plan, report, stdoutStyle, view)}` : '',
    says: report.result === 'done' ? `done, ${countOf(planned.plan.changes.length, 'change')}` : report.result,
    json: runJson(planned.plan, report),
  };
}
