import type { Readable, Writable } from 'node:stream';
import { isCancel, multiselect, select } from '@clack/prompts';
import type { Style } from '../../render/text/style.ts';
import { wrapText } from '../../render/text/wrap-text.ts';
import type { Choice, Chosen, Session } from '../terminal/session.ts';

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

/** The answer to a question about a plan. `names`: the targets after the word. */
export type ParsedAnswer =
  | { readonly kind: 'yes' | 'no' | 'unclear' }
  | { readonly kind: 'select' | 'details'; readonly names: readonly string[] };

const words = ['yes', 'no', 'select', 'details'] as const;

/**
 * Parses an answer: a word or its first letter, and the targets after it. A question that was interrupted counts as no.
 */
export function parseAnswer(answer: string | null): ParsedAnswer {
  if (answer === null) return { kind: 'no' };
  const [first = '', ...names] = answer.trim().split(/\s+/);
  const said = first.toLowerCase();
  const kind = words.find((word) => said === word || (said !== '' && said === word.charAt(0)));
  if (kind === undefined) return { kind: 'unclear' };
  if (kind === 'select' || kind === 'details') return { kind, names };
  // "no not that" is a no; "yes but" is not a yes.
  return names.length > 0 && kind === 'yes' ? { kind: 'unclear' } : { kind };
}

export type ChoosingStreams = { readonly input: Readable; readonly output: Writable; readonly style: Style };

type Key = { readonly name?: string; readonly ctrl?: boolean } | undefined;

/** Shows a list to choose from with the arrow keys. Escape goes back; Ctrl-C and the end of input cancel. */
export async function chooseOnTerminal(choice: Choice, { input, output, style }: ChoosingStreams): Promise<Chosen> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  let last: Key;
  const note = (_: unknown, key: Key): void => {
    last = key;
  };
  input.on('keypress', note);
  input.once('end', leave);
  input.once('close', leave);
  try {
    const streams = { input, output: painted(output, style), signal: gone.signal, withGuide: false };
    const chosen = await asked(choice, streams);
    if (chosen !== null) return chosen;
    return last?.name === 'escape' && !gone.signal.aborted ? 'back' : 'broken-off';
  } finally {
    input.off('keypress', note);
    input.off('end', leave);
    input.off('close', leave);
  }
}

type Streams = {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  readonly withGuide: boolean;
};

async function asked({ text, count, options, ticked }: Choice, streams: Streams): Promise<readonly string[] | null> {
  const list = { ...streams, message: text, options: options.map((option) => ({ ...option })) };
  const chosen = count === 'several' ? await multiselect({ ...list, initialValues: [...ticked] }) : await select(list);
  if (isCancel(chosen)) return null;
  return typeof chosen === 'string' ? [chosen] : chosen;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
const colours = /\u001b\[[\d;]*m/g;

/** The same stream, without colours if they are off. */
function painted(output: Writable, style: Style): Writable {
  if (style.bold('x') !== 'x') return output;
  const write = (text: string): boolean => output.write(text.replace(colours, ''));
  return Object.create(output, { write: { value: write } });
}
