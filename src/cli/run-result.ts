import { runJson } from '../render/machine/json.ts';
import { countOf } from '../render/report/words.ts';
import { runText } from '../render/text/run-text.ts';
import type { CarriedOut } from '../workflows/carry-out.ts';
import type { JournalFolder } from '../workflows/journal-folder.ts';
import { exitCodeOfRun } from './exit-codes.ts';
import type { FileResult } from './file-work.ts';
import type { Session } from './terminal/session.ts';

/** What there is to say of a run after its plan, and how the command ends. */
export function runResult(
  { planned, report }: CarriedOut,
  { flag }: JournalFolder,
  { interruption, stdoutStyle }: Session,
): FileResult & { readonly json: object } {
  return {
    exitCode: exitCodeOfRun(report, interruption.code()),
    text: planned.kind === 'ready' ? `\n${runText(planned.plan, report, stdoutStyle, flag)}` : '',
    says: report.result === 'done' ? `done, ${countOf(planned.plan.changes.length, 'change')}` : report.result,
    json: runJson(planned.plan, report),
  };
}
