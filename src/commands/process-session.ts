import { setTimeout as sleep } from 'node:timers/promises';
import { toolVersion } from '../tool-version.ts';
import { askOnTerminal } from './ask-on-terminal.ts';
import { canDraw, styleFor } from './colour-choice.ts';
import { watchSignals } from './interruption.ts';
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
  return {
    variables,
    cwd: process.cwd(),
    toolVersion: toolVersion(),
    now: () => new Date(),
    sleep: (ms) => sleep(ms),
    out: writeStream(stdout),
    tell,
    progress:
      canDraw(stderr, variables) && flags.voice !== 'quiet' ? (text) => stderr.write(`\r\u001b[K${text}`) : () => {},
    ask: stdin.isTTY ? (question) => askOnTerminal(question, { input: stdin, output: stderr }) : undefined,
    outStyle: styleFor(stdout, variables, flags.colour),
    tellStyle: styleFor(stderr, variables, flags.colour),
    interruption: watchSignals(process, (text) => {
      stderr.write(text);
    }),
  };
}
