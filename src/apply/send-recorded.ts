import type { Failure, Sent } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import type { RunJournal } from '../journal/interface.ts';
import type { Resource } from './resource.ts';

/**
 * Sends a call once, after its intent is on disk, and writes down the answer. Undefined: the intent could not be
 * written, so nothing was sent. The only place from which a write leaves.
 */
export async function sendRecorded<F>(
  call: Call,
  resource: Resource<F>,
  fresh: F,
  journal: RunJournal,
): Promise<Sent | undefined> {
  const intent = await journal.intent(call, resource.held(call, fresh));
  if (intent.kind === 'failed') return undefined;
  const sent = await send(call, resource, fresh);
  await journal.sent(call.id, { kind: sent.kind, code: sent.kind === 'done' ? null : sent.failure.code });
  return sent;
}

/**
 * Whatever goes wrong here must not lose the report of what was done before. A body that would lose something was never
 * sent; of any other fault nobody can say whether it came before or after.
 */
async function send<F>(call: Call, resource: Resource<F>, fresh: F): Promise<Sent> {
  try {
    return await resource.send(call, fresh);
  } catch (error) {
    const failure = (message: string): Failure => ({ code: 'rejected', status: null, message });
    if (error instanceof Error && error.name === 'LossyBodyError') {
      return { kind: 'rejected', failure: failure(`nothing was sent: ${error.message}`) };
    }
    return { kind: 'unknown', failure: failure('an unexpected error in capstan; please report it') };
  }
}
