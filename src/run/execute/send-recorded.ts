import type { Call } from '../../model/change.ts';
import type { Failure, Sent } from '../../service/interface.ts';
import type { RecordResult, RunJournal } from '../journal/interface.ts';
import type { Resource } from '../resources/resource.ts';
import { journalNotWritten, type Stop, type Waiting } from './stop.ts';

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
  const intent = await journal.intent(call, resource.preimage(call, fresh));
  if (intent.kind === 'failed') return undefined;
  const sent = await send(call, resource, fresh);
  await journal.sent(call.id, { kind: sent.kind, code: sent.kind === 'done' ? null : sent.failure.code });
  return sent;
}

/**
 * Whatever goes wrong here must not lose the report of what was done before. A body that would lose something was never
 * sent; of any other fault it is unknown whether it came before or after.
 */
async function send<F>(call: Call, resource: Resource<F>, fresh: F): Promise<Sent> {
  try {
    return await resource.send(call, fresh);
  } catch (error) {
    const failure = (reason: string): Failure => ({ code: 'rejected', status: null, request: null, reason, tries: 1 });
    if (error instanceof Error && error.name === 'LossyBodyError') {
      return { kind: 'rejected', failure: failure(`nothing was sent: ${error.message}`) };
    }
    return { kind: 'unknown', failure: failure('an unexpected error in capstan; please report it') };
  }
}

/** A journal that remembers whether it lacks a record. */
export type WatchedJournal = RunJournal & {
  /** Why the first missing record could not be written; null: none is missing. */
  readonly gap: () => string | null;
};

/**
 * Watches a journal. An error in it counts as a record that was not written, since nothing may end a run before its
 * report. After a gap later records are still asked for: the more is known of what was done, the better.
 */
export function watchJournal(journal: RunJournal): WatchedJournal {
  let gap: string | null = null;
  const watch = async (write: () => Promise<RecordResult>): Promise<RecordResult> => {
    const written = await attempt(write);
    if (written.kind === 'failed') gap ??= written.reason;
    return written;
  };
  return {
    intent: (call, preimage) => watch(() => journal.intent(call, preimage)),
    sent: (callId, answer) => watch(() => journal.sent(callId, answer)),
    confirmed: (outcome) => watch(() => journal.confirmed(outcome)),
    end: (report) => watch(() => journal.end(report)),
    gap: () => gap,
  };
}

async function attempt(write: () => Promise<RecordResult>): Promise<RecordResult> {
  try {
    return await write();
  } catch {
    // The error may quote what was to be written.
    return { kind: 'failed', reason: 'an unexpected error in capstan; please report it' };
  }
}

/** What all steps of a run share. */
export type StepRun = { readonly waiting: Waiting; readonly journal: WatchedJournal };

/** Why no further call may be sent; null: it may. Reading on is another matter: a gap in the journal does not hurry. */
export function stopBeforeCall({ waiting, journal }: StepRun): Stop | null {
  const gap = journal.gap();
  return gap === null ? waiting.stop() : journalNotWritten(gap);
}
