import { impactOf } from '../../catalogue/catalogue.ts';
import { reviewChange } from '../../engine/impact/impact-of-change.ts';
import type { Plan, PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { changeDetailsText } from '../../render/text/plan-text.ts';
import type { Answer, WhoGets } from '../../workflows/approve-and-execute.ts';
import { linesOfFindings } from '../reports.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Heard, type ParsedAnswer, sayUnclear } from './ask-until-clear.ts';
import { pick, pickingChanges } from './pick.ts';

/** Input of a question about a plan. */
export type PlanQuestion = {
  readonly plan: Plan;
  /** The plan that was shown first; a selection is made from it. */
  readonly whole: Plan;
  /** Why selecting is not possible; null: it is. */
  readonly keptWhole: string | null;
  readonly details: (change: PlanChange) => Promise<string>;
};

type Terminal = Pick<Session, 'choose' | 'prompt' | 'stderr' | 'stderrStyle'>;

/** Asks until the answer is yes, no, or another selection. After an unclear answer it asks again, a few times. */
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
      return sayUnclear(terminal, 'A refused plan cannot be applied.');
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
  if (whole.changes.length === 1) return sayUnclear(terminal, 'The plan has only one change.');
  const picking = {
    ...pickingChanges,
    text: 'Which changes do you want to apply?',
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

/** Shows the details of the named changes, or of the one that the user selects. */
export async function changeDetails(
  names: readonly string[],
  { plan, details }: Pick<PlanQuestion, 'plan' | 'details'>,
  terminal: Terminal,
): Promise<{ readonly end: 'no' } | 'again'> {
  const { changes } = plan;
  const [only = '', ...more] = changes.map(({ target }) => target);
  const picking = {
    ...pickingChanges,
    text: 'Details of which change?',
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
  if (status !== 'ready') return 'A guard refuses this selection: it cannot be applied.';
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
