import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import { answer, tooManyRequests, unexpectedError } from './answer.ts';
import type { Delivery } from './interception.ts';
import { parseState } from './parse-state.ts';
import { type Answer, makeReplyCache, type Reply } from './reply.ts';
import type { ReceivedRequest } from './request.ts';
import type { SandboxState, World } from './state.ts';
import { openStateFile, writeStateFile } from './state-file.ts';
import type { Switches } from './switches.ts';

/** The service without its network: it holds the state and does the work of one request at a time. */
export type Service = {
  readonly work: (request: ReceivedRequest) => Reply;
  readonly state: () => SandboxState;
  readonly edit: (change: (state: SandboxState) => SandboxState) => void;
};

type ServiceOptions = {
  readonly seed: SandboxState;
  readonly stateFile: string | undefined;
  readonly switches: Switches;
  readonly now: () => number;
};

/** Starts the service from its state file, or from the seed when there is none. */
export function makeService({ seed, stateFile, switches, now }: ServiceOptions): Service {
  const cached = makeReplyCache(switches.cacheSeconds);
  let state = stateFile === undefined ? copy(seed) : openStateFile(stateFile, copy(seed));
  let requestCount = 0;

  function work(request: ReceivedRequest): Reply {
    requestCount += 1;
    const world: World = { state, switches, nowMs: now() };
    const isTooMany = switches.rateLimitEvery > 0 && requestCount % switches.rateLimitEvery === 0;
    const reply = isTooMany ? tooManyRequests(request, world).reply : doWork(request, world);
    return isCacheable(request, reply) ? cached(cacheKey(request), reply, world.nowMs) : reply;
  }

  function doWork(request: ReceivedRequest, world: World): Reply {
    try {
      const done: Answer = answer(request, world);
      if (done.state !== undefined) {
        commit(done.state);
      }
      return done.reply;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return unexpectedError(request, world, `The sandbox failed: ${reason}`).reply;
    }
  }

  // The file first: what could not be kept was not done.
  function commit(next: SandboxState): void {
    if (stateFile !== undefined) {
      writeStateFile(stateFile, next);
    }
    state = next;
  }

  return { work, state: () => copy(state), edit: (change) => commit(copy(change(copy(state)))) };
}

function isCacheable({ record }: ReceivedRequest, reply: Reply): boolean {
  return record.method === 'GET' && record.path.startsWith('/config/') && reply.status === 200;
}

function cacheKey({ record, parameters }: ReceivedRequest): string {
  return JSON.stringify([record.path, parameters]);
}

/** A deep copy that is also known to be a valid state. */
function copy(state: SandboxState): SandboxState {
  return parseState(JSON.stringify(state), 'the given state');
}

/** Puts an answer on the wire, whole or broken as the fault wants it. Returns the status that the caller could see. */
export function deliver(response: ServerResponse, { how, reply, sendBytes }: Delivery): number | undefined {
  const body = Buffer.from(reply.body);
  // A reply without content carries no length either.
  const length = reply.status === 204 || reply.status === 304 ? {} : { 'content-length': body.byteLength };
  switch (how) {
    case 'whole':
      response.writeHead(reply.status, { ...length, ...reply.headers }).end(body);
      return reply.status;
    case 'cut-off':
      response.writeHead(reply.status, { ...length, ...reply.headers }).flushHeaders();
      response.socket?.end(body.subarray(0, sendBytes));
      return reply.status;
    case 'reset':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'silence':
      return undefined;
  }
}
