import type { Plan } from '../../model/plan.ts';
import type { Approve } from '../../workflows/approve-and-execute.ts';
import { endWith } from '../../workflows/ending.ts';
import type { CommonFlags, Format, Session } from '../terminal/session.ts';

/** Fails when an approval is needed and there is no terminal. */
export function requireApprover(
  { approval, file }: Pick<CommonFlags, 'file'> & Pick<Asking, 'approval'>,
  command: 'absorb' | 'apply' | 'undo' | 'unlock',
  session: Session,
): void {
  if (approval === 'given' || session.prompt !== undefined) return;
  throw endWith('wrongUsage', {
    code: 'nobody-to-ask',
    message:
      session.standardInput === undefined
        ? `${command} needs a confirmation, but there is no terminal.`
        : `${command} needs a confirmation, and standard input holds the configuration.`,
    cure:
      // A saved plan is the plan of one file.
      command === 'apply' && file.length === 1
        ? 'Use --auto-approve in CI, best with a saved plan (`capstan apply plan.json --auto-approve`) or --expect-digest.'
        : 'Use --auto-approve in CI.',
  });
}

/** Shows a plan once and asks for approval. */
export type PlanAsker = {
  readonly approve: Approve;
  /** Shows a plan that needed no approval, unless it was shown already. */
  readonly show: (plan: Plan) => Promise<void>;
};

/** How a plan is shown and how its approval is asked for. */
export type Asking = {
  readonly approval: 'ask' | 'given';
  readonly format: Format;
  /** Why no changes can be selected; null: they can. */
  readonly keptWhole: string | null;
};

/** `textOf`: the plan as text; apply and undo introduce it with different words. */
export function planAsker(asking: Asking, session: Session, textOf: (plan: Plan) => Promise<string>): PlanAsker {
  let whole: Plan | undefined;
  let shown: Plan | undefined;
  const show = async (plan: Plan): Promise<void> => {
    if (shown === plan) return;
    shown = plan;
    await showToApprover(await textOf(plan), asking, session);
  };
  return {
    show,
    approve: async (plan, whoGets) => {
      whole ??= plan;
      await show(plan);
      if (asking.approval === 'given' || session.prompt === undefined) return 'yes';
      const { askAboutPlan, detailsOf } = await import('./plan-question.ts');
      const question = { plan, whole, keptWhole: asking.keptWhole, details: detailsOf(plan, whoGets, session) };
      return askAboutPlan(question, session);
    },
  };
}

/**
 * Shows what the question is about: the result on stdout, and also on the terminal when stdout has another format, or
 * reaches the screen after the question or never.
 */
export async function showToApprover(
  text: string,
  { approval, format }: Pick<Asking, 'approval' | 'format'>,
  session: Session,
): Promise<void> {
  if (format === 'text') await session.stdout(text);
  if (approval === 'ask' && (format !== 'text' || !session.isStdoutOnTerminal)) await session.stderr(text);
}
