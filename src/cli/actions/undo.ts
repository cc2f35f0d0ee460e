import { endsEarly, type RunRecord } from '../../model/run.ts';
import { jsonText } from '../../render/machine/json.ts';
import { undoPlanText } from '../../render/text/plan-text.ts';
import { reapplyConflictsText } from '../../render/text/runs-text.ts';
import { journalFolder, refuseLinks } from '../../workflows/files/output-place.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import type { LockKind } from '../../workflows/runs/run-lock.ts';
import { type UndoRequest, undo as undoWorkflow } from '../../workflows/undo.ts';
import { planAsker, requireApprover } from '../approve/approve-plan.ts';
import { isOneLine, runResult } from '../file-work.ts';
import { planView } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type UndoFlags = CommonFlags & {
  readonly run: string;
  readonly journal: string | undefined;
  readonly only: readonly string[];
  readonly approval: 'ask' | 'given';
  /** The value of `--lock`; undefined: the lock that nearby files declare. */
  readonly lock?: LockKind | undefined;
};

/** `capstan undo`: returns the exit code. */
export async function undo(flags: UndoFlags, session: Session): Promise<number> {
  requireApprover(flags, 'undo', session);
  const only = parseTargets(flags.only);
  const journal = journalFolder(flags.journal, session);
  await refuseLinks(journal, session);
  const { approval, verbosity, format } = flags;
  const asker = (record: RunRecord) =>
    planAsker({ approval, format, keptWhole: null }, session, async (plan) =>
      approval === 'given' && isOneLine(plan, verbosity)
        ? ''
        : undoPlanText(plan, record, await planView({ verbosity, unmanaged: 'counted' }, session)),
    );
  let asked: ReturnType<typeof asker> | undefined;
  const approve: UndoRequest['approve'] = (plan, record, whoGets) => {
    asked ??= asker(record);
    return asked.approve(plan, whoGets);
  };
  const { run, file: files, lock } = flags;
  const done = await undoWorkflow({ run, journal, lock, only, files, approve }, session);
  const { record, reapplyConflicts } = done;
  await (asked ?? asker(record)).show(done.planned.plan);
  const { exitCode, text, json } = runResult(done, journal, session, approval === 'given' ? verbosity : 'normal');
  await session.stdout(
    format === 'json'
      ? jsonText({
          ...json,
          undoes: record.header.run,
          journalEndsEarly: endsEarly(record),
          stillAsked: reapplyConflicts,
        })
      : `${text}${reapplyConflictsText(reapplyConflicts, session.stdoutStyle)}`,
  );
  return exitCode;
}
