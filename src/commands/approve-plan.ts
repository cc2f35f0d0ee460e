import type { Plan } from '../core/model/plan.ts';
import { countOf } from '../render/count-of.ts';
import { visibleText } from '../render/visible-text.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import type { Session } from './session.ts';

/** Whether somebody approves, or nobody has to. Fails when somebody has to and nobody is there. */
export function requireApprover(approval: 'ask' | 'given', session: Session): void {
  if (approval === 'given' || session.ask !== undefined) return;
  throw endWith(exitCode.wrongUsage, {
    code: 'nobody-to-ask',
    message: 'apply asks before it writes, and there is no terminal to ask on.',
    cure: 'In scripts give --auto-approve, best with a saved plan (`capstan apply plan.json --auto-approve`) or --expect-digest.',
  });
}

/** Asks; returns when the answer is `yes`, and ends the program for every other one. */
export async function approvePlan(plan: Plan, approval: 'ask' | 'given', session: Session): Promise<void> {
  if (approval === 'given' || session.ask === undefined) return;
  const changes = countOf(plan.changes.length, 'change');
  const these = plan.changes.length === 1 ? 'this' : 'these';
  const question = `Apply ${these} ${changes} to application ${visibleText(plan.application.id)}? Only 'yes' is accepted: `;
  const answer = await session.ask(question);
  if (answer?.trim() === 'yes') return;
  throw endWith(exitCode.interrupted, {
    code: 'declined',
    message: 'Nothing was applied: the answer was not "yes".',
    cure: '',
  });
}
