import { wrapText } from '../../render/text/wrap-text.ts';
import type { Session } from '../terminal/session.ts';
import { type ParsedAnswer, parseAnswer } from './parse-answer.ts';

/**
 * The effect of an answer: the question ends, or it is asked again for a reason. `unclear`: capstan did not
 * understand it.
 */
export type Heard<T> = { readonly end: T } | 'again' | 'unclear';

/** A question to the user. */
export type Question<T> = {
  readonly text: () => string;
  /** The possible answers, short enough for one line: a terminal cannot redraw a longer prompt. */
  readonly choices: () => string;
  readonly hear: (said: ParsedAnswer, answer: string | null) => Promise<Heard<T>> | Heard<T>;
};

const maxUnclear = 5;

/** Asks until an answer ends the question; null: several answers in a row were unclear, which counts as no. */
export async function askUntilClear<T>(
  { text, choices, hear }: Question<T>,
  { prompt, stderr, stderrStyle }: Pick<Session, 'prompt' | 'stderr' | 'stderrStyle'>,
): Promise<T | null> {
  for (let unclear = 0; unclear < maxUnclear; ) {
    await stderr(`\n${wrapText(text(), stderrStyle.width).join('\n')}\n`);
    const answer = (await prompt?.(choices())) ?? null;
    const heard = await hear(parseAnswer(answer), answer);
    if (typeof heard === 'object') return heard.end;
    unclear = heard === 'again' ? 0 : unclear + 1;
  }
  return null;
}

/** Prints why an answer has no effect, or that it was not understood. */
export async function sayUnclear(
  { stderr }: Pick<Session, 'stderr'>,
  why = 'Answer with one of these words, or its first letter. Nothing is applied without a yes.',
): Promise<'unclear'> {
  await stderr(`${why}\n`);
  return 'unclear';
}
