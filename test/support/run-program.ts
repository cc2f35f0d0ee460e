import { PassThrough, Writable } from 'node:stream';
import { runProgram as runIn } from '../../src/cli.ts';
import { holdVariables } from '../../src/commands/environment.ts';
import type { CliOptions, CliRun } from './run-cli.ts';

/**
 * Runs the program inside of this process, from its sources, as `runCli` runs the built one in a process of its own: the
 * same words, folder and variables, and nothing else of this machine's environment but the path. No signal arrives.
 */
export async function runProgram(words: readonly string[], { cwd, env = {}, input = '' }: CliOptions): Promise<CliRun> {
  const variables = { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env };
  const [out, err] = [kept(), kept()];
  const stdin = new PassThrough();
  stdin.end(input);
  const code = await runIn(words, {
    variables: holdVariables(variables),
    environment: variables,
    cwd: () => cwd,
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    signals: {
      on: () => undefined,
      exit: (asked) => {
        throw new Error(`The program ended by itself, with ${asked}.`);
      },
    },
  });
  return { code, stdout: out.text(), stderr: err.text() };
}

function kept(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
