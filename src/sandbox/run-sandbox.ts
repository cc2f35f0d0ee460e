import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Intercept, underFault } from './api-call.ts';
import { defaultSeed } from './default-seed.ts';
import { type RecordedRequest, receive } from './request.ts';
import { deliver, makeService } from './service.ts';
import type { SandboxState } from './state.ts';
import { readStateFile } from './state-file.ts';
import { DEFAULT_SWITCHES, parseSwitches, SandboxError, type Switches, switchList } from './switches.ts';

export type { Interception } from './api-call.ts';
export type { RecordedRequest } from './request.ts';
export type { SandboxClient, SandboxState, SettingOption } from './state.ts';
export type { Switches } from './switches.ts';

/** The options of a sandbox. */
export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Loaded when it exists, written after each write. */
  readonly stateFile?: string;
  /** The starting state when there is no state file yet; left out: `defaultSeed()`. */
  readonly seed?: SandboxState;
  /** Its behaviour where the documents are silent: docs/reference/sandbox-switches.md. */
  readonly switches?: Partial<Switches>;
  /** The delay of each response, for benchmarks. */
  readonly latencyMs?: number;
  /** The clock, in milliseconds, of caches, old secrets and signatures. */
  readonly now?: () => number;
  /** Called for each request before its work; its result is the fault of that request. */
  readonly intercept?: Intercept;
};

/** A local Identity Cloud that is running. */
export type Sandbox = {
  /** The base address of both APIs. */
  readonly url: string;
  /** The id of its application. */
  readonly applicationId: string;
  /** Every request received so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** A deep copy of the state. */
  readonly state: () => SandboxState;
  /** An edit from outside the APIs, as someone makes it in the Console. */
  readonly edit: (change: (state: SandboxState) => SandboxState) => void;
  /** Clears the list of requests. */
  readonly clearRequests: () => void;
  /** Ends it; resolves when the port is free. */
  readonly close: () => Promise<void>;
};

/** Starts a local Identity Cloud on 127.0.0.1. Throws a SandboxError if the state or the port is invalid. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const service = makeService({
    seed: options.seed ?? defaultSeed(),
    stateFile: options.stateFile,
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
    now: options.now ?? Date.now,
  });
  let requests: RecordedRequest[] = [];
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receive(message);
    requests.push(request.record);
    const delivery = await underFault(options.intercept?.(request.record), () => service.work(request), wait);
    await wait(options.latencyMs ?? 0);
    const status = deliver(response, delivery);
    const at = requests.lastIndexOf(request.record);
    if (at !== -1) {
      requests[at] = { ...request.record, status };
    }
  }

  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    applicationId: service.state().application.id,
    get requests() {
      return requests;
    },
    state: service.state,
    edit: service.edit,
    clearRequests: () => {
      requests = [];
    },
    close: () => close(server),
  };
}

function wait(delayMs: number): Promise<void> {
  // So that it does not keep the process alive.
  return delayMs > 0 ? sleep(delayMs, undefined, { ref: false }) : Promise.resolve();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${cause.message})`;
      reject(
        new SandboxError(`Port ${port} ${reason}. Choose another with --port; 0 takes any free one.`, 64, { cause }),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** What the command line says. */
type SandboxFlags = {
  readonly port: number;
  readonly state?: string | undefined;
  readonly seed?: string | undefined;
  readonly clock?: string | undefined;
  readonly switch: readonly string[];
};

/** Its output, and its end. */
type SandboxHost = { readonly print: (text: string) => void; readonly ended: () => Promise<void> };

/** Runs a sandbox until it is interrupted, or prints its switches. Throws a SandboxError with an exit code when it cannot start. */
export async function runSandbox(flags: SandboxFlags, { print, ended }: SandboxHost): Promise<void> {
  if (flags.switch.includes('list')) {
    print(switchList());
    return;
  }
  const sandbox = await startSandbox({
    port: flags.port,
    now: clockFrom(flags.clock),
    switches: parseSwitches(flags.switch),
    ...(flags.state === undefined ? {} : { stateFile: flags.state }),
    ...(flags.seed === undefined ? {} : { seed: readStateFile(flags.seed) }),
  });
  print(greeting(sandbox.url, sandbox.state()));
  await ended();
  await sandbox.close();
}

/** A clock that shows the given time now and goes on from there; without one, the clock of the machine. */
function clockFrom(time: string | undefined): () => number {
  if (time === undefined) {
    return Date.now;
  }
  const startMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(startMs)) {
    throw new SandboxError(`The clock takes a time in UTC like 2026-01-31T09:30:00Z, not "${time}".`, 64);
  }
  const offsetMs = startMs - Date.now();
  return () => Date.now() + offsetMs;
}

/** What the command prints: where the sandbox listens, and a configuration to copy. */
export function greeting(url: string, state: SandboxState): string {
  const owner = state.clients.find(({ features }) => features.includes('owner'));
  const credentials =
    owner === undefined
      ? ['# No client of this application has the owner feature: no one can read or write its settings.']
      : [`export CAPSTAN_CLIENT_ID=${shellWord(owner.id)}`, `export CAPSTAN_CLIENT_SECRET=${shellWord(owner.secret)}`];
  return [
    `Identity Cloud sandbox listening on ${url}`,
    '',
    '# in your shell',
    ...credentials,
    '',
    '# capstan.yaml',
    'version: 1',
    'application:',
    `  id: ${JSON.stringify(state.application.id)}`,
    `  configUrl: ${url}`,
    `  captureUrl: ${url}`,
    'settings:',
    '  login_attempts: 5',
    'custom:',
    '  site_locale: US',
    '',
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
