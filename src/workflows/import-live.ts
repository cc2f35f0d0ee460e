import { basename } from 'node:path';
import { ExpectedEnd, endWith } from '../cli/cli-exit.ts';
import { exitCode, exitCodeOfFailures } from '../cli/exit-codes.ts';
import { failureProblems } from '../cli/failure-problems.ts';
import type { ImportFlags } from '../cli/import-flags.ts';
import type { Variables } from '../cli/terminal/environment.ts';
import type { Session } from '../cli/terminal/session.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import { parseUrl } from '../leaf/read-url.ts';
import { type Application, isAllowedHost, isLoopback, parseAllowedHosts } from '../model/application.ts';
import type { Plan } from '../model/plan.ts';
import type { Catalogue } from '../model/setting.ts';
import type { Source } from '../model/source.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { type ApiOptions, createReadApi } from '../service/client/create-api.ts';
import type { Failure, Read, ReadApi } from '../service/interface.ts';
import { liveClientsById } from '../service/live/live-state-of-replies.ts';
import { readEverything } from '../service/live/read-everything.ts';
import { chooseClients, type ImportSource } from '../yaml-edit/import/choose-clients.ts';
import { preparePlan, readCredentials } from './open-application.ts';

/** The live state to write, its secrets sealed, and which clients of it were asked for; null: all. */
export type ImportedLive = { readonly source: ImportSource; readonly clients: ReadonlySet<string> | null };

/** Reads the application, and of the clients only those that are named. */
export async function readForImport(
  application: Application,
  wanted: readonly string[],
  catalogue: Catalogue,
  session: Session,
): Promise<ImportedLive> {
  const api = createReadApi(optionsFor(application, session));
  try {
    session.progress(`Reading ${visibleText(application.id)}…`);
    const clients = wanted.length === 0 ? null : await chosenIds(api, wanted);
    const read = await readEverything(api, clients === null ? 'all' : [...clients]);
    if (read.kind === 'failed') throw unreadable(read.failures);
    const { live } = read;
    const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live, known: [] });
    return { source: { live: sealLive(live, secrecy), secrecy }, clients };
  } finally {
    session.progress('');
    await api.close();
  }
}

function optionsFor(application: Application, session: Session): ApiOptions {
  const { variables } = session;
  const names = { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' };
  return {
    application,
    credentials: readCredentials(names, variables),
    userAgent: { name: 'capstan', version: session.toolVersion },
    environment: variables,
    extraHosts: parseAllowedHosts(variables['CAPSTAN_ALLOWED_HOSTS']),
    onRequest: session.requests.onlooker(new Map()),
    sleep: session.sleep,
    now: () => session.now().getTime(),
  };
}

async function chosenIds(api: ReadApi, wanted: readonly string[]): Promise<ReadonlySet<string> | null> {
  const list = await api.listClients();
  if (list.kind !== 'value') throw unreadable([failureOf(list)]);
  const chosen = chooseClients(liveClientsById(list.value), wanted);
  if (chosen.kind === 'unknown') throw new ExpectedEnd(exitCode.wrongUsage, [chosen.problem]);
  return chosen.ids;
}

function failureOf(read: Exclude<Read<unknown>, { readonly kind: 'value' }>): Failure {
  if (read.kind === 'failed') return read.failure;
  return { code: 'bad-reply', status: null, message: 'The service does not give the clients of the application.' };
}

function unreadable(failures: readonly Failure[]): ExpectedEnd {
  return new ExpectedEnd(exitCodeOfFailures(failures), failureProblems(failures, inFlags));
}

const inFlags = { application: '--application and --region', host: '--region or --config-url' };

type ApplicationFlags = Pick<ImportFlags, 'application' | 'region' | 'configUrl' | 'captureUrl'>;

/** The application that the flags name; ends before any request when credentials may not go there. */
export function importedApplication(flags: ApplicationFlags, allowedHosts: readonly string[]): Application {
  const captureUrl = flags.captureUrl === null ? null : originOf('--capture-url', flags.captureUrl, allowedHosts);
  if (flags.configUrl !== null) {
    const configUrl = originOf('--config-url', flags.configUrl, allowedHosts);
    // A file names the host once: the address says more than the region.
    return { id: flags.application, region: null, configUrl, captureUrl };
  }
  if (flags.region === null) throw noHost();
  const configUrl = `https://v1.api.${flags.region}.janrain.com`;
  return { id: flags.application, region: flags.region, configUrl, captureUrl };
}

function originOf(flag: string, text: string, allowedHosts: readonly string[]): string {
  const url = parseUrl(text);
  if (url === undefined) throw notAnOrigin(flag);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isBare || !isSafe) throw notAnOrigin(flag);
  if (!isAllowedHost(url, allowedHosts)) throw notAllowed(flag, url.host);
  return url.origin;
}

function noHost(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: 'Neither --region nor --config-url is given.',
    cure: 'Give the region of the application: us, eu, au, sa, cn or sg.',
  });
}

function notAnOrigin(flag: string): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: `${flag} is not the address of a host.`,
    cure: 'Write it as https://HOST, without a path; plain http is for this machine alone.',
  });
}

function notAllowed(flag: string, host: string): Error {
  return endWith(exitCode.invalidFile, {
    code: 'host-not-allowed',
    message: `Credentials may not be sent to ${host}, which ${flag} names.`,
    cure: 'If it is yours, whoever holds the credentials names it in CAPSTAN_ALLOWED_HOSTS.',
  });
}

/** A file that was just written, and what to call it. */
export type Imported = { readonly path: string; readonly shown: string; readonly secretNames: ReadonlySet<string> };

/** Plans from what was written. Ends when that is not in sync; secrets are not compared. */
export async function verifyImport(imported: Imported, session: Session): Promise<void> {
  const { secretNames } = imported;
  const variables = without(session.variables, secretNames);
  const plan = await planFrom(imported, { ...session, variables, varsFile: without(session.varsFile, secretNames) });
  const left = differences(plan, imported);
  if (left.length === 0) return;
  throw endWith(exitCode.unexpected, {
    code: 'import-not-in-sync',
    message: `${imported.shown} was written, but a plan from it is not in sync: ${left.join(', ')}.`,
    cure: 'Run `capstan plan`: somebody may have changed the application in this moment. If it still differs, this is a bug: report these names, not the values.',
  });
}

async function planFrom({ path, shown }: Imported, session: Session): Promise<Plan> {
  try {
    const flags = { only: [], secrets: 'left-out', baseline: undefined, liveEdits: 'kept' } as const;
    const { planned, api } = await preparePlan(path, flags, session, { open: createReadApi, check: () => {} });
    await api.close();
    return planned.plan;
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    await session.tell(`${shown} was written, but no plan could be made from it.\n`);
    // Of a file that stands beside it, such as capstan.protect.yaml, somebody else is the author.
    throw error.problems.some(({ source }) => source !== null && isIn(path, source))
      ? new ExpectedEnd(exitCode.unexpected, error.problems)
      : error;
  }
}

// A secret may be in the environment already; whether it is the live one is for a plan to say.
function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

function isIn(path: string, { file }: Source): boolean {
  return basename(file) === basename(path);
}

function differences({ changes, findings }: Plan, { path }: Imported): readonly string[] {
  const refused = findings.filter(
    ({ severity, source }) => severity === 'refuse' && (source === null || isIn(path, source)),
  );
  return [...changes.map(({ target }) => target), ...refused.map(({ code, target }) => `${target} (${code})`)];
}
