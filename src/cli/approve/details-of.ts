import { impactOf } from '../../catalogue/catalogue.ts';
import { reviewChange } from '../../engine/impact/impact-of-change.ts';
import type { Plan, PlanChange } from '../../model/plan.ts';
import { changeDetailsText } from '../../render/text/change-details-text.ts';
import type { WhoGets } from '../../workflows/approve-and-execute.ts';
import { linesOfFindings } from '../reports.ts';
import type { Session } from '../terminal/session.ts';

/** Returns everything that is known about a change of the plan, as text. */
export function detailsOf(plan: Plan, whoGets: WhoGets, session: Session): (change: PlanChange) => Promise<string> {
  return async (change) => {
    const facts = { ...reviewChange(change, impactOf), whoGets: whoGets(change.target) };
    return changeDetailsText(
      plan,
      change,
      { ...facts, ...(await linesOfFindings(plan.findings, session)) },
      session.stderrStyle,
    );
  };
}
