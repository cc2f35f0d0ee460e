import type { Plan } from '../model/plan.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { wrapText } from '../render/text/wrap-text.ts';
import { endWith } from '../workflows/ending.ts';
import type { Session } from './terminal/session.ts';

/** Whether somebody approves, or nobody has to. Fails when somebody has to and nobody is there. */
export function requireApprover(
  approval: 'ask' | 'given',
  command: 'absorb' | 'apply' | 'undo' | 'unlock',
  session: Session,
): void {
  if (approval === 'given' || session.ask !== undefined) return;
  throw endWith('wrongUsage', {
    code: 'nobody-to-ask',
    message: `${command} asks before it writes, and there is no terminal to ask on.`,
    cure:
      command === 'apply'
        ? 'In scripts give --auto-approve, best with a saved plan (`capstan apply plan.json --auto-approve`) or --expect-digest.'
        : 'In scripts give --auto-approve.',
  });
}

/** Asks; returns when the answer is `yes`, and ends the program for every other one. */
export async function approvePlan(plan: Plan, approval: 'ask' | 'given', session: Session): Promise<void> {
  if (approval === 'given' || session.ask === undefined) return;
  const what = plan.changes.length === 1 ? 'this change' : `these ${plan.changes.length} changes`;
  const question = `Apply ${what} to application ${visibleText(plan.application.id)}?`;
  await session.tell(`\n${wrapText(question, session.tellStyle.width).join('\n')}\n`);
  // Short, so that it stays in a line: a terminal cannot take a longer one back.
  const answer = await session.ask("Only 'yes' is accepted: ");
  if (answer?.trim() === 'yes') return;
  throw endWith('interrupted', {
    code: 'declined',
    message: 'Nothing was applied: the answer was not "yes".',
    cure: '',
  });
}
