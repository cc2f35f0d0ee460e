import type { Plan } from '../../model/plan.ts';
import { jsonText, planJson, runShownJson, runsJson } from '../../render/machine/json.ts';
import { planText } from '../../render/text/plan-text.ts';
import { runShownText } from '../../render/text/report-text.ts';
import type { RunRow, ShownRun } from '../../render/text/run-text.ts';
import { runsText } from '../../render/text/runs-text.ts';
import type { ListedRun } from '../../run/journal/list-runs.ts';
import { checkSeal } from '../../workflows/check-saved-plan.ts';
import { journalFolder, shownPath } from '../../workflows/files/output-place.ts';
import { makeFingerprint } from '../../workflows/fingerprint.ts';
import { readSavedPlan } from '../../workflows/read-saved.ts';
import { findRun, journalError, type KnownRun, readJournal, runsIn } from '../../workflows/runs/recorded-runs.ts';
import { exitCode } from '../exit-codes.ts';
import { planView } from '../reports.ts';
import { refuseYamlAsPlan } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type ShowFlags = CommonFlags & { readonly plan: string; readonly unmanaged: 'listed' | 'counted' };

/** `capstan show`: prints a saved plan as `plan` printed it. Needs no network, and no file but the plan. */
export async function showPlan(flags: ShowFlags, session: Session): Promise<number> {
  const { format } = flags;
  refuseYamlAsPlan(flags.plan, session.cwd, (file) => `\`capstan plan -f ${file}\``);
  const plan = await readSavedPlan(flags.plan, session.cwd);
  await checkSealIfPossible(plan, session);
  if (format === 'text') await session.stdout(planText(plan, await planView(flags, session)));
  else if (format === 'json') await session.stdout(jsonText(planJson(plan)));
  else {
    const { printReports, reportOfPlan } = await import('../reports.ts');
    const report = await reportOfPlan(plan, format, session);
    await printReports([report], format, { ...flags, file: [flags.plan] }, session);
  }
  return exitCode.done;
}

// Showing a plan needs no key. With the key that sealed it, capstan detects an edit.
async function checkSealIfPossible(plan: Plan, { variables }: Session): Promise<void> {
  const passphrase = variables['CAPSTAN_FINGERPRINT_KEY'] || variables['CAPSTAN_CLIENT_SECRET'];
  if (passphrase) checkSeal(plan, await makeFingerprint(passphrase, plan.application.id));
}

export type RunsFlags = Pick<CommonFlags, 'format' | 'file'> & {
  /** Undefined: all are listed. */
  readonly run: string | undefined;
  readonly journal: string | undefined;
};

/** `capstan runs`: returns the exit code. */
export async function showRuns(flags: RunsFlags, session: Session): Promise<number> {
  const folder = journalFolder(flags.journal, session);
  if (flags.run !== undefined)
    return showRun(await findRun(flags.run, { folder, files: flags.file }, session), flags, session);
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
