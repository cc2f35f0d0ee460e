import { setTimeout as sleep } from 'node:timers/promises';
import { toolVersion } from '../tool-version.ts';
import { askOnTerminal } from './ask-on-terminal.ts';
import { canDraw, styleFor } from './colour-choice.ts';
import { type SignalSource, watchSignals } from './interruption.ts';
import type { Session } from './session.ts';
import { withEnvFile } from './variables.ts';
import { writeStream } from './write-stream.ts';

export type SessionFlags = {
  readonly envFile: string | undefined;
  readonly colour: 'no-color' | 'unsaid';
  readonly voice: 'quiet' | 'normal' | 'verbose';
};

/** The session of a program run in a shell. */
export async function processSession(flags: SessionFlags): Promise<Session> {
  const { stdin, stdout, stderr } = process;
  const variables = await withEnvFile(process.env, flags.envFile, process.cwd());
  const tell = writeStream(stderr);
  const draws = canDraw(stderr, variables) && flags.voice !== 'quiet';
  const progress = (text: string): void => {
    if (draws) stderr.write(`\r\u001b[K${text}`);
  };
  return {
    variables,
    cwd: process.cwd(),
    toolVersion: toolVersion(),
    now: () => new Date(),
    sleep: (ms) => sleep(ms),
    out: writeStream(stdout),
    tell,
    progress,
    ask: stdin.isTTY ? (question) => askOnTerminal(question, { input: stdin, output: stderr }) : undefined,
    outStyle: styleFor(stdout, variables, flags.colour),
    tellStyle: styleFor(stderr, variables, flags.colour),
    interruption: watchSignals(signalSource(progress), (text) => {
      progress('');
      stderr.write(text);
    }),
  };
}

function signalSource(progress: (text: string) => void): SignalSource {
  return {
    on: (signal, listener) => process.on(signal, listener),
    exit: (code) => {
      progress('');
      process.exit(code);
    },
  };
}
