import type { Plan } from '../../model/plan.ts';
import { planText } from '../../render/text/plan-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { type PlanRequest, planFile } from '../../workflows/plan.ts';
import { readLiveClients } from '../../workflows/read-clients.ts';
import { exitCodeOfPlan } from '../exit-codes.ts';
import { runSeveral } from '../fleet/run-several.ts';
import { planView } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { showToApprover } from './approve-plan.ts';
import { type Askable, askAboutFleet } from './fleet-question.ts';

/**
 * The result of planning a file before the question: a plan, or why there is none. `left`: the user did not select it.
 */
export type ShownPlan = { readonly plan: Plan } | { readonly error: unknown } | { readonly left: Plan };

/**
 * Shows the plans of all files and asks one question about them; ends the run when the answer is no. No lock and no
 * connection is held while the question is open: each plan is checked again when it is applied, like a saved plan.
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
  const ready = flags.file.flatMap((file, at): readonly Askable[] => {
    const each = shown.get(file);
    if (each === undefined || !('plan' in each) || each.plan.status !== 'ready') return [];
    return [{ name: flags.fleet?.members[at]?.name ?? file, file, plan: each.plan }];
  });
  if (ready.length === 0 || session.interruption.code() !== null) return shown;
  const chosen = await askAboutFleet({ ready, waves: flags.fleet?.waves ?? [] }, session);
  if (chosen.length === 0)
    throw endWith('interrupted', { code: 'declined', message: 'Cancelled. Nothing was applied.', cure: '' });
  for (const { file, plan } of ready) if (!chosen.some((each) => each.file === file)) shown.set(file, { left: plan });
  return shown;
}
