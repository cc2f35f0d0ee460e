import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { Delivery } from './api-call.ts';
import { type Answer, configError, jsonReply, makeReplyCache, type Reply, registrationError } from './api-call.ts';
import { answerConfig } from './config-api.ts';
import { answerRegistration } from './registration-api.ts';
import type { ReceivedRequest } from './request.ts';
import { clientById, type SandboxState, type World } from './state.ts';
import { openStateFile, parseState, writeStateFile } from './state-file.ts';
import type { Switches } from './switches.ts';

/** The service without its network: it holds the state and does the work of one request at a time. */
type Service = {
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

  // The file is written first: a change that cannot be saved is not made.
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

/** Sends a response, complete or broken by the fault. Returns the status that the client could see. */
export function deliver(response: ServerResponse, { how, reply, sendBytes }: Delivery): number | undefined {
  const body = Buffer.from(reply.body);
  // A response without content carries no length either.
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

const PUBLISHED = /^\/widget_data\/settings\/([^/]+)\/([^/]+)\.json$/;

/** Handles any request: the Configuration API, the registration domain, and the public widget files. */
function answer(request: ReceivedRequest, world: World): Answer {
  const { path } = request.record;
  if (request.tooLarge) {
    return { reply: configError(413, 'The request body is too large.', world.switches) };
  }
  if (path.startsWith('/config/')) {
    return answerConfig(request, world);
  }
  return path.startsWith('/widget_data/') ? answerPublished(path, world) : answerRegistration(request, world);
}

/** The response to a request above the rate limit. */
function tooManyRequests(request: ReceivedRequest, { switches }: World): Answer {
  const { rateLimitForm, retryAfterSeconds } = switches;
  const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {};
  const isConfig = request.record.path.startsWith('/config/');
  if (rateLimitForm !== 'api_limit_error') {
    return { reply: configError(Number(rateLimitForm), 'Too many requests.', switches, headers) };
  }
  // Only the registration domain has this form; the Configuration API has no errors under 200.
  return isConfig
    ? { reply: configError(429, 'Too many requests.', switches, headers) }
    : registrationError(510, 'too many simultaneous API calls');
}

/** The response after an internal error. */
function unexpectedError(request: ReceivedRequest, { switches }: World, reason: string): Answer {
  return request.record.path.startsWith('/config/')
    ? { reply: configError(500, reason, switches) }
    : registrationError(500, reason);
}

function answerPublished(path: string, { state, switches }: World): Answer {
  const [, applicationId, clientId = ''] = PUBLISHED.exec(path) ?? [];
  const newest = applicationId === state.application.id ? clientById(state, clientId)?.publications?.[0] : undefined;
  return newest === undefined
    ? { reply: configError(404, 'Not found.', switches) }
    : { reply: jsonReply(200, { janrain_settings_version: newest.version, ...newest.settings }) };
}
