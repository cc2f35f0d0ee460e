import { jsonText } from '../render/json-text.ts';
import { planJson } from '../render/plan-json.ts';
import { planText } from '../render/plan-text.ts';
import { exitCode } from './exit-code.ts';
import { planView } from './plan-view.ts';
import { readSavedPlan } from './read-saved-plan.ts';
import type { CommonFlags, Session } from './session.ts';

export type ShowFlags = CommonFlags & { readonly plan: string; readonly unmanaged: 'listed' | 'counted' };

/** `capstan show`: a saved plan as `plan` showed it. Needs no network and no file but the plan. */
export async function showPlan(flags: ShowFlags, session: Session): Promise<number> {
  const plan = await readSavedPlan(flags.plan);
  await session.out(flags.format === 'json' ? jsonText(planJson(plan)) : planText(plan, planView(flags, session)));
  return exitCode.done;
}
