import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { parseUrl } from '../leaf/addresses.ts';
import { describeCall } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import { type Application, isAllowedHost, isLoopback, parseAllowedHosts } from '../model/desired.ts';
import type { RunHeader } from '../model/run.ts';
import { deriveJournalKey, type JournalKey, journalPassphrase } from '../run/journal/journal-crypto.ts';
import { openJournal } from '../run/journal/open-journal.ts';
import type { RunJournal } from '../run/journal/records.ts';
import type { RunStore } from '../run/journal/run-recording.ts';
import { actorOf, commitOf } from './actor.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { endWith } from './ending.ts';
import { type JournalFolder, refuseLinks } from './files/output-place.ts';
import { derivedOnce } from './fingerprint.ts';
import type { Ready } from './plan.ts';

/** The origin of a run, and its journal. */
export type RunOrigin = {
  readonly runId: string;
  readonly startedAt: Date;
  /** The configuration file; null for an undo. */
  readonly file: string | null;
  /** The run that is undone; null for an apply. */
  readonly undoes: string | null;
  readonly journal: JournalFolder | RunStore;
};

/**
 * The key of the journal. It is slow to derive: started before the question. All journals of a run with one passphrase
 * share the key and its salt: sealed data is bound to its run and its place, with a nonce of its own.
 */
export function journalKey({ credentials }: Desired, { variables }: WorkflowContext): Promise<JournalKey> {
  const passphrase = journalPassphrase((name) => variables[name], credentials.clientSecret);
  return journalKeyOnce(variables, JSON.stringify([passphrase.source, passphrase.text]), () =>
    deriveJournalKey(passphrase),
  );
}

/** Begins to make the key while the application is read, which takes as long. */
export function journalKeyAhead(desired: Desired, context: WorkflowContext): void {
  // Whether it fails concerns the run that asks for it.
  journalKey(desired, context).catch(() => undefined);
}

const journalKeyOnce = derivedOnce<JournalKey>();

/** Opens the journal of a run; ends with 73 if it cannot be written, because nothing may be applied then. */
export async function openRunJournal(
  ready: Ready,
  origin: RunOrigin,
  key: Promise<JournalKey>,
  context: WorkflowContext,
): Promise<RunJournal> {
  const { journal } = origin;
  if (isStore(journal)) return openInStore(journal, await headerOf(ready, origin, context));
  await refuseLinks(journal, context);
  const header = await headerOf(ready, origin, context);
  const opened = await openJournal({ dir: journal.path, header, key, now: context.now });
  if (opened.kind === 'opened') return opened.journal;
  throw noJournal(opened.reason);
}

/** Whether a store of the caller records runs instead of a folder. */
export function isStore(journal: JournalFolder | RunStore): journal is RunStore {
  return 'open' in journal;
}

async function openInStore(store: RunStore, header: RunHeader): Promise<RunJournal> {
  try {
    return await store.open(header);
  } catch (cause) {
    throw noJournal(cause instanceof Error ? cause.message : 'it could not be opened');
  }
}

function noJournal(reason: string): Error {
  return endWith('cannotWriteOutput', {
    code: 'journal-not-writable',
    message: `There is no journal for this run: ${reason}.`,
    cure: 'Nothing was applied, because a run without a journal cannot be undone. Free disk space or make the folder writable, or choose another one with --journal DIR.',
  });
}

async function headerOf({ plan, work }: Ready, origin: RunOrigin, context: WorkflowContext): Promise<RunHeader> {
  const { desired } = work.input;
  const { source: _, ...application } = desired.application;
  return {
    run: origin.runId,
    startedAt: origin.startedAt.toISOString(),
    tool: { name: 'capstan', version: context.toolVersion },
    application,
    credentials: desired.credentials,
    caller: plan.caller ?? '',
    actor: actorOf(context.variables),
    commit: await commitOf(dirname(resolve(context.cwd, origin.file ?? 'capstan.yaml'))),
    file: origin.file,
    planDigest: plan.digest,
    undoes: origin.undoes,
    minimumOwners: desired.limits.minimumOwners,
    calls: work.parts.calls.map((call) => ({ shape: describeCall(call, application.id), scope: call.scope })),
  };
}

/** The id of a new run. Ids sort by time, and two runs within a second differ. */
export function newRunId(now: Date): string {
  return `${now.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(4).toString('hex')}`;
}

/** Credentials are sent to the host of a journal only under the same rule as for files; ends with 65 otherwise. */
export function checkJournalHosts({ configUrl, captureUrl }: Application, variables: Variables): void {
  const extra = parseAllowedHosts(variables['CAPSTAN_ALLOWED_HOSTS']);
  const origins = captureUrl === null ? [configUrl] : [configUrl, captureUrl];
  const refused = origins.find((origin) => !isAllowed(origin, extra));
  if (refused === undefined) return;
  throw endWith('invalidFile', {
    code: 'host-not-allowed',
    message: `Credentials may not be sent to ${refused}, which the journal names.`,
    cure: 'Nothing was sent. If that host is correct, ask the holder of the credentials to list it in CAPSTAN_ALLOWED_HOSTS.',
  });
}

function isAllowed(origin: string, extra: readonly string[]): boolean {
  const url = parseUrl(origin);
  if (url === undefined) return false;
  return (url.protocol === 'https:' || isLoopback(url.hostname)) && isAllowedHost(url, extra);
}
