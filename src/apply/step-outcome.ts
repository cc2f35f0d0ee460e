import type { Sent } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import type { Outcome } from '../core/model/outcome.ts';
import type { Visibility } from './resource.ts';

/** What became of a call, by the answer to it alone: nothing could be read back. */
export function outcomeUnseen(call: Call, sent: Sent): Outcome {
  if (sent.kind === 'done') {
    const reason = 'the service accepted it, but it could not be read back';
    return { call: call.id, status: 'done', verified: false, code: 'unverified', reason };
  }
  const { code, message } = sent.failure;
  return {
    call: call.id,
    status: sent.kind === 'unknown' ? 'unknown' : 'failed',
    verified: false,
    code,
    reason: message,
  };
}

/** What became of a call, by the answer and by what a later read shows. */
export function outcomeSeen(call: Call, sent: Sent, visibility: Visibility): Outcome {
  if (sent.kind !== 'done') return outcomeUnseen(call, sent);
  switch (visibility.kind) {
    case 'visible':
      return { call: call.id, status: 'done', verified: true, code: null, reason: null };
    case 'wrong':
      return { call: call.id, status: 'failed', verified: false, code: visibility.code, reason: visibility.reason };
    case 'pending': {
      const reason = 'the service accepted it, but live still shows the old value; plan again in some minutes';
      return { call: call.id, status: 'done', verified: false, code: 'unverified', reason };
    }
  }
}
