import type { PlanView } from '../render/plan-text.ts';
import { detailOf } from './detail-of.ts';
import type { CommonFlags, Session } from './session.ts';

/** How a plan is shown to people under these flags. What changes mean is looked up only when everything is asked for. */
export async function planView(
  flags: Pick<CommonFlags, 'voice'> & { readonly unmanaged: PlanView['unmanaged'] },
  session: Session,
): Promise<PlanView> {
  const view = { style: session.outStyle, detail: detailOf(flags), unmanaged: flags.unmanaged };
  if (flags.voice !== 'verbose') return view;
  const [{ impactOf }, { reviewChange }] = await Promise.all([
    import('../catalogue/catalogue.ts'),
    import('../core/review/review-change.ts'),
  ]);
  return { ...view, impactOf: (change) => reviewChange(change, impactOf).impact };
}
