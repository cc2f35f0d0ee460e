import type { Readable, Writable } from 'node:stream';
import { isCancel, multiselect, select } from '@clack/prompts';
import type { Style } from '../../render/text/style.ts';
import type { Choice, Chosen } from './session.ts';

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
