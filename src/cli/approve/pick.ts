import { visibleText } from '../../render/escape/visible-text.ts';
import type { Choice, Session } from '../terminal/session.ts';

/** What was picked; `nothing`: none, and the question is asked again; `broken-off`: Ctrl-C. */
export type Picked<T> = readonly T[] | 'nothing' | 'broken-off';

/** What people pick from, and how. */
export type Picking<T> = {
  readonly text: string;
  readonly count: Choice['count'];
  readonly all: readonly T[];
  /** Those that are ticked at first. */
  readonly ticked: readonly T[];
  /** What people may write in the place of a choice, such as `details TARGET`. */
  readonly inWords: string;
  /** How one of them stands in the list, on a terminal of that width; its value is that of no other. */
  readonly optionOf: (one: T, width: number) => Choice['options'][number];
  readonly isNamed: (one: T, word: string) => boolean;
  /** What is told of words that name none of them, and what to write. */
  readonly strange: (words: string) => string;
};

/** Those that words name; without words people choose on the terminal. */
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
