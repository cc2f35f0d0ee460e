import { resolve } from 'node:path';
import type { LoadedDesired } from '../config/load-config.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { damageCure, damageText, secretDamage } from '../engine/secrecy/secret-text.ts';
import { sealLive, withHiddenNames } from '../engine/secrecy/settle.ts';
import type { RunFile } from '../engine/shared-targets.ts';
import type { SettledLive } from '../engine/snapshot/make-snapshot.ts';
import { whenAborted } from '../leaf/work.ts';
import type { Desired } from '../model/desired.ts';
import { type Application, parseAllowedHosts } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import { type LiveState, type NamedClients, otherApplications } from '../model/live.ts';
import { Secret } from '../model/value.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { type ApiOptions, type Connection, createReadApi } from '../service/client/create-api.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readClientList, readEverything } from '../service/live/read-live-state.ts';
import type { RequestNote } from '../service/transport/request.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd, endingOfFailures, endWith, failureProblems, type WhereWritten } from './ending.ts';
import { checkKeys } from './fingerprint.ts';
import { checkVariables } from './load-file.ts';
import { baselineForSecrets } from './read-kept.ts';
import { readSnapshot } from './read-saved.ts';

// The common steps of all commands that read an application, and end if that fails.

/** An application to connect to, with the credentials for it. */
export type Access = {
  readonly application: Application;
  readonly credentials: Credentials;
  /** By client id, from the file: for the audit of requests. */
  readonly aliases: ReadonlyMap<string, string>;
  /** How messages name the user's input. */
  readonly where: WhereWritten;
};

/** The application that a file names, with the credentials of the environment. Ends if they are missing. */
export function accessOf(desired: Desired, context: WorkflowContext): Access {
  checkNames(desired, context);
  const credentials = readCredentials(desired.credentials, context.variables);
  const { clientId, clientSecret } = desired.credentials;
  const where = { ...inFile, credentials: `${clientId} and ${clientSecret}` };
  return { application: desired.application, credentials, aliases: aliasesOf(desired), where };
}

/** Opens a connection for the duration of some work, and always closes it. */
export async function withApi<A extends ReadApi, T>(
  open: (options: ApiOptions) => A & Connection,
  access: Access,
  context: WorkflowContext,
  work: (api: A & Connection) => Promise<T>,
): Promise<T> {
  const api = open(apiOptions(access, context));
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}

/** Failed reads. */
export type Unread = { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads with progress; ends if the read fails. */
export async function readOrEnd<R>(
  { application, where }: Pick<Access, 'application' | 'where'>,
  context: WorkflowContext,
  read: () => Promise<R | Unread>,
): Promise<R> {
  context.progress(`Reading ${visibleText(application.id)}…`);
  try {
    const result = await untilCancelled(read, context.interruption.signal, 'this application was read');
    if (!isUnread(result)) return result;
    throw new ExpectedEnd(endingOfFailures(result.failures), failureProblems(result.failures, where));
  } finally {
    context.progress('');
  }
}

/**
 * Ends if the service responded for another application, as a proxy or a cache may. A plan has a guard for it; elsewhere
 * the values of that application would pass for those of this one.
 */
export function refuseOtherApplications(live: LiveState, { id }: Pick<Application, 'id'>): void {
  const [other] = otherApplications(live, id);
  if (other === undefined) return;
  throw endWith('refused', {
    code: 'wrong-application',
    message: `The service responded for application ${visibleText(other)}, but ${visibleText(id)} was asked for.`,
    cure: 'Check application.id and the URLs, and what stands between this machine and the service. Nothing was written.',
  });
}

/** Ends at once on a stop: nothing was written. Requests in flight end with the connection. `meanwhile` is for the message. */
export async function untilCancelled<T>(
  work: () => Promise<T> | T,
  signal: AbortSignal,
  meanwhile: string,
): Promise<T> {
  if (signal.aborted) throw cancelled(meanwhile);
  let forget = (): void => {};
  const ended = new Promise<never>((_resolve, reject) => {
    forget = whenAborted(signal, () => reject(cancelled(meanwhile)));
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    forget();
  }
}

function cancelled(meanwhile: string): ExpectedEnd {
  const message = `The run was stopped while ${meanwhile}.`;
  return endWith('interrupted', { code: 'interrupted', message, cure: 'Nothing was written to it. Run it again.' });
}

function isUnread(result: unknown): result is Unread {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'failed';
}

/** The options of an API. */
export function apiOptions(access: Access, context: WorkflowContext): ApiOptions {
  return {
    application: access.application,
    credentials: access.credentials,
    userAgent: { name: 'capstan', version: context.toolVersion },
    environment: context.variables,
    extraHosts: parseAllowedHosts(context.variables['CAPSTAN_ALLOWED_HOSTS']),
    onRequest: watched(context.requests.onlooker(access.aliases), context),
    onRepeat: context.traffic?.again,
    onQueue: context.traffic?.queued,
    network: context.network,
    sleep: context.sleep,
    now: () => context.now().getTime(),
  };
}

function watched(watch: (note: RequestNote) => void, { traffic }: WorkflowContext): (note: RequestNote) => void {
  if (traffic === undefined) return watch;
  return (note) => {
    watch(note);
    if (note.status !== null) traffic.answered();
  };
}

/** A misspelt name of a variable ends the run before any request. */
export function checkNames({ credentials }: Desired, { variables }: WorkflowContext): void {
  const slips = checkVariables(variables, Object.values(credentials));
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
}

/** The parts of a file that a failure may concern. */
export const inFile = {
  application: 'id and region under `application:`',
  host: 'region or configUrl under `application:`',
  credentials: 'the environment',
};

function aliasesOf({ clients }: Desired): ReadonlyMap<string, string> {
  return new Map([...clients.values()].flatMap(({ alias, id }) => (id === null ? [] : [[id, alias]])));
}

/** The credentials of capstan. The secret is opened only where requests are sent. */
export type Credentials = { readonly clientId: string; readonly clientSecret: Secret };

/** The caller's credentials, from the variables that the file names. */
export function readCredentials(names: Desired['credentials'], variables: Variables): Credentials {
  const clientId = variables[names.clientId] ?? '';
  const clientSecret = variables[names.clientSecret] ?? '';
  const missing = [...(clientId === '' ? [names.clientId] : []), ...(clientSecret === '' ? [names.clientSecret] : [])];
  if (missing.length > 0) throw missingCredentials(missing);
  const damaged = [names.clientId, names.clientSecret].flatMap((name) => damageOf(name, variables[name] ?? ''));
  if (damaged.length > 0) throw new ExpectedEnd('notPermitted', damaged);
  checkKeys(names, variables);
  return { clientId, clientSecret: new Secret(clientSecret) };
}

// The service would answer with a plain 401, and a line break is invisible.
function damageOf(name: string, value: string): readonly Problem[] {
  const kind = secretDamage(value);
  if (kind === null) return [];
  const cure = `Check where it is set: ${damageCure(kind)}.`;
  return [{ code: 'credentials-damaged', message: `${name} ${damageText(kind)}.`, cure, source: null }];
}

function missingCredentials(names: readonly string[]): Error {
  return endWith('notPermitted', {
    code: 'credentials-missing',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not set.`,
    cure: 'Set them in the environment, or in a file passed with --vars, to the id and secret of an API client with the owner feature.',
  });
}

/** A loaded file, with its name. */
export type LoadedFile = Pick<LoadedDesired, 'desired' | 'baseline'> & { readonly file: string };

/**
 * Reads the whole application of the file, declared or not, with its secrets sealed; and the file with its clients
 * resolved.
 */
export async function readWhole(
  loaded: LoadedFile,
  context: WorkflowContext,
): Promise<SettledLive & Pick<LoadedDesired, 'desired'>> {
  const { desired } = loaded;
  const access = accessOf(desired, context);
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const baseline = await baselineForSecrets(loaded, context);
  const { live } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => readEverything(api, 'all')),
  );
  refuseOtherApplications(live, desired.application);
  const secrecy = secrecyOf({ catalogue, files: [desired], baseline, live, known: [] });
  return { live: sealLive(live, secrecy), secrecy, desired: withHiddenNames(desired, live, secrecy) };
}

/** Returns the clients of the application that a file names. */
export type ReadClients = (file: RunFile, context: WorkflowContext) => Promise<NamedClients>;

/** From the service: one request. */
export async function readLiveClients({ desired }: RunFile, context: WorkflowContext): Promise<NamedClients> {
  const access = accessOf(desired, context);
  const { clients } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => readList(api)),
  );
  return clients;
}

async function readList(api: ReadApi): Promise<{ readonly clients: NamedClients } | Unread> {
  const list = await readClientList(api);
  return list.kind === 'failed' ? { kind: 'failed', failures: [list.failure] } : list;
}

/** From a snapshot. The run itself refuses a snapshot of another application. */
export function readClientsOf(path: string): ReadClients {
  return async ({ desired }, context) => {
    const { application, clients } = await readSnapshot(resolve(context.cwd, path), path);
    return new Map(application.id === desired.application.id ? clients.map((client) => [client.id, client]) : []);
  };
}
