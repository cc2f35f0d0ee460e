import type { Plan, PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { Answer } from '../../workflows/approve-and-execute.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Heard, sayUnclear } from './ask-until-clear.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { pick } from './pick.ts';
import { pickingChanges } from './pick-changes.ts';

/** What a question on a plan needs. */
export type PlanQuestion = {
  readonly plan: Plan;
  /** The plan that was shown first, which a selection is made from. */
  readonly whole: Plan;
  /** Why there is no selection; null: there is one. */
  readonly keptWhole: string | null;
  readonly details: (change: PlanChange) => Promise<string>;
};

type Terminal = Pick<Session, 'choose' | 'prompt' | 'stderr' | 'stderrStyle'>;

/** Asks until the answer is yes, no, or another selection. What is not understood is asked again, some times. */
export async function askAboutPlan(question: PlanQuestion, terminal: Terminal): Promise<Answer> {
  const answer = await askUntilClear<Answer>(
    {
      text: () => subject(question.plan),
      choices: () => choicesOf(question),
      hear: (said) => answerTo(said, question, terminal),
    },
    terminal,
  );
  return answer ?? 'no';
}

async function answerTo(said: ParsedAnswer, question: PlanQuestion, terminal: Terminal): Promise<Heard<Answer>> {
  switch (said.kind) {
    case 'no':
      return { end: 'no' };
    case 'yes':
      if (question.plan.status === 'ready') return { end: 'yes' };
      return sayUnclear(terminal, 'A plan that is refused cannot be applied.');
    case 'select':
      return selection(said.names, question, terminal);
    case 'details':
      return changeDetails(said.names, question, terminal);
    case 'unclear':
      return sayUnclear(terminal);
  }
}

async function selection(names: readonly string[], question: PlanQuestion, terminal: Terminal): Promise<Heard<Answer>> {
  const { plan, whole, keptWhole } = question;
  if (keptWhole !== null) return sayUnclear(terminal, keptWhole);
  if (whole.changes.length === 1) return sayUnclear(terminal, 'The plan has one change alone.');
  const picking = {
    ...pickingChanges,
    text: 'Which changes are to be applied?',
    count: 'several',
    all: whole.changes,
    ticked: plan.changes,
    inWords: '`select TARGET TARGET`',
  } as const;
  const picked = await pick(names, picking, terminal);
  if (picked === 'broken-off') return { end: 'no' };
  if (picked === 'nothing' || isSame(picked, plan.changes)) return 'again';
  await terminal.stderr('\n');
  return { end: { only: picked.map(({ target }) => target) } };
}

function isSame(picked: readonly PlanChange[], shown: readonly PlanChange[]): boolean {
  const targets = new Set(shown.map(({ target }) => target));
  return picked.length === targets.size && picked.every(({ target }) => targets.has(target));
}

/** Shows what is known of changes: of those that are named, or of the one that people choose. */
export async function changeDetails(
  names: readonly string[],
  { plan, details }: Pick<PlanQuestion, 'plan' | 'details'>,
  terminal: Terminal,
): Promise<{ readonly end: 'no' } | 'again'> {
  const { changes } = plan;
  const [only = '', ...more] = changes.map(({ target }) => target);
  const picking = {
    ...pickingChanges,
    text: 'Of which change?',
    count: 'one',
    all: changes,
    ticked: [],
    inWords: '`details TARGET`',
  } as const;
  const picked = await pick(names.length === 0 && more.length === 0 ? [only] : names, picking, terminal);
  if (picked === 'broken-off') return { end: 'no' };
  if (picked !== 'nothing') for (const change of picked) await terminal.stderr(`\n${await details(change)}`);
  return 'again';
}

function subject({ changes, status, application }: Plan): string {
  if (status !== 'ready') return 'This selection is refused: it cannot be applied.';
  const what = changes.length === 1 ? 'this change' : `these ${changes.length} changes`;
  return `Apply ${what} to application ${visibleText(application.id)}?`;
}

function choicesOf({ plan, whole, keptWhole }: PlanQuestion): string {
  const mayBeSelected = keptWhole === null && whole.changes.length > 1;
  const choices = [
    ...(plan.status === 'ready' ? ['[y]es'] : []),
    '[n]o',
    ...(mayBeSelected ? ['[s]elect'] : []),
    ...(plan.changes.length === 0 ? [] : ['[d]etails']),
  ];
  return `${choices.join(', ')}: `;
}
