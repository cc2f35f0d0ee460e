import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { programVariables } from './program-variables.ts';
import type { TestClock } from './test-clock.ts';

export type CliRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type CliOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What a program in this process goes by; a process of its own has the clock of the machine. */
  readonly clock?: TestClock;
  /** Hears what is written, in its order; of a program in this process alone. */
  readonly heard?: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
};

/** Runs the program with these words; the built one, or its sources in this process. */
export type RunCli = (args: readonly string[], options: CliOptions) => Promise<CliRun>;

const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');

/** Runs the built program as a user does, with nothing of this machine's environment but the path. */
export function runCli(args: readonly string[], { cwd, env = {}, input = '' }: CliOptions): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...programVariables(cwd), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
