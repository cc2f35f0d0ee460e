import type { RunReport } from '../model/run.ts';
import { runJson } from '../render/machine/json.ts';
import { runText } from '../render/text/run-text.ts';
import type { JournalKey } from '../run/journal/journal-key.ts';
import type { WriteApi } from '../service/interface.ts';
import type { Made, Prepared } from '../workflows/open-application.ts';
import { apply, type Ready } from '../workflows/reconcile.ts';
import { journalKey, openRunJournal, type RunOrigin } from '../workflows/run-journal.ts';
import { approvePlan } from './approve-plan.ts';
import { exitCodeOfRun } from './exit-codes.ts';
import type { Format } from './formats.ts';
import type { RunLock } from './runs/run-lock.ts';
import { runStop } from './terminal/run-deadline.ts';
import type { Session } from './terminal/session.ts';

/** A plan that is about to be carried out, if it may be. */
export type Undertaking = {
  readonly prepared: Prepared<WriteApi>;
  readonly origin: RunOrigin;
  readonly approval: 'ask' | 'given';
  /** The plan for people; what it is to be looks different in an apply and an undo. */
  readonly text: string;
  readonly format: Format;
  readonly lock: Pick<RunLock, 'confirm'>;
};

/** What came of it: `text` is what there is to say after the plan. */
export type CarriedOut = {
  readonly planned: Made;
  readonly report: RunReport;
  readonly exitCode: number;
  readonly text: string;
  readonly json: object;
};

/** The one way from a plan to live, for apply and undo: show, ask, open the journal, carry out, report. */
export async function carryOut(undertaking: Undertaking, session: Session): Promise<CarriedOut> {
  const { prepared, origin, approval } = undertaking;
  const { planned } = prepared;
  const { plan } = planned;
  if (planned.kind !== 'ready') {
    await showBefore(undertaking, session);
    return carriedOut(planned, nothingSent(planned.kind === 'blocked' ? 'refused' : 'in-sync'), '', session);
  }
  const key = journalKey(planned.work.input.desired, session);
  await showBefore(undertaking, session);
  await approvePlan(plan, approval, session);
  const report = await run(planned, { ...undertaking, key }, session);
  return carriedOut(planned, report, `\n${runText(plan, report, session.outStyle, origin.folder.flag)}`, session);
}

async function showBefore({ text, format, approval }: Undertaking, session: Session): Promise<void> {
  if (format === 'text') await session.out(text);
  // Whoever is asked must have seen the plan, whatever goes to stdout.
  else if (approval === 'ask') await session.tell(text);
}

type Keyed = Undertaking & { readonly key: Promise<JournalKey> };

function run(ready: Ready, { prepared, origin, key, lock }: Keyed, session: Session): Promise<RunReport> {
  return session.interruption.hold(async () => {
    await lock.confirm();
    session.progress('Applying…');
    const journal = await openRunJournal(ready, origin, key, session);
    const followed = session.requests.follow(origin.runId, journal);
    const report = await apply(ready, prepared.api, {
      ...prepared.around,
      runId: origin.runId,
      sleep: session.sleep,
      stop: runStop(session),
      journal: followed,
    });
    session.progress('');
    return report;
  });
}

function carriedOut(planned: Made, report: RunReport, text: string, { interruption }: Session): CarriedOut {
  const exitCode = exitCodeOfRun(report, interruption.code());
  return { planned, report, exitCode, text, json: runJson(planned.plan, report) };
}

function nothingSent(result: 'refused' | 'in-sync'): RunReport {
  return {
    run: { id: '' },
    result,
    outcomes: [],
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: null,
    journalGap: null,
  };
}
