import type { Call } from '../../model/change.ts';
import type { Failure, Sent } from '../../service/interface.ts';
import type { RecordResult, RunJournal } from '../journal/interface.ts';
import type { Resource } from '../resources/resource.ts';
import { journalNotWritten, type Stop, type Waiting } from './stop.ts';

/**
 * Sends a call once, after its intent is on disk, and records the response. Undefined: the intent could not be written,
 * so nothing was sent. The only place that sends writes.
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
 * No error here may lose the report of earlier writes. A body that would lose values was never sent; for any other
 * error it is unknown whether the call was sent.
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

/** A journal that notes whether a record is missing. */
export type WatchedJournal = RunJournal & {
  /** Why the first missing record could not be written; null: none is missing. */
  readonly gap: () => string | null;
};

/**
 * Watches a journal. An error counts as a missing record, since nothing may end a run before its report. After a gap
 * later records are still written: every record helps.
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
    // The error may quote the record.
    return { kind: 'failed', reason: 'an unexpected error in capstan; please report it' };
  }
}

/** What all steps of a run share. */
export type StepRun = { readonly waiting: Waiting; readonly journal: WatchedJournal };

/** Why no further call may be sent; null: it may. Reads may continue after a gap in the journal. */
export function stopBeforeCall({ waiting, journal }: StepRun): Stop | null {
  const gap = journal.gap();
  return gap === null ? waiting.stop() : journalNotWritten(gap);
}
