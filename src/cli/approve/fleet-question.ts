import { matchesWildcard } from '../../leaf/wildcard.ts';
import type { Plan } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { countOf } from '../../render/report/words.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Heard } from './ask-until-clear.ts';
import { detailsOf } from './details-of.ts';
import { changeDetails } from './plan-question.ts';
import type { Said } from './said.ts';

/** An application with changes, by the name that it goes by in the run. */
export type Askable = { readonly name: string; readonly file: string; readonly plan: Plan };

type Terminal = Pick<Session, 'choose' | 'prompt' | 'stderr' | 'stderrStyle'>;

/** Asks about the plans of several applications until the answer is yes or no; gives those that were chosen, none after a no. */
export async function askAboutFleet(
  { ready, waves }: { readonly ready: readonly Askable[]; readonly waves: readonly string[] },
  session: Session,
): Promise<readonly Askable[]> {
  let chosen = ready;
  const select = async (names: readonly string[]): Promise<Heard<'no'>> => {
    if (ready.length === 1) return unclear(session);
    const words = { kind: 'select', names } as const;
    const picked = await pick(words, { ready, chosen, text: 'Which applications are to be applied?' }, session);
    if (picked === 'broken-off') return { end: 'no' };
    if (picked.length > 0) chosen = picked;
    return 'again';
  };
  const hear = (said: Said): Promise<Heard<'yes' | 'no'>> | Heard<'yes' | 'no'> => {
    switch (said.kind) {
      case 'yes':
      case 'no':
        return { end: said.kind };
      case 'select':
        return select(said.names);
      case 'details':
        return details(said.names, chosen, session);
      case 'unclear':
        return unclear(session);
    }
  };
  const ways = `[y]es, [n]o, ${ready.length > 1 ? '[s]elect, ' : ''}[d]etails: `;
  const answer = await askUntilClear({ text: () => subject(chosen, waves), ways: () => ways, hear }, session);
  return answer === 'yes' ? chosen : [];
}

function subject(chosen: readonly Askable[], waves: readonly string[]): string {
  const changes = chosen.reduce((sum, { plan }) => sum + plan.changes.length, 0);
  const inWaves = waves.length < 2 ? '' : `, in waves: ${waves.join(', ')}`;
  return `Apply ${countOf(changes, 'change')} to ${countOf(chosen.length, 'application')}${inWaves}?`;
}

async function unclear({ stderr }: Terminal): Promise<'unclear'> {
  await stderr('Answer with one of these words, or its first letter. Nothing is applied without a yes.\n');
  return 'unclear';
}

type Words = Extract<Said, { readonly names: readonly string[] }>;

type Picking = {
  readonly ready: readonly Askable[];
  /** Those that are ticked at first. */
  readonly chosen: readonly Askable[];
  readonly text: string;
};

/** The applications that are named, or that people choose; none: the question is asked again. */
async function pick(
  { kind, names }: Words,
  { ready, chosen, text }: Picking,
  { choose, stderr }: Terminal,
): Promise<readonly Askable[] | 'broken-off'> {
  if (names.length > 0) return named(names, ready, stderr);
  if (choose === undefined) {
    await stderr(`Name them: \`${kind} NAME NAME\`, with * for any characters.\n`);
    return [];
  }
  const picked = await choose({
    text,
    count: kind === 'select' ? 'several' : 'one',
    options: ready.map(({ name, file, plan }) => ({
      value: file,
      label: visibleText(name),
      hint: countOf(plan.changes.length, 'change'),
    })),
    ticked: chosen.map(({ file }) => file),
  });
  if (picked === 'broken-off') return 'broken-off';
  return picked === 'back' ? [] : ready.filter(({ file }) => picked.includes(file));
}

async function named(names: readonly string[], ready: readonly Askable[], stderr: Terminal['stderr']) {
  const isOf = (wanted: string, { name, file, plan }: Askable): boolean =>
    [name, file, plan.application.id].some((one) => matchesWildcard(wanted.split('*'), one));
  const strange = names.filter((wanted) => !ready.some((each) => isOf(wanted, each)));
  if (strange.length === 0) return ready.filter((each) => names.some((wanted) => isOf(wanted, each)));
  await stderr(`No application with changes is named ${strange.map(visibleText).join(', ')}.\n`);
  return [];
}

/** Of the application that the first word names, or that people choose; the words behind it are targets. */
async function details(
  [name, ...targets]: readonly string[],
  ready: readonly Askable[],
  session: Session,
): Promise<Heard<'no'>> {
  const [only, ...others] = ready;
  const names = name === undefined && others.length === 0 && only !== undefined ? [only.name] : [];
  const words = { kind: 'details', names: name === undefined ? names : [name] } as const;
  const picked = await pick(words, { ready, chosen: [], text: 'Of which application?' }, session);
  if (picked === 'broken-off') return { end: 'no' };
  for (const { plan } of picked) {
    // For whom a change counts is known where live is at hand, which a plan is not.
    const heard = await changeDetails(targets, { plan, details: detailsOf(plan, () => '', session) }, session);
    if (heard !== 'again') return heard;
  }
  return 'again';
}
