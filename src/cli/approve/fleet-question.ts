import { matchesWildcard } from '../../leaf/wildcard.ts';
import type { Plan } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { countOf } from '../../render/report/words.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Heard, sayUnclear } from './ask-until-clear.ts';
import { detailsOf } from './details-of.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { type Picking, pick } from './pick.ts';
import { changeDetails } from './plan-question.ts';

/** An application with changes, by its name in the run. */
export type Askable = { readonly name: string; readonly file: string; readonly plan: Plan };

/**
 * Asks about the plans of several applications until the answer is yes or no. Returns the selected ones; none after a
 * no.
 */
export async function askAboutFleet(
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
