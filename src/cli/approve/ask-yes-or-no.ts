import { wrapText } from '../../render/text/wrap-text.ts';
import type { Session } from '../terminal/session.ts';
import { askUntilClear, type Question } from './ask-until-clear.ts';

/** A question with the answers yes and no only. */
export type YesOrNo = {
  readonly text: string;
  /** The meaning of an empty answer; left out: none, and the question is asked again. */
  readonly usual?: 'yes';
  /** The response to any other answer. */
  readonly unclear?: string;
};

/** Asks until the answer is yes or no, as a word or its first letter. After a few unclear answers it counts as no. */
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
