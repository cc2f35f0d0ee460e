import { type UndoWish, undoRun } from '../../engine/undo/undo-run.ts';
import { endsEarly, type RunRecord } from '../../model/run.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { jsonText } from '../../render/machine/json.ts';
import { undoPlanText } from '../../render/text/plan-text.ts';
import { stillAskedText } from '../../render/text/still-asked-text.ts';
import type { LockWish } from '../../run/lock/lock.ts';
import { createApi } from '../../service/client/create-api.ts';
import { endWith } from '../../workflows/ending.ts';
import { type JournalFolder, journalFolder, refuseLinks, shownPath } from '../../workflows/journal-folder.ts';
import { planDesired } from '../../workflows/open-application.ts';
import { checkJournalHosts, newRunId } from '../../workflows/run-journal.ts';
import { filesNear, type NearFiles, stillAsking } from '../../workflows/undo-files.ts';
import { requireApprover } from '../approve-plan.ts';
import { type CarriedOut, carryOut } from '../carry-out.ts';
import { parseTargets } from '../parse-targets.ts';
import { planView } from '../reports.ts';
import { findRun, type KnownRun } from '../runs/find-run.ts';
import { journalTrouble, readJournal } from '../runs/journal-trouble.ts';
import { type LockKind, type RunLock, runLock } from '../runs/run-lock.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type UndoFlags = CommonFlags & {
  readonly run: string;
  readonly journal: string | undefined;
  readonly only: readonly string[];
  readonly approval: 'ask' | 'given';
  /** What `--lock` names; undefined: what the files near it say. */
  readonly lock?: LockKind | undefined;
};

/** `capstan undo`: gives the exit code. */
export async function undo(flags: UndoFlags, session: Session): Promise<number> {
  requireApprover(flags.approval, 'undo', session);
  const only = parseTargets(flags.only);
  const folder = journalFolder(flags.journal, session);
  await refuseLinks(folder, session);
  const run = await findRun(flags.run, folder, session);
  const runId = newRunId(session.now());
  const lock = runLock(session);
  try {
    const wish = { application: run.facts.application, run: runId, command: 'undo', file: null };
    await lock.take(wish, flags.lock ?? 'local');
    return await undoLocked({ flags, only, folder, run, runId, lock, wish }, session);
  } finally {
    await lock.release();
  }
}

type Undoing = {
  readonly flags: UndoFlags;
  readonly only: readonly TargetPattern[];
  readonly folder: JournalFolder;
  readonly run: KnownRun;
  readonly runId: string;
  readonly lock: RunLock;
  readonly wish: LockWish;
};

async function undoLocked(undoing: Undoing, session: Session): Promise<number> {
  const { flags, only, folder, run } = undoing;
  const record = await readWhole(run, session);
  checkJournalHosts(record.facts.application, session.variables);
  const files = await filesNear(record.facts, { folder, files: flags.file }, session);
  // A file is not what an undo needs; but one that says who else may be at work is heard.
  if (flags.lock === undefined && files.desired.some(({ lock }) => lock === 'git'))
    await undoing.lock.take(undoing.wish, 'git');
  const file = shownPath(run.path, session);
  const undone = undoRun({ record, file, protections: files.protections, files: files.desired, only });
  const against = { only, baseline: null, liveEdits: 'kept', undo: undone.undo } as const;
  const prepared = await planDesired(undone.desired, against, session, { open: createApi, check: () => {} });
  try {
    const { plan } = prepared.planned;
    if (plan.status === 'in-sync' && endsEarly(record)) throw journalEndsEarly(record, folder);
    const text = undoPlanText(plan, record, await planView({ voice: flags.voice, unmanaged: 'counted' }, session));
    const origin = { runId: undoing.runId, file: null, undoes: record.facts.run, folder };
    const { approval, format } = flags;
    const done = await carryOut({ prepared, origin, approval, text, format, lock: undoing.lock }, session);
    return await report(done, files, { undone, record, ...undoing }, session);
  } finally {
    await prepared.api.close();
  }
}

async function readWhole(run: KnownRun, session: Session): Promise<RunRecord> {
  const read = await readJournal(run.path, session);
  if (read.kind === 'run') return read.record;
  throw endWith('invalidFile', journalTrouble(read, run.facts).problem);
}

type Undone = Undoing & { readonly undone: UndoWish; readonly record: RunRecord };

async function report(done: CarriedOut, files: NearFiles, all: Undone, session: Session): Promise<number> {
  const { flags, only, undone, record } = all;
  const asked = stillAsking(done, { touched: undone.touched, only, files: files.desired }, session);
  if (flags.format === 'json') {
    await session.out(
      jsonText({ ...done.json, undoes: record.facts.run, journalEndsEarly: endsEarly(record), stillAsked: asked }),
    );
  } else {
    await session.out(`${done.text}${stillAskedText(asked, session.outStyle)}`);
  }
  return done.exitCode;
}

// That nothing is left of what the journal tells is no proof that the run changed nothing.
function journalEndsEarly({ facts }: RunRecord, { flag }: JournalFolder): Error {
  return endWith('invalidFile', {
    code: 'journal-ends-early',
    message: `The journal of run ${facts.run} ends early: what the run changed is not known. What the journal tells of is in live as it was before the run.`,
    cure: `\`capstan runs ${facts.run}${flag}\` shows how far the journal goes, \`capstan plan\` what live and the file differ in. If the run was not killed there, get the whole journal from a backup.`,
  });
}
