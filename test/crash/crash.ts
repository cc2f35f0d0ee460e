import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Interception, type SandboxState, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { programVariables, withCheapKeys } from '../support/program-variables.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioCaller } from '../support/scenario-state.ts';
import { tenCallFile, tenCallState, tenCallVariables } from './ten-calls.ts';

/** Where the program is killed: around a request, or around a record of its journal. */
export type CrashPoint =
  | { readonly at: 'request'; readonly number: number; readonly work: 'done' | 'skipped' }
  | { readonly at: 'record'; readonly number: number; readonly moment: 'before' | 'torn' | 'after' | 'closed' };

type Ended = { readonly code: number | null; readonly signal: string | null; readonly output: string };

/** A service and a folder, for one crash and what follows. */
export type CrashSite = {
  /** An apply that is killed. */
  readonly crash: (point: CrashPoint) => Promise<Ended>;
  readonly apply: () => Promise<Ended>;
  readonly undo: (run: string) => Promise<Ended>;
  readonly state: () => SandboxState;
  readonly requests: () => readonly string[];
  /** The journals, by run, with what their names say of their end. */
  readonly journals: () => readonly { readonly run: string; readonly file: string }[];
  /** Keeps service and folder as they are now; what it gives puts them back. */
  readonly keep: () => () => void;
  readonly close: () => Promise<void>;
};

const root = join(import.meta.dirname, '..', '..');
const applying = ['apply', '--auto-approve'];
const program = join(root, 'bin', 'capstan.cjs');
const killAtRecord = `--import ${pathToFileURL(join(import.meta.dirname, 'kill-at-record.mjs')).href}`;

export async function openCrashSite(): Promise<CrashSite> {
  let doomed: { readonly number: number; readonly work: 'done' | 'skipped'; readonly kill: () => void } | null = null;
  let count = 0;
  const sandbox = await startSandbox({ seed: tenCallState(), intercept });
  const top = mkdtempSync(join(tmpdir(), 'capstan-crash-'));
  const folder = join(top, 'work');
  mkdirSync(join(folder, '.git'), { recursive: true });
  // The lock is kept there: it belongs to the folder of this crash.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  writeFileSync(join(folder, 'capstan.yaml'), tenCallFile);

  function intercept(): Interception | undefined {
    const number = count;
    count += 1;
    if (doomed?.number !== number) return undefined;
    doomed.kill();
    return { kind: 'silence', work: doomed.work };
  }

  function variables(): Readonly<Record<string, string>> {
    return {
      CAPSTAN_CLIENT_ID: scenarioCaller.id,
      CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
      SANDBOX_URL: sandbox.url,
      CAPSTAN_ALLOWED_VARIABLES: 'SANDBOX_URL,NEW_*',
      ...tenCallVariables,
    };
  }

  /** In a process of its own, which is killed at that point. */
  function crash(args: readonly string[], point: CrashPoint): Promise<Ended> {
    const record = point.at === 'record' ? point : null;
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: {
        ...programVariables(folder),
        TMPDIR: temporary,
        ...variables(),
        NODE_OPTIONS: record === null ? withCheapKeys : `${withCheapKeys} ${killAtRecord}`,
        ...(record === null ? {} : { KILL_AT_RECORD: `${record.number} ${record.moment}` }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    count = 0;
    doomed = point.at === 'request' ? { ...point, kill: () => void child.kill('SIGKILL') } : null;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    return new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, output }));
    });
  }

  /** In this process: what follows a crash is the same there. Locks are found by this variable: one site at a time. */
  async function run(args: readonly string[]): Promise<Ended> {
    const usual = process.env['TMPDIR'] ?? tmpdir();
    process.env['TMPDIR'] = temporary;
    doomed = null;
    sandbox.clearRequests();
    try {
      const { code, stdout, stderr } = await runProgram(args, { cwd: folder, env: variables() });
      return { code, signal: null, output: stdout + stderr };
    } finally {
      process.env['TMPDIR'] = usual;
    }
  }

  return {
    crash: (point) => crash(applying, point),
    apply: () => run(applying),
    undo: (id) => run(['undo', id, '--auto-approve']),
    state: sandbox.state,
    requests: () => sandbox.requests.map(({ method, path }) => `${method} ${path}`),
    journals: () => journalsIn(join(folder, '.capstan', 'runs')),
    keep: () => {
      const state = sandbox.state();
      const copy = join(top, 'copy');
      rmSync(copy, { recursive: true, force: true });
      copyFolder(folder, copy);
      return () => {
        sandbox.edit(() => state);
        rmSync(folder, { recursive: true });
        copyFolder(copy, folder);
      };
    },
    close: async () => {
      await sandbox.close();
      rmSync(top, { recursive: true });
    },
  };
}

// Node 22 gives the folders of a copy the usual mode, and a lock's folder has to be closed to others.
function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const { mode } = statSync(join(from, name));
    if (statSync(join(to, name)).mode !== mode) chmodSync(join(to, name), mode);
  }
}

function journalsIn(folder: string): readonly { readonly run: string; readonly file: string }[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const [, run] = /^([A-Za-z0-9-]+)(?:\.open)?\.jsonl$/.exec(name) ?? [];
      return run === undefined ? [] : [{ run, file: join(folder, name) }];
    });
  } catch {
    return [];
  }
}
