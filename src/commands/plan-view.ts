import type { PlanView } from '../render/plan-text.ts';
import type { CommonFlags, Session } from './session.ts';

/** How a plan is shown to people under these flags. */
export function planView(
  flags: Pick<CommonFlags, 'voice'> & { readonly unmanaged: PlanView['unmanaged'] },
  session: Session,
): PlanView {
  const details = { quiet: 'summary', normal: 'short', verbose: 'whole' } as const;
  return { style: session.outStyle, detail: details[flags.voice], unmanaged: flags.unmanaged };
}
