import type { Problem } from '../../model/finding.ts';
import type { RunHeader } from '../../model/run.ts';
import type { Verification } from '../../render/text/run-text.ts';
import { type ReadRun, readRun } from '../../run/journal/read-run.ts';
import type { Variables, WorkflowContext } from '../context.ts';
import { checkKeys } from '../fingerprint.ts';

type FailedRead = Exclude<ReadRun, { readonly kind: 'run' }>;

/** Why a journal cannot be read with the available keys: as a finding of `runs`, and as the error that ends an undo. */
export type JournalError = {
  readonly verification: Exclude<Verification, { readonly kind: 'verified' }>;
  readonly problem: Omit<Problem, 'source'>;
};

const untrusted =
  'Nothing was written, because its content cannot be trusted. Get the file from a backup, or restore the values by hand.';

/** What is wrong, and what to do. */
export function journalError(read: FailedRead, header: RunHeader): JournalError {
  const { run } = header;
  switch (read.kind) {
    case 'wrong-key':
      return wrongKey(read, header);
    case 'other-key':
      return otherKey(read, header);
    case 'changed': {
      const reason = `it was changed, at line ${read.line} or before`;
      return mismatch(
        { kind: 'changed', reason },
        'journal-changed',
        `The journal of run ${run} was changed: ${reason}.`,
      );
    }
    case 'truncated': {
      const reason = 'records at its end are missing, although the run finished';
      return mismatch(
        { kind: 'truncated', reason },
        'journal-truncated',
        `The journal of run ${run} is cut off: ${reason}.`,
      );
    }
    case 'unknown-version': {
      const reason = `it has version ${read.version}, which this version of capstan does not support`;
      return unreadable(
        reason,
        'journal-version-unknown',
        `Use the version of capstan that wrote it (${header.tool.version}).`,
        run,
      );
    }
    case 'not-a-journal':
    case 'unreadable':
      return unreadable(read.reason, 'journal-unreadable', 'Make it readable, or get it from a backup.', run);
  }
}

function mismatch(
  verification: JournalError['verification'],
  code: string,
  message: string,
  cure: string = untrusted,
): JournalError {
  return { verification, problem: { code, message, cure } };
}

function unreadable(reason: string, code: string, cure: string, run: string): JournalError {
  return mismatch({ kind: 'not-verified', reason }, code, `The journal of run ${run} cannot be read: ${reason}.`, cure);
}

function wrongKey(
  { variable, found }: Extract<FailedRead, { readonly kind: 'wrong-key' }>,
  { run, caller }: RunHeader,
): JournalError {
  const reason =
    found === 'nothing'
      ? `${variable} is not set`
      : `${variable} does not hold the secret that the run was recorded with`;
  const cure =
    variable === 'CAPSTAN_JOURNAL_KEY'
      ? 'Set CAPSTAN_JOURNAL_KEY to its value at the time of the run.'
      : `Set ${variable} to the secret that client ${caller} had at that time. To undo runs with other credentials, set CAPSTAN_JOURNAL_KEY for every apply and undo.`;
  return mismatch(
    { kind: 'not-verified', reason },
    'journal-key',
    `The journal of run ${run} cannot be opened: ${reason}.`,
    cure,
  );
}

function otherKey(
  { variable, why }: Extract<FailedRead, { readonly kind: 'other-key' }>,
  { run }: RunHeader,
): JournalError {
  const isSet = why === 'own-key-is-set';
  const reason = isSet
    ? `it was recorded with ${variable}, and CAPSTAN_JOURNAL_KEY is set`
    : `it was recorded with ${variable}, which is not a secret`;
  const cure = isSet
    ? `Anyone who knows ${variable} can have written it. To use it anyway, unset CAPSTAN_JOURNAL_KEY.`
    : 'Others can have written it. Restore the values by hand, or get the journal from a backup.';
  return mismatch(
    { kind: 'other-key', reason },
    'journal-other-key',
    `The journal of run ${run} has another key: ${reason}.`,
    cure,
  );
}

/** Reads a journal with the available keys, after checking them. */
export function readJournal(path: string, { variables }: Pick<WorkflowContext, 'variables'>): Promise<ReadRun> {
  checkKeys({ clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' }, variables);
  return readRun(path, capstanVariable(variables));
}

/**
 * The variables that a journal may name: a forged journal must not have other variables tried as a key or sent as
 * credentials.
 */
function capstanVariable(variables: Variables): (name: string) => string | undefined {
  return (name) => (name.startsWith('CAPSTAN_') ? variables[name] : undefined);
}
