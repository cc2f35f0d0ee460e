import type { Failure } from './interface.ts';
import type { Reply } from './reply-json.ts';

/** When a reply says that it was made, in milliseconds since 1970; null when it does not say. */
export function replyDateMs(reply: Reply): number | null {
  const text = reply.headers.get('date') ?? '';
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** How far the clock of this machine is ahead of the service's; negative: behind. Null: nobody knows. */
export type SkewMs = number | null;

/** A refusal of a signed request, with the clock as a possible cause: the date is a part of what was signed. */
export function withClock(failure: Failure, skewMs: SkewMs): Failure {
  return { ...failure, message: `${failure.message}; ${clockCause(skewMs)}` };
}

function clockCause(skewMs: SkewMs): string {
  const seconds = Math.round(Math.abs(skewMs ?? 0) / 1000);
  if (skewMs === null) return 'the request was signed with the date of this machine: check its clock';
  if (seconds <= 1) return 'the request was signed, and the clock of this machine agrees with that of the service';
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return `the request was signed with the date of this machine, whose clock is ${seconds} s ${direction} that of the service: set it`;
}
