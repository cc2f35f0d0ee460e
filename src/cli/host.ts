import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { type Sleep, sleepMs } from '../leaf/work.ts';
import type { Variables } from '../workflows/context.ts';
import { type HeldVariables, holdVariables, isPublicVariable } from './terminal/environment.ts';
import type { SignalSource } from './terminal/interruption.ts';
import type { StreamFacts } from './terminal/output-stream.ts';

/** The process as a run of the program sees it: the process itself, or a substitute in a test. */
export type Host = {
  readonly variables: HeldVariables;
  /** The environment that other programs see. */
  readonly environment: Variables;
  /** The folder that relative paths start from. */
  readonly cwd: () => string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & StreamFacts;
  readonly stderr: Writable & StreamFacts;
  readonly signals: SignalSource;
  readonly now: () => Date;
  readonly sleep: Sleep;
  /** Calls repeatedly until the program ends. */
  readonly everySecond: (tick: () => void) => void;
};

/** The process of this program. Only this file accesses it. */
export function processHost(): Host {
  const { stdout, stderr } = process;
  const variables = hideVariables();
  standInForUser();
  return {
    variables,
    environment: process.env,
    cwd: () => process.cwd(),
    // Node opens it on first access, which few runs need.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    signals: {
      on: (signal, listener) => process.on(signal, listener),
      exit: (code) => process.exit(code),
    },
    now: () => new Date(),
    sleep: sleepMs,
    everySecond: (tick) => {
      setInterval(tick, 1000).unref();
    },
  };
}

// A container may run as a user whom its system does not list. oclif asks for the shell and the home of the user, which it needs for nothing
// here, and Node throws.
function standInForUser(): void {
  process.env['SHELL'] ??= 'none';
  try {
    homedir();
  } catch {
    process.env['HOME'] = '/';
  }
}

/**
 * Removes everything that may be a secret from the environment of the process, and keeps it inside this program: child
 * processes and diagnostic reports of Node then do not show it. `/proc/PID/environ` still does, to the same user: the
 * system keeps the original environment.
 */
export function hideVariables(): HeldVariables {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) if (!isPublicVariable(name)) delete process.env[name];
  leaveOutOfReports(process.report);
  return holdVariables(environment);
}

// Newer Node can leave the environment out altogether.
function leaveOutOfReports(report: object | undefined): void {
  if (report !== undefined && 'excludeEnv' in report) report.excludeEnv = true;
}
