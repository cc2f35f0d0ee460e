import { wrapText } from '../../render/text/wrap-text.ts';
import type { Session } from '../terminal/session.ts';
import { readSaid } from './said.ts';

/** A question that takes yes or no, and nothing else. */
export type YesOrNo = {
  readonly text: string;
  /** What an empty answer means; left out: nothing, and it is asked again. */
  readonly usual?: 'yes';
  /** What to say to an answer that is neither. */
  readonly unclear?: string;
};

const maxUnclear = 5;

/** Asks until the answer is yes or no, a word or its letter, as `apply` takes them; some times, then it is a no. */
export async function askYesOrNo(
  { text, usual, unclear = 'Answer yes or no.' }: YesOrNo,
  { prompt, stderr, stderrStyle }: Pick<Session, 'prompt' | 'stderr' | 'stderrStyle'>,
): Promise<'yes' | 'no'> {
  for (let times = 0; times < maxUnclear; times += 1) {
    await stderr(`\n${wrapText(text, stderrStyle.width).join('\n')}\n`);
    const answer = (await prompt?.(usual === undefined ? '[y]es, [n]o: ' : '[y]es, [n]o (Enter: yes): ')) ?? null;
    const { kind } = usual !== undefined && answer?.trim() === '' ? { kind: usual } : readSaid(answer);
    if (kind === 'yes' || kind === 'no') return kind;
    await stderr(`${wrapText(unclear, stderrStyle.width).join('\n')}\n`);
  }
  return 'no';
}
