/** Why a run ends early. */
export type Stop = { readonly code: string; readonly message: string };

/** Why a run is asked from outside to end. */
export type StopReason = 'interrupted' | 'run-timeout' | 'audit-not-written';

const messages: Readonly<Record<StopReason, string>> = {
  interrupted: 'the run was interrupted; the calls that follow were not made',
  'run-timeout': 'the time for the run was over; the calls that follow were not made',
  'audit-not-written': 'the audit file could not be written; the calls that follow were not made',
};

/** What is told of a run that was asked to end. */
export function stopFor(reason: StopReason): Stop {
  return { code: reason, message: messages[reason] };
}

/** What ends a run whose journal lacks a record: what is not written down could not be taken back. */
export function journalNotWritten(reason: string): Stop {
  const message = `the journal could not be written (${reason}); the calls that follow were not made`;
  return { code: 'journal-not-written', message };
}
