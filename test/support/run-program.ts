import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../../src/cli/host.ts';
import { runProgram as runIn } from '../../src/cli/main.ts';
import { holdVariables } from '../../src/cli/terminal/environment.ts';
import { makeKeysCheap } from './cheap-keys.ts';
import type { CliOptions, CliRun } from './run-cli.ts';
import { testClock } from './test-clock.ts';

makeKeysCheap();

/**
 * Runs the program inside of this process, from its sources, as `runCli` runs the built one in a process of its own: the
 * same words, folder and variables, and nothing else of this machine's environment but the path. No signal arrives, and it
 * waits for nothing: its clock goes on instead.
 */
export function runProgram(words: readonly string[], options: CliOptions): Promise<CliRun> {
  return beginProgram(words, options).ended;
}

type Begun = {
  readonly ended: Promise<CliRun>;
  /** What it wrote to stdout up to now. */
  readonly printed: () => string;
  /** Lets a signal arrive at whatever listens for it. */
  readonly signal: (name: 'SIGINT' | 'SIGTERM') => void;
};

/** The same, in the hands of the test while it runs. */
export function beginProgram(
  words: readonly string[],
  { cwd, env = {}, input = '', clock = testClock(), heard = () => undefined }: CliOptions,
): Begun {
  const variables = { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env };
  const out = kept((chunk) => heard('stdout', chunk));
  const err = kept((chunk) => heard('stderr', chunk));
  const listeners = new Map<string, (() => void)[]>();
  const stdin = new PassThrough();
  stdin.end(input);
  const host: Host = {
    now: () => new Date(clock.now()),
    sleep: clock.sleep,
    everySecond: () => undefined,
    variables: holdVariables(variables),
    environment: variables,
    cwd: () => cwd,
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    signals: {
      on: (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
      exit: (code) => {
        throw new Error(`The program would end its process with ${code}: run it in one of its own.`);
      },
    },
  };
  return {
    ended: runIn(words, host).then((code) => ({ code, stdout: out.text(), stderr: err.text() })),
    printed: out.text,
    signal: (name) => {
      for (const listener of listeners.get(name) ?? []) listener();
    },
  };
}

function kept(heard: (chunk: Buffer) => void): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      heard(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
