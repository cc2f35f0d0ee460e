import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { programVariables } from '../support/program-variables.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { testClock } from '../support/test-clock.ts';

const path = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');

type Run = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CliRun>;

/** A folder with a capstan.yaml, a sandbox that it names, and the program to run there. */
export type Bench = {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the program in this process. */
  readonly run: Run;
  /** Runs the built program in a process of its own, for what only a process has. */
  readonly launch: Run;
  readonly write: (name: string, text: string) => void;
  readonly end: () => Promise<void>;
};

export const live = { settings: { login_attempts: 5, site_name: 'Old' }, custom: { banner: 'x' } };

/** A file that changes `login_attempts`, and what else is asked for. */
export function configuration(url: string, more = ''): string {
  const urls = `configUrl: "${url}", captureUrl: "${url}"`;
  return `version: 1\napplication: { id: ${scenarioApplication}, ${urls} }\nsettings:\n  login_attempts: 3\n${more}`;
}

export async function startBench(options: SandboxOptions = {}, more = ''): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-cli-'));
  const clock = testClock();
  const sandbox = await startSandbox({ seed: scenarioState(live), now: clock.now, ...options });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('capstan.yaml', configuration(sandbox.url, more));
  const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
  return {
    folder,
    sandbox,
    env,
    write,
    run: (args, extra = {}) => runProgram(args, { cwd: folder, env: { ...env, ...extra }, clock }),
    launch: (args, extra = {}) => runCli(args, { cwd: folder, env: { ...env, ...extra } }),
    end: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunningProgram = {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when it has said so on stderr; or when it has ended. */
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
};

/** Starts the program and hands it to the test while it runs. */
export function startProgram(args: readonly string[], bench: Pick<Bench, 'folder' | 'env'>): RunningProgram {
  const child = spawn(process.execPath, [path, ...args], {
    cwd: bench.folder,
    env: { ...programVariables(bench.folder), ...bench.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const said = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on('data', look);
      child.on('close', () => resolve());
      look();
    });
  return { kill: (signal) => void child.kill(signal), said, ended };
}
