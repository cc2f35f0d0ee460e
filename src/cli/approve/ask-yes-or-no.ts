import { wrapText } from '../../render/text/wrap-text.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Question } from './ask-until-clear.ts';

/** A question that takes yes or no, and nothing else. */
export type YesOrNo = {
  readonly text: string;
  /** What an empty answer means; left out: nothing, and it is asked again. */
  readonly usual?: 'yes';
  /** What to say to an answer that is neither. */
  readonly unclear?: string;
};

/** Asks until the answer is yes or no, a word or its letter, as `apply` takes them; some times, then it is a no. */
export async function askYesOrNo(
  { text, usual, unclear = 'Answer yes or no.' }: YesOrNo,
  terminal: Pick<Session, 'prompt' | 'stderr' | 'stderrStyle'>,
): Promise<'yes' | 'no'> {
  const question: Question<'yes' | 'no'> = {
    text: () => text,
    choices: () => (usual === undefined ? '[y]es, [n]o: ' : '[y]es, [n]o (Enter: yes): '),
    hear: async (said, answer) => {
      const kind = usual !== undefined && answer?.trim() === '' ? usual : said.kind;
      if (kind === 'yes' || kind === 'no') return { end: kind };
      await terminal.stderr(`${wrapText(unclear, terminal.stderrStyle.width).join('\n')}\n`);
      return 'unclear';
    },
  };
  return (await askUntilClear(question, terminal)) ?? 'no';
}
