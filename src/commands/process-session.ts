import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolVersion } from '../tool-version.ts';
import { actorOf } from './actor.ts';
import { askOnTerminal } from './ask-on-terminal.ts';
import { openAuditFile } from './audit-file.ts';
import { canDraw, styleFor } from './colour-choice.ts';
import { knownVariables, learnVariables } from './environment.ts';
import { type SignalSource, watchSignals } from './interruption.ts';
import { OutputFailed } from './output-failed.ts';
import { type RequestWatch, watchRequests } from './request-watch.ts';
import type { Session } from './session.ts';
import { type Variables, withEnvFile } from './variables.ts';
import { writeStream } from './write-stream.ts';

export type SessionFlags = {
  readonly envFile: string | undefined;
  readonly colour: 'no-color' | 'unsaid';
  readonly voice: 'quiet' | 'normal' | 'verbose';
  /** Where requests are written down; undefined: nowhere. */
  readonly audit: string | undefined;
  /** The first file that the command was given: the commit of its repository stands in the audit. */
  readonly firstFile: string | undefined;
};

/** The session of a program run in a shell. */
export async function processSession(flags: SessionFlags): Promise<Session> {
  const { stdin, stdout, stderr } = process;
  const variables = await withEnvFile(knownVariables(), flags.envFile, process.cwd());
  learnVariables(variables);
  const requests = await requestsOf(flags, variables);
  const tell = writeStream(stderr, () => null);
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
    out: writeStream(stdout, (reason) => new OutputFailed(reason, requests.wrote() ? 'a-write' : 'nothing')),
    tell,
    progress,
    ask: stdin.isTTY ? (question) => askOnTerminal(question, { input: stdin, output: stderr }) : undefined,
    outStyle: styleFor(stdout, variables, flags.colour),
    tellStyle: styleFor(stderr, variables, flags.colour),
    interruption: watchSignals(signalSource(progress), (text) => {
      progress('');
      stderr.write(text);
    }),
    requests,
  };
}

async function requestsOf({ audit, firstFile }: SessionFlags, variables: Variables): Promise<RequestWatch> {
  if (audit === undefined) return watchRequests(null, { commit: null, actor: '' });
  const file = openAuditFile(resolve(audit), audit);
  const { commitOf } = await import('./commit.ts');
  return watchRequests(file, { commit: await commitOf(dirname(resolve(firstFile ?? ''))), actor: actorOf(variables) });
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
