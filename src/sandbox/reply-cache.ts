import type { Reply } from './reply.ts';

/** Serves a reply again for some seconds, as a service does that reads its settings from a cache. */
type ReplyCache = (key: string, fresh: Reply, nowMs: number) => Reply;

/** A cache that keeps each reply for so many seconds from the time it was made; 0 keeps nothing. */
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
