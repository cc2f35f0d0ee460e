import { jsonText, runShownJson, runsJson } from '../../render/machine/json.ts';
import { runShownText } from '../../render/text/report-text.ts';
import type { RunRow, ShownRun } from '../../render/text/run-text.ts';
import { runsText } from '../../render/text/runs-text.ts';
import type { ListedRun } from '../../run/journal/list-runs.ts';
import { journalFolder, shownPath } from '../../workflows/files/output-place.ts';
import { findRun, journalError, type KnownRun, readJournal, runsIn } from '../../workflows/runs/recorded-runs.ts';
import { exitCode } from '../exit-codes.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type RunsFlags = Pick<CommonFlags, 'format'> & {
  /** Undefined: all are listed. */
  readonly run: string | undefined;
  readonly journal: string | undefined;
};

/** `capstan runs`: returns the exit code. */
export async function showRuns(flags: RunsFlags, session: Session): Promise<number> {
  const folder = journalFolder(flags.journal, session);
  if (flags.run !== undefined) return showRun(await findRun(flags.run, folder, session), flags, session);
  const runs = await runsIn(folder);
  const rows = runs.filter(isKnown).map((run) => rowOf(run, session));
  const unreadable = runs.flatMap((run) =>
    run.state === 'unreadable' ? [{ path: shownPath(run.path, session), reason: run.reason }] : [],
  );
  await session.stdout(
    flags.format === 'json'
      ? jsonText(runsJson(rows, unreadable))
      : runsText(rows, unreadable, folder.shown, session.stdoutStyle),
  );
  return exitCode.done;
}

async function showRun(run: KnownRun, { format }: RunsFlags, session: Session): Promise<number> {
  const read = await readJournal(run.path, session);
  const row = rowOf(run, session);
  const shown: ShownRun =
    read.kind === 'run'
      ? { row, verification: { kind: 'verified' }, calls: read.record.calls }
      : { row, verification: journalError(read, run.header).verification, calls: null };
  await session.stdout(format === 'json' ? jsonText(runShownJson(shown)) : runShownText(shown, session.stdoutStyle));
  const { kind } = shown.verification;
  return kind === 'changed' || kind === 'truncated' ? exitCode.invalidFile : exitCode.done;
}

function isKnown(run: ListedRun): run is KnownRun {
  return run.state !== 'unreadable';
}

function rowOf({ state, path, header, end }: KnownRun, session: Session): RunRow {
  return { state, path: shownPath(path, session), header, end };
}
