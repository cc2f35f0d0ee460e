import { dirname, resolve } from 'node:path';
import { describeCall } from '../core/model/call.ts';
import type { Desired } from '../core/model/desired.ts';
import type { RunFacts } from '../core/model/run-record.ts';
import type { RunJournal } from '../journal/interface.ts';
import { deriveJournalKey, type JournalKey, journalPassphrase } from '../journal/journal-key.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Ready } from '../reconcile.ts';
import { actorOf } from './actor.ts';
import { commitOf } from './commit.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import { type JournalFolder, refuseLinks } from './journal-folder.ts';
import type { Session } from './session.ts';

/** Where a run comes from, and where it is recorded. */
export type RunOrigin = {
  readonly runId: string;
  /** The configuration file; null for an undo. */
  readonly file: string | null;
  /** The run that is taken back; null for an apply. */
  readonly undoes: string | null;
  readonly folder: JournalFolder;
};

/** The key of the journal. Slow to make: started before anybody is asked. */
export function journalKey({ credentials }: Desired, { variables }: Session): Promise<JournalKey> {
  return deriveJournalKey(journalPassphrase((name) => variables[name], credentials.clientSecret));
}

/** Opens the journal of a run; ends with 73 when it cannot be written, and then nothing may be applied. */
export async function openRunJournal(
  ready: Ready,
  origin: RunOrigin,
  key: Promise<JournalKey>,
  session: Session,
): Promise<RunJournal> {
  await refuseLinks(origin.folder, session);
  const facts = await factsOf(ready, origin, session);
  const opened = await openJournal({ dir: origin.folder.path, facts, key, now: session.now });
  if (opened.kind === 'opened') return opened.journal;
  throw noJournal(opened.reason);
}

function noJournal(reason: string): Error {
  return endWith(exitCode.cannotWriteOutput, {
    code: 'journal-not-writable',
    message: `There is no journal for this run: ${reason}.`,
    cure: 'Nothing was applied: what is not written down could not be taken back. Make room or make the folder writable, or name another one with --journal DIR.',
  });
}

async function factsOf({ plan, work }: Ready, origin: RunOrigin, session: Session): Promise<RunFacts> {
  const { desired } = work.input;
  const { source: _, ...application } = desired.application;
  return {
    run: origin.runId,
    startedAt: session.now().toISOString(),
    tool: { name: 'capstan', version: session.toolVersion },
    application,
    credentials: desired.credentials,
    caller: plan.caller ?? '',
    actor: actorOf(session.variables),
    commit: await commitOf(dirname(resolve(session.cwd, origin.file ?? 'capstan.yaml'))),
    file: origin.file,
    planDigest: plan.digest,
    undoes: origin.undoes,
    minimumOwners: desired.limits.minimumOwners,
    calls: work.parts.calls.map((call) => ({ shape: describeCall(call, application.id), scope: call.scope })),
  };
}
