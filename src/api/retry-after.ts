import type { Reply } from './reply-json.ts';
import { replyDateMs } from './service-clock.ts';

/** How long the service asks to be left alone; null when it does not say. */
export function retryAfterMs(reply: Reply, nowMs: number): number | null {
  const text = reply.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  // By the clock that wrote it, where the reply shows that one: the clock of this machine may be wrong, or jump.
  return Math.max(0, at - (replyDateMs(reply) ?? nowMs));
}
