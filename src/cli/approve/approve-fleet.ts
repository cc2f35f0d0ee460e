import type { Plan } from '../../model/plan.ts';
import { countOf } from '../../render/report/words.ts';
import { planText } from '../../render/text/plan-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { type PlanRequest, planFile } from '../../workflows/plan.ts';
import { readLiveClients } from '../../workflows/read-clients.ts';
import { exitCodeOfPlan } from '../exit-codes.ts';
import { runSeveral } from '../fleet/run-several.ts';
import { planView } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { showToApprover } from './approve-plan.ts';
import { askYesOrNo } from './ask-yes-or-no.ts';

/** What came of planning a file before the one question: a plan, or why there is none. */
export type ShownPlan = { readonly plan: Plan } | { readonly error: unknown };

/**
 * Shows the plans of all files and asks one question about them; ends when the answer is no. Nothing is held meanwhile, no
 * lock and no connection: whether a plan still holds is asked of each when it is applied, as of one that was saved.
 */
export async function approvedPlans(
  flags: CommonFlags,
  requestOf: (file: string) => PlanRequest,
  session: Session,
): Promise<ReadonlyMap<string, ShownPlan>> {
  const shown = new Map<string, ShownPlan>();
  const show = (text: string) => showToApprover(text, { approval: 'ask', format: flags.format }, session);
  await runSeveral(
    { ...flags, format: 'text' },
    { ...session, stdout: show },
    {
      command: 'plan',
      afterFailure: 'go-on',
      readClients: readLiveClients,
      each: async (file, own) => {
        try {
          const plan = await planFile(requestOf(file), own);
          shown.set(file, { plan });
          const view = await planView({ verbosity: flags.verbosity, unmanaged: 'counted' }, own, plan.findings);
          return { exitCode: exitCodeOfPlan(plan, 'plain'), text: planText(plan, view), json: null };
        } catch (error) {
          shown.set(file, { error });
          throw error;
        }
      },
    },
  );
  const ready = [...shown.values()].flatMap((each) =>
    'plan' in each && each.plan.status === 'ready' ? each.plan : [],
  );
  if (ready.length > 0 && session.interruption.code() === null) await ask(ready, flags, session);
  return shown;
}

async function ask(ready: readonly Plan[], { fleet }: CommonFlags, session: Session): Promise<void> {
  const changes = ready.reduce((sum, plan) => sum + plan.changes.length, 0);
  const waves = fleet === undefined || fleet.waves.length < 2 ? '' : `, in waves: ${fleet.waves.join(', ')}`;
  const subject = `Apply ${countOf(changes, 'change')} to ${countOf(ready.length, 'application')}${waves}?`;
  const unclear = 'Answer yes or no. For a part of this, use --only TARGET, or --select LABEL=VALUE.';
  if ((await askYesOrNo({ text: subject, unclear }, session)) === 'yes') return;
  throw endWith('interrupted', { code: 'declined', message: 'Cancelled. Nothing was applied.', cure: '' });
}
