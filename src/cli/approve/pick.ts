import { splitThing } from '../../model/address.ts';
import type { PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { changeText } from '../../render/text/change-text.ts';
import { plainStyle } from '../../render/text/style.ts';
import { shortened } from '../../render/text/value-text.ts';
import { textWidth } from '../../render/text/wrap-text.ts';
import type { Choice, Session } from '../terminal/session.ts';

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
export const pickingChanges: Pick<Picking<PlanChange>, 'isNamed' | 'optionOf' | 'strange'> = {
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
