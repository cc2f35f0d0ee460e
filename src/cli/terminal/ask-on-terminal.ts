import type { Readable, Writable } from 'node:stream';

/** Asks and waits for a line; null if the user presses Ctrl-C or Ctrl-D. */
export async function askOnTerminal(
  question: string,
  streams: { input: Readable; output: Writable },
): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface(streams);
  return new Promise((resolve) => {
    let answered = false;
    lines.on('close', () => {
      // The cursor is still behind the question.
      if (!answered) streams.output.write('\n');
      resolve(null);
    });
    lines.on('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      answered = true;
      resolve(answer);
      lines.close();
    });
  });
}
