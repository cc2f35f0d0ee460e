import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSeed } from './default-seed.ts';
import { type Intercept, underFault } from './interception.ts';
import { type RecordedRequest, receive } from './request.ts';
import { SandboxError } from './sandbox-error.ts';
import { deliver, makeService } from './service.ts';
import type { SandboxState } from './state.ts';
import { DEFAULT_SWITCHES, type Switches } from './switches.ts';

export type { Interception } from './interception.ts';
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
