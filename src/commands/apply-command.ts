import { randomBytes } from 'node:crypto';
import { createApi } from '../api/create-api.ts';
import type { WriteApi } from '../api/interface.ts';
import type { RunReport } from '../core/model/outcome.ts';
import type { Plan } from '../core/model/plan.ts';
import { apply, type Ready, type Surroundings } from '../reconcile.ts';
import { planText } from '../render/plan-text.ts';
import { runJson } from '../render/run-json.ts';
import { runText } from '../render/run-text.ts';
import { approvePlan, requireApprover } from './approve-plan.ts';
import { checkDigest, checkSamePlan, checkSavedPlan } from './check-saved-plan.ts';
import { exitCode, exitCodeOfRun } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import { parseTargets } from './parse-targets.ts';
import { oneFileOnly } from './plan-command.ts';
import { planView } from './plan-view.ts';
import { type Preparation, type Prepared, preparePlan } from './prepare-plan.ts';
import { readSavedPlan } from './read-saved-plan.ts';
import { type FileResult, runFiles } from './run-files.ts';
import type { CommonFlags, Session } from './session.ts';

export type ApplyFlags = CommonFlags & {
  readonly plan: string | undefined;
  readonly approval: 'ask' | 'given';
  readonly expectDigest: string | undefined;
  readonly only: readonly string[];
  readonly secrets: 'required' | 'left-out';
};

/** `capstan apply`: gives the exit code. A file that does not end well keeps the ones after it untouched. */
export async function applyFiles(flags: ApplyFlags, session: Session): Promise<number> {
  requireApprover(flags.approval, session);
  if (flags.file.length > 1 && flags.plan !== undefined) throw oneFileOnly('A saved plan');
  if (flags.plan !== undefined && flags.only.length > 0) throw narrowedTwice();
  if (flags.file.length > 1 && flags.expectDigest !== undefined) throw oneFileOnly('--expect-digest');
  const saved = flags.plan === undefined ? undefined : await readSavedPlan(flags.plan);
  // A saved plan says itself what it was narrowed to.
  const only = parseTargets(saved?.only ?? flags.only);
  return runFiles(flags, session, {
    afterTrouble: 'stop',
    each: async (file) => {
      const check = checkBefore(saved, session);
      const prepared = await preparePlan(file, { only, secrets: flags.secrets }, session, { open: createApi, check });
      try {
        return await applyOne(prepared, saved, flags, session);
      } finally {
        await prepared.api.close();
      }
    },
  });
}

function narrowedTwice(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: '--only does not go with a saved plan, which says itself what it was narrowed to.',
    cure: 'Make another plan with `capstan plan --only TARGET --out FILE`, and apply that.',
  });
}

function checkBefore(saved: Plan | undefined, session: Session): Preparation<WriteApi>['check'] {
  return ({ clientId }, { application }) => {
    const now = { at: session.now(), toolVersion: session.toolVersion, application: application.id, caller: clientId };
    if (saved !== undefined) checkSavedPlan(saved, now);
  };
}

async function applyOne(
  { planned, api, around }: Prepared<WriteApi>,
  saved: Plan | undefined,
  flags: ApplyFlags,
  session: Session,
): Promise<FileResult> {
  const { plan } = planned;
  if (saved !== undefined) checkSamePlan(saved, plan);
  checkDigest(flags.expectDigest, plan);
  await showBefore(plan, flags, session);
  if (planned.kind !== 'ready')
    return finished(plan, nothingSent(planned.kind === 'blocked' ? 'refused' : 'in-sync'), null);
  await approvePlan(plan, flags.approval, session);
  const report = await carryOut(planned, api, around, session);
  const result = finished(plan, report, session.interruption.code());
  return { ...result, text: `\n${runText(plan, report, session.outStyle)}` };
}

async function showBefore(plan: Plan, flags: ApplyFlags, session: Session): Promise<void> {
  const text = planText(plan, planView({ voice: flags.voice, unmanaged: 'counted' }, session));
  if (flags.format === 'text') await session.out(text);
  // Whoever is asked must have seen the plan, whatever goes to stdout.
  else if (flags.approval === 'ask') await session.tell(text);
}

function carryOut(ready: Ready, api: WriteApi, around: Surroundings, session: Session): Promise<RunReport> {
  return session.interruption.hold(async () => {
    session.progress('Applying…');
    const stop = (): boolean => session.interruption.code() !== null;
    const runId = newRunId(session.now());
    const report = await apply(ready, api, { ...around, runId, sleep: session.sleep, stop });
    session.progress('');
    return report;
  });
}

// Sorts by time, and two runs within a second still differ.
function newRunId(now: Date): string {
  return `${now.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(4).toString('hex')}`;
}

function finished(plan: Plan, report: RunReport, interruption: number | null): FileResult {
  return { exitCode: exitCodeOfRun(report, interruption), text: '', json: runJson(plan, report) };
}

function nothingSent(result: 'refused' | 'in-sync'): RunReport {
  return { run: { id: '' }, result, outcomes: [], sideEffects: [], changedMeanwhile: [], stoppedBy: null };
}
