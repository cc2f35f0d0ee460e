import { matchesWildcard } from '../../leaf/text-search.ts';
import type { Plan } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { planText } from '../../render/text/plan-text.ts';
import { countOf } from '../../render/text/value-text.ts';
import type { Approve } from '../../workflows/approve-and-execute.ts';
import { endWith } from '../../workflows/ending.ts';
import { readLiveClients } from '../../workflows/open-application.ts';
import { type PlanRequest, planFile } from '../../workflows/plan.ts';
import { exitCodeOfPlan } from '../exit-codes.ts';
import { runSeveral } from '../fleet/run-several.ts';
import { planView } from '../reports.ts';
import type { CommonFlags, Format, Session } from '../terminal/session.ts';
import { askUntilClear, type Heard, type ParsedAnswer, sayUnclear } from './ask-until-clear.ts';
import { changeDetails, detailsOf, type Picking, pick } from './plan-question.ts';

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
    cure: cureWithoutTerminal(command, file),
  });
}

function cureWithoutTerminal(command: 'absorb' | 'apply' | 'undo' | 'unlock', file: CommonFlags['file']): string {
  if (command === 'unlock')
    return 'Use --auto-approve in CI, with the run that the message of the locked run names: `capstan unlock RUN --auto-approve`.';
  // A saved plan is the plan of one file.
  return command === 'apply' && file.length === 1
    ? 'Use --auto-approve in CI, best with a saved plan (`capstan apply plan.json --auto-approve`) or --expect-digest.'
    : 'Use --auto-approve in CI.';
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

/**
 * The result of planning a file before the question: a plan, or why there is none. `left`: the user did not select it.
 */
export type ShownPlan = { readonly plan: Plan } | { readonly error: unknown } | { readonly left: Plan };

/**
 * Shows the plans of all files and asks one question about them; ends the run when the answer is no. No lock and no
 * connection is held while the question is open: each plan is checked again when it is applied, like a saved plan.
 */
export async function approvedPlans(
  flags: CommonFlags,
  requestOf: (file: string) => PlanRequest,
  session: Session,
): Promise<ReadonlyMap<string, ShownPlan>> {
  const shown = new Map<string, ShownPlan>();
  const show = (text: string) => showToApprover(text, { approval: 'ask', format: flags.format }, session);
  await runSeveral(
    { ...flags, format: 'text' },
    { ...session, stdout: show },
    {
      command: 'plan',
      afterFailure: 'go-on',
      readClients: readLiveClients,
      each: async (file, own) => {
        try {
          const plan = await planFile(requestOf(file), own);
          shown.set(file, { plan });
          const view = await planView({ verbosity: flags.verbosity, unmanaged: 'counted' }, own, plan.findings);
          return { exitCode: exitCodeOfPlan(plan, 'plain'), text: planText(plan, view), json: null };
        } catch (error) {
          shown.set(file, { error });
          throw error;
        }
      },
    },
  );
  const ready = flags.file.flatMap((file, at): readonly Askable[] => {
    const each = shown.get(file);
    if (each === undefined || !('plan' in each) || each.plan.status !== 'ready') return [];
    return [{ name: flags.fleet?.members[at]?.name ?? file, file, plan: each.plan }];
  });
  if (ready.length === 0 || session.interruption.code() !== null) return shown;
  const chosen = await askAboutFleet({ ready, waves: flags.fleet?.waves ?? [] }, session);
  if (chosen.length === 0)
    throw endWith('interrupted', { code: 'declined', message: 'Cancelled. Nothing was applied.', cure: '' });
  for (const { file, plan } of ready) if (!chosen.some((each) => each.file === file)) shown.set(file, { left: plan });
  return shown;
}

/** An application with changes, by its name in the run. */
type Askable = { readonly name: string; readonly file: string; readonly plan: Plan };

/**
 * Asks about the plans of several applications until the answer is yes or no. Returns the selected ones; none after a
 * no.
 */
async function askAboutFleet(
  { ready, waves }: { readonly ready: readonly Askable[]; readonly waves: readonly string[] },
  session: Session,
): Promise<readonly Askable[]> {
  let chosen = ready;
  const select = async (names: readonly string[]): Promise<Heard<'no'>> => {
    if (ready.length === 1) return sayUnclear(session);
    const picking = {
      ...pickingApplications,
      text: 'Which applications do you want to apply?',
      count: 'several',
      all: ready,
      ticked: chosen,
      inWords: '`select NAME NAME`, with * for any characters',
    } as const;
    const picked = await pick(names, picking, session);
    if (picked === 'broken-off') return { end: 'no' };
    if (picked !== 'nothing') chosen = picked;
    return 'again';
  };
  const hear = (said: ParsedAnswer): Promise<Heard<'yes' | 'no'>> | Heard<'yes' | 'no'> => {
    switch (said.kind) {
      case 'yes':
      case 'no':
        return { end: said.kind };
      case 'select':
        return select(said.names);
      case 'details':
        return details(said.names, chosen, session);
      case 'unclear':
        return sayUnclear(session);
    }
  };
  const choices = `[y]es, [n]o, ${ready.length > 1 ? '[s]elect, ' : ''}[d]etails: `;
  const answer = await askUntilClear({ text: () => subject(chosen, waves), choices: () => choices, hear }, session);
  return answer === 'yes' ? chosen : [];
}

function subject(chosen: readonly Askable[], waves: readonly string[]): string {
  const changes = chosen.reduce((sum, { plan }) => sum + plan.changes.length, 0);
  const inWaves = waves.length < 2 ? '' : `, in waves: ${waves.join(', ')}`;
  return `Apply ${countOf(changes, 'change')} to ${countOf(chosen.length, 'application')}${inWaves}?`;
}

const pickingApplications: Pick<Picking<Askable>, 'isNamed' | 'optionOf' | 'strange'> = {
  isNamed: ({ name, file, plan }, word) =>
    [name, file, plan.application.id].some((one) => matchesWildcard(word.split('*'), one)),
  optionOf: ({ name, file, plan }) => ({
    value: file,
    label: visibleText(name),
    hint: countOf(plan.changes.length, 'change'),
  }),
  strange: (words) => `No application with changes is named ${words}.`,
};

/** Shows the application that the first word names, or that the user selects; the other words are targets. */
async function details(
  [name, ...targets]: readonly string[],
  ready: readonly Askable[],
  session: Session,
): Promise<Heard<'no'>> {
  const [only, ...others] = ready;
  const alone = others.length === 0 && only !== undefined ? [only.name] : [];
  const picking = {
    ...pickingApplications,
    text: 'Details of which application?',
    count: 'one',
    all: ready,
    ticked: [],
    inWords: '`details NAME`, with * for any characters',
  } as const;
  const picked = await pick(name === undefined ? alone : [name], picking, session);
  if (picked === 'broken-off') return { end: 'no' };
  if (picked === 'nothing') return 'again';
  for (const { plan } of picked) {
    // Who is affected by a change is known only with the live state, which a plan does not hold.
    const heard = await changeDetails(targets, { plan, details: detailsOf(plan, () => '', session) }, session);
    if (heard !== 'again') return heard;
  }
  return 'again';
}
