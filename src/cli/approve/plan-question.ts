import { impactOf } from '../../catalogue/catalogue.ts';
import { reviewChange } from '../../engine/impact/impact-of-change.ts';
import { splitThing } from '../../model/address.ts';
import type { Plan, PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { changeText } from '../../render/text/change-text.ts';
import { changeDetailsText } from '../../render/text/plan-text.ts';
import { plainStyle } from '../../render/text/style.ts';
import { shortened } from '../../render/text/value-text.ts';
import { textWidth } from '../../render/text/wrap-text.ts';
import type { Answer, WhoGets } from '../../workflows/approve-and-execute.ts';
import { linesOfFindings } from '../reports.ts';
import type { Choice, Session } from '../terminal/session.ts';
import { askUntilClear, type Heard, type ParsedAnswer, sayUnclear } from './ask-until-clear.ts';

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

/** The selection; `nothing`: no item, and the question is asked again; `broken-off`: Ctrl-C. */
type Picked<T> = readonly T[] | 'nothing' | 'broken-off';

/** The items to select from, and their texts. */
export type Picking<T> = {
  readonly text: string;
  readonly count: Choice['count'];
  readonly all: readonly T[];
  /** Items that are selected at first. */
  readonly ticked: readonly T[];
  /** What to type instead, such as `details TARGET`. */
  readonly inWords: string;
  /** An item of the list, for a terminal of that width; its value is unique. */
  readonly optionOf: (one: T, width: number) => Choice['options'][number];
  readonly isNamed: (one: T, word: string) => boolean;
  /** The message for words that name no item, with what to type. */
  readonly strange: (words: string) => string;
};

/** Returns the items that the words name; without words the user selects them on the terminal. */
export async function pick<T>(
  words: readonly string[],
  picking: Picking<T>,
  { choose, stderr, stderrStyle }: Pick<Session, 'choose' | 'stderr' | 'stderrStyle'>,
): Promise<Picked<T>> {
  const { all, isNamed, strange, inWords, optionOf, ticked, text, count } = picking;
  if (words.length > 0) {
    const unknown = words.filter((word) => !all.some((one) => isNamed(one, word)));
    if (unknown.length === 0) return all.filter((one) => words.some((word) => isNamed(one, word)));
    await stderr(`${strange(unknown.map(visibleText).join(', '))}\n`);
    return 'nothing';
  }
  if (choose === undefined) {
    await stderr(`Name them: ${inWords}.\n`);
    return 'nothing';
  }
  const options = all.map((one) => optionOf(one, stderrStyle.width));
  const chosen = await choose({ text, count, options, ticked: ticked.map((one) => optionOf(one, 0).value) });
  if (chosen === 'broken-off') return 'broken-off';
  return chosen === 'back' || chosen.length === 0
    ? 'nothing'
    : all.filter((_, at) => chosen.includes(options[at]?.value ?? ''));
}

/**
 * How changes of a plan are selected: a target selects its own change, changes below it, and changes that end with it.
 */
const pickingChanges: Pick<Picking<PlanChange>, 'isNamed' | 'optionOf' | 'strange'> = {
  isNamed,
  optionOf,
  strange: (words) => `No change of this plan is named ${words}. Write targets as the plan does.`,
};

// By target, by scope, or by the last part, such as `login_attempts`.
function isNamed({ target }: PlanChange, name: string): boolean {
  if (name === 'global') return splitThing(target) === undefined;
  return target === name || target.startsWith(`${name}.`) || target.endsWith(`.${name}`);
}

// Everything else in a line of the list: its sign, blanks, and the brackets around what changes.
const frame = 8;

function optionOf(change: PlanChange, width: number): Choice['options'][number] {
  const label = visibleText(change.target);
  const [first = ''] = changeText(change, '', plainStyle(), 'short');
  const values = `${first.slice(0, 1)} ${first.slice(1).trimStart()}`;
  return { value: change.target, label, hint: shortened(values, Math.max(frame, width - frame - textWidth(label))) };
}
