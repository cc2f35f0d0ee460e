import type { Plan, PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { changeText } from '../../render/text/change-text.ts';
import { plainStyle } from '../../render/text/style.ts';
import { shortened } from '../../render/text/value-text.ts';
import { textWidth } from '../../render/text/wrap-text.ts';
import type { Choice, Session } from '../terminal/session.ts';

/** Changes that were picked; `nothing`: none, and the question is asked again; `broken-off`: Ctrl-C. */
export type Picked = readonly PlanChange[] | 'nothing' | 'broken-off';

/** What a question on changes is about. */
export type Picking = {
  readonly text: string;
  readonly count: Choice['count'];
  /** Among these. */
  readonly changes: readonly PlanChange[];
  /** Those that are ticked at first. */
  readonly ticked: readonly PlanChange[];
  /** What people may write in the place of a choice, such as `details TARGET`. */
  readonly inWords: string;
};

type Terminal = Pick<Session, 'choose' | 'stderr' | 'stderrStyle'>;

/** The changes that targets name; without targets people choose on the terminal. */
export async function pickChanges(names: readonly string[], picking: Picking, terminal: Terminal): Promise<Picked> {
  if (names.length > 0) return named(names, picking, terminal);
  const { choose, stderrStyle } = terminal;
  if (choose === undefined) {
    await terminal.stderr(`Name them: ${picking.inWords}.\n`);
    return 'nothing';
  }
  const { text, count, changes, ticked } = picking;
  const options = changes.map((change) => optionOf(change, stderrStyle.width));
  const chosen = await choose({ text, count, options, ticked: ticked.map(({ target }) => target) });
  if (chosen === 'broken-off') return 'broken-off';
  return chosen === 'back' ? 'nothing' : changes.filter(({ target }) => chosen.includes(target));
}

/** The changes of a plan that targets name, all of a scope included; those that name none are told. */
async function named(names: readonly string[], { changes }: Picking, { stderr }: Terminal): Promise<Picked> {
  const read = names.map((name) => [name, within(changes, name)] as const);
  const strange = read.flatMap(([name, found]) => (found.length === 0 ? [visibleText(name)] : []));
  if (strange.length === 0) return changes.filter((change) => read.some(([, found]) => found.includes(change)));
  await stderr(`No change of this plan is named ${strange.join(', ')}. Write targets as the plan does.\n`);
  return 'nothing';
}

function within(changes: Plan['changes'], name: string): Plan['changes'] {
  return changes.filter(({ target }) => isNamed(target, name));
}

// By its target, by the scope that it is in, or by its last part, as `login_attempts`.
function isNamed(target: string, name: string): boolean {
  if (name === 'global') return !target.startsWith('clients.');
  return target === name || target.startsWith(`${name}.`) || target.endsWith(`.${name}`);
}

// What stands in a line of the list besides: its mark, blanks, and the brackets around what changes.
const frame = 8;

function optionOf(change: PlanChange, width: number): Choice['options'][number] {
  const label = visibleText(change.target);
  const [first = ''] = changeText(change, '', plainStyle(), 'short');
  const values = `${first.slice(0, 1)} ${first.slice(1).trimStart()}`;
  return { value: change.target, label, hint: shortened(values, Math.max(frame, width - frame - textWidth(label))) };
}
