import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { type Answer, configError, jsonReply } from './reply.ts';
import type { SandboxClient, SandboxState } from './state.ts';
import type { Switches } from './switches.ts';

/** A call of the Configuration API whose credentials are good. */
export type ConfigCall = {
  readonly state: SandboxState;
  readonly switches: Switches;
  readonly caller: SandboxClient;
  readonly address: string;
  readonly nowMs: number;
  readonly parameters: readonly (readonly [string, string])[];
  readonly body: Json | undefined;
};

/** A call about one client. */
export type ClientCall = ConfigCall & { readonly client: SandboxClient };

/** An error reply and no write. */
export function failed(call: ConfigCall, status: number, text: string): Answer {
  return { reply: configError(status, text, call.switches) };
}

/** Answers with the body of the request if it is a JSON object, else refuses it. */
export function withObjectBody(call: ConfigCall, answer: (body: JsonObject) => Answer): Answer {
  return isObject(call.body) ? answer(call.body) : failed(call, 400, 'The request body must be valid json.');
}

/** A JSON reply with status 200 and, after a write, the new state. */
export function replied(body: Json, state?: SandboxState): Answer {
  return state === undefined ? { reply: jsonReply(200, body) } : { reply: jsonReply(200, body), state };
}
