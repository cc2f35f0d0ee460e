import { type ApiOptions, createReadApi } from '../api/create-api.ts';
import type { Failure, Read, ReadApi } from '../api/interface.ts';
import { parseAllowedHosts } from '../core/model/allowed-hosts.ts';
import type { Application } from '../core/model/application.ts';
import type { Catalogue } from '../core/model/setting.ts';
import { secrecyOf } from '../core/secrecy/secrecy-of.ts';
import { sealLive } from '../core/secrecy/settle.ts';
import { chooseClients } from '../import/choose-clients.ts';
import type { ImportSource } from '../import/import-choice.ts';
import { liveClientsById } from '../live/live-client.ts';
import { readEverything } from '../live/read-everything.ts';
import { visibleText } from '../render/visible-text.ts';
import { readCredentials } from './credentials.ts';
import { exitCode, exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import type { Session } from './session.ts';

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
