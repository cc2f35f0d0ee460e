import { visibleText } from '../../render/escape/visible-text.ts';
import type { Choice, Session } from '../terminal/session.ts';

/** The selection; `nothing`: no item, and the question is asked again; `broken-off`: Ctrl-C. */
export type Picked<T> = readonly T[] | 'nothing' | 'broken-off';

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
