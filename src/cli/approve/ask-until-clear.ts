import { wrapText } from '../../render/text/wrap-text.ts';
import type { Session } from '../terminal/session.ts';
import { type ParsedAnswer, parseAnswer } from './parse-answer.ts';

/** What came of an answer: the end of the question, or why it is asked again. `unclear`: nothing was understood. */
export type Heard<T> = { readonly end: T } | 'again' | 'unclear';

/** A question for people. */
export type Question<T> = {
  readonly text: () => string;
  /** The answers that there are. Short, so that it stays in a line: a terminal cannot take a longer one back. */
  readonly choices: () => string;
  readonly hear: (said: ParsedAnswer, answer: string | null) => Promise<Heard<T>> | Heard<T>;
};

const maxUnclear = 5;

/** Asks until an answer ends it; null: several in a row were not understood, which is a no. */
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

/** Says why an answer does nothing, or that it was not understood. */
export async function sayUnclear(
  { stderr }: Pick<Session, 'stderr'>,
  why = 'Answer with one of these words, or its first letter. Nothing is applied without a yes.',
): Promise<'unclear'> {
  await stderr(`${why}\n`);
  return 'unclear';
}
