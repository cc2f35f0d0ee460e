import { registrationError } from './api-call.ts';
import { answerConfig } from './config-api.ts';
import { answerRegistration } from './registration-api.ts';
import { type Answer, configError, jsonReply } from './reply.ts';
import type { ReceivedRequest } from './request.ts';
import { clientById, type World } from './state.ts';

const PUBLISHED = /^\/widget_data\/settings\/([^/]+)\/([^/]+)\.json$/;

/** Answers any request: the Configuration API, the registration domain, and the public widget files. */
export function answer(request: ReceivedRequest, world: World): Answer {
  const { path } = request.record;
  if (request.tooLarge) {
    return { reply: configError(413, 'The request body is too large.', world.switches) };
  }
  if (path.startsWith('/config/')) {
    return answerConfig(request, world);
  }
  return path.startsWith('/widget_data/') ? answerPublished(path, world) : answerRegistration(request, world);
}

/** The refusal of a request that is one too many. */
export function tooManyRequests(request: ReceivedRequest, { switches }: World): Answer {
  const { rateLimitForm, retryAfterSeconds } = switches;
  const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {};
  const isConfig = request.record.path.startsWith('/config/');
  if (rateLimitForm !== 'api_limit_error') {
    return { reply: configError(Number(rateLimitForm), 'Too many requests.', switches, headers) };
  }
  // That form is the registration domain's own; the Configuration API has no errors under 200.
  return isConfig
    ? { reply: configError(429, 'Too many requests.', switches, headers) }
    : registrationError(510, 'too many simultaneous API calls');
}

/** The answer when the sandbox itself failed. */
export function unexpectedError(request: ReceivedRequest, { switches }: World, reason: string): Answer {
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
