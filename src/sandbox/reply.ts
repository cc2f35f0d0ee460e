import type { Json, JsonObject } from './json.ts';
import type { SandboxState } from './state.ts';
import type { Switches } from './switches.ts';

/** An HTTP response with the exact text of its body. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The result of a call: a response and, after a successful write, the new state. */
export type Answer = { readonly reply: Reply; readonly state?: SandboxState };

/** A response with a JSON body. */
export function jsonReply(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** An error of the Configuration API: `{"errors": "<text>"}`. */
export function configError(
  status: number,
  text: string,
  switches: Switches,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  // The object form is keyed by the name that the text begins with.
  const errors = switches.errorsShape === 'object' ? { [text.split(' ')[0] ?? '']: text } : text;
  return jsonReply(status, { errors }, headers);
}

/** A success of the registration domain. */
export function okReply(fields: JsonObject = {}): Reply {
  return jsonReply(200, { ...fields, stat: 'ok' });
}

/** A list in the order that the switch sets. */
export function inReplyOrder(items: readonly string[], switches: Switches): readonly string[] {
  switch (switches.listOrder) {
    case 'stored':
      return items;
    case 'sorted':
      return items.toSorted();
    case 'reversed':
      return items.toReversed();
  }
}

/** Repeats a response for some seconds, like a service with cached settings. */
type ReplyCache = (key: string, fresh: Reply, nowMs: number) => Reply;

/** A cache that keeps each response for so many seconds from the time it was made; 0 keeps nothing. */
export function makeReplyCache(seconds: number): ReplyCache {
  const kept = new Map<string, { readonly reply: Reply; readonly validUntilMs: number }>();
  return (key, fresh, nowMs) => {
    const old = kept.get(key);
    if (old !== undefined && nowMs < old.validUntilMs) {
      return old.reply;
    }
    if (seconds > 0) {
      kept.set(key, { reply: fresh, validUntilMs: nowMs + seconds * 1000 });
    }
    return fresh;
  };
}
