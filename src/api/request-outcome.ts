import type { Sent } from './interface.ts';
import type { ReadAttempt } from './judge-read.ts';
import type { RequestNote } from './outgoing.ts';

/** What a reply was found to mean. */
export type Judged = ReadAttempt | Sent;

/** The same in a word, for onlookers. */
export function outcomeOf(judged: Judged): RequestNote['outcome'] {
  switch (judged.kind) {
    case 'json':
      return 'answered';
    case 'no-client':
      return 'absent';
    case 'failed':
    case 'done':
    case 'refused':
    case 'rejected':
    case 'unknown':
      return judged.kind;
  }
}

/** Whether the service said that it is too much, in whichever of its ways. */
export function isLimit(judged: Judged): boolean {
  return 'failure' in judged && judged.failure.code === 'rate-limited';
}
