import type { RunJournal, Written } from '../journal/interface.ts';

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
  const watch = async (write: () => Promise<Written>): Promise<Written> => {
    const written = await attempt(write);
    if (written.kind === 'failed') gap ??= written.reason;
    return written;
  };
  return {
    intent: (call, held) => watch(() => journal.intent(call, held)),
    sent: (callId, answer) => watch(() => journal.sent(callId, answer)),
    confirmed: (outcome) => watch(() => journal.confirmed(outcome)),
    end: (report) => watch(() => journal.end(report)),
    gap: () => gap,
  };
}

async function attempt(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch {
    // The error may quote what was to be written.
    return { kind: 'failed', reason: 'an unexpected error in capstan; please report it' };
  }
}
