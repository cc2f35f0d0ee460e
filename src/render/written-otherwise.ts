import type { Outcome } from '../core/model/outcome.ts';

/** Whether a call failed only in that live holds something else than was written: the write itself took place. */
export function isWrittenOtherwise({ status, code }: Outcome): boolean {
  return status === 'failed' && (code === 'type-changed' || code === 'not-as-written');
}
