import type { Plan } from '../model/plan.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { wrapText } from '../render/text/wrap-text.ts';
import type { Answer } from '../workflows/carry-out.ts';
import { endWith } from '../workflows/ending.ts';
import type { Format } from './formats.ts';
import type { Session } from './terminal/session.ts';

/** Fails when an approval is needed and there is no terminal. */
export function requireApprover(
  approval: 'ask' | 'given',
  command: 'absorb' | 'apply' | 'undo' | 'unlock',
  session: Session,
): void {
  if (approval === 'given' || session.prompt !== undefined) return;
  throw endWith('wrongUsage', {
    code: 'nobody-to-ask',
    message: `${command} needs a confirmation, but there is no terminal.`,
    cure:
      command === 'apply'
        ? 'Use --auto-approve in CI, best with a saved plan (`capstan apply plan.json --auto-approve`) or --expect-digest.'
        : 'Use --auto-approve in CI.',
  });
}

/** Shows a plan to people, once, and asks them. */
export type PlanAsker = {
  readonly approve: (plan: Plan) => Promise<Answer>;
  /** Shows a plan that needed no approval; one that was shown already is not shown again. */
  readonly show: (plan: Plan) => Promise<void>;
};

/** `textOf`: the plan for people; what it is to be looks different in an apply and an undo. */
export function planAsker(
  { approval, format }: { readonly approval: 'ask' | 'given'; readonly format: Format },
  session: Session,
  textOf: (plan: Plan) => Promise<string>,
): PlanAsker {
  let shown: Plan | undefined;
  const show = async (plan: Plan): Promise<void> => {
    if (shown === plan) return;
    shown = plan;
    await showToApprover(await textOf(plan), { approval, format }, session);
  };
  return {
    show,
    approve: async (plan) => {
      await show(plan);
      return approval === 'given' || session.prompt === undefined ? 'yes' : asked(plan, session.prompt, session);
    },
  };
}

/**
 * Shows what may be asked about: the result on stdout, and for people who are asked on the terminal too, when what goes to
 * stdout is something else, or comes to the screen after the question or never.
 */
export async function showToApprover(
  text: string,
  { approval, format }: { readonly approval: 'ask' | 'given'; readonly format: Format },
  session: Session,
): Promise<void> {
  if (format === 'text') await session.stdout(text);
  if (approval === 'ask' && (format !== 'text' || !session.isStdoutOnTerminal)) await session.stderr(text);
}

async function asked(plan: Plan, ask: NonNullable<Session['prompt']>, session: Session): Promise<Answer> {
  const what = plan.changes.length === 1 ? 'this change' : `these ${plan.changes.length} changes`;
  const question = `Apply ${what} to application ${visibleText(plan.application.id)}?`;
  await session.stderr(`\n${wrapText(question, session.stderrStyle.width).join('\n')}\n`);
  // Short, so that it stays in a line: a terminal cannot take a longer one back.
  const answer = await ask("Only 'yes' is accepted: ");
  return answer?.trim() === 'yes' ? 'yes' : 'no';
}
