import type { LoadedDesired } from '../config/load-config.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { damageCure, damageText, secretDamage } from '../engine/secrecy/secret-damage.ts';
import { sealLive, withHiddenNames } from '../engine/secrecy/settle.ts';
import type { SettledLive } from '../engine/snapshot/make-snapshot.ts';
import { type Application, parseAllowedHosts } from '../model/application.ts';
import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import { Secret } from '../model/value.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { type ApiOptions, type Connection, createReadApi } from '../service/client/create-api.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readEverything } from '../service/live/read-live-state.ts';
import type { RequestNote } from '../service/transport/request.ts';
import { checkVariables } from './check-variables.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd, endingOfFailures, endWith, failureProblems, type WhereWritten } from './ending.ts';
import { checkKeys } from './fingerprint.ts';
import { baselineForSecrets } from './read-baseline.ts';

// Every command opens an application, reads, and ends when that fails, by these steps.

/** An application to connect to, with the credentials for it. */
export type Access = {
  readonly application: Application;
  readonly credentials: Credentials;
  /** By client id, as far as the file says: for what watches requests. */
  readonly aliases: ReadonlyMap<string, string>;
  /** How messages name what the user wrote. */
  readonly where: WhereWritten;
};

/** The application that a file names, with the credentials of the environment. Ends when those are not to be had. */
export function accessOf(desired: Desired, context: WorkflowContext): Access {
  checkNames(desired, context);
  const credentials = readCredentials(desired.credentials, context.variables);
  return { application: desired.application, credentials, aliases: aliasesOf(desired), where: inFile };
}

/** Opens the connection for the time of some work, and closes it whatever comes. */
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

/** Why something could not be read. */
export type Unread = { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads, saying that it does; ends when what is needed cannot be read. */
export async function readOrEnd<R>(
  { application, where }: Pick<Access, 'application' | 'where'>,
  context: WorkflowContext,
  read: () => Promise<R | Unread>,
): Promise<R> {
  context.progress(`Reading ${visibleText(application.id)}…`);
  try {
    const result = await untilCancelled(read, context.interruption.signal);
    if (!isUnread(result)) return result;
    throw new ExpectedEnd(endingOfFailures(result.failures), failureProblems(result.failures, where));
  } finally {
    context.progress('');
  }
}

/** Ends at once when the wish to stop comes: nothing was written. What is under way goes with the connection. */
async function untilCancelled<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw cancelled();
  let forget = (): void => {};
  const ended = new Promise<never>((_resolve, reject) => {
    forget = onAbort(signal, () => reject(cancelled()));
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    forget();
  }
}

const hearers = new WeakMap<AbortSignal, Set<() => void>>();

/** Hears the signal until what this gives is called. One listener for all: a run over many applications shares the signal. */
function onAbort(signal: AbortSignal, hear: () => void): () => void {
  const all = hearers.get(signal) ?? new Set();
  if (!hearers.has(signal)) {
    hearers.set(signal, all);
    signal.addEventListener('abort', () => all.forEach((each) => void each()), { once: true });
  }
  all.add(hear);
  return () => void all.delete(hear);
}

function cancelled(): ExpectedEnd {
  const message = 'The reading was broken off: the signal was aborted.';
  return endWith('interrupted', { code: 'interrupted', message, cure: 'Nothing was written.' });
}

function isUnread(result: unknown): result is Unread {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'failed';
}

/** What an API is made of. */
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

/** A slip in the name of a variable ends the run before any request. */
export function checkNames({ credentials }: Desired, { variables }: WorkflowContext): void {
  const slips = checkVariables(variables, Object.values(credentials));
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
}

/** Where a file says what a failure is about. */
export const inFile = {
  application: 'id and region under `application:`',
  host: 'region or configUrl under `application:`',
};

function aliasesOf({ clients }: Desired): ReadonlyMap<string, string> {
  return new Map([...clients.values()].flatMap(({ alias, id }) => (id === null ? [] : [[id, alias]])));
}

/** Who capstan is towards the service. The secret opens only where requests are made. */
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

// The service would answer with a plain 401, and a line break cannot be seen.
function damageOf(name: string, value: string): readonly Problem[] {
  const kind = secretDamage(value);
  if (kind === null) return [];
  const cure = `Look at where it is set: ${damageCure(kind)}.`;
  return [{ code: 'credentials-damaged', message: `${name} ${damageText(kind)}.`, cure, source: null }];
}

function missingCredentials(names: readonly string[]): Error {
  return endWith('notPermitted', {
    code: 'credentials-missing',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not set.`,
    cure: 'Set them in the environment, or in a file given with --vars, to the id and secret of an API client with the owner feature.',
  });
}

/** A file by its name, as it was loaded. */
export type LoadedFile = Pick<LoadedDesired, 'desired' | 'baseline'> & { readonly file: string };

/** Reads everything that the application of the file has, whether the file declares it or not, with its secrets sealed; and the file with its clients as they go by there. */
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
  const secrecy = secrecyOf({ catalogue, files: [desired], baseline, live, known: [] });
  return { live: sealLive(live, secrecy), secrecy, desired: withHiddenNames(desired, live, secrecy) };
}
