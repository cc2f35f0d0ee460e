import { isId } from '../config/decode/decode-application.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import { parseUrl } from '../leaf/addresses.ts';
import { type Application, isAllowedHost, isLoopback } from '../model/desired.ts';
import type { LiveState } from '../model/live.ts';
import type { Catalogue } from '../model/setting.ts';
import { createReadApi } from '../service/client/create-api.ts';
import type { Failure, Read, ReadApi } from '../service/interface.ts';
import { liveClientsById, readEverything } from '../service/live/read-live-state.ts';
import {
  type ChosenClients,
  chooseClients,
  type ImportSource,
  unknownClients,
} from '../yaml-edit/import/import-input.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import {
  type Access,
  readCredentials,
  readOrEnd,
  refuseOtherApplications,
  type Unread,
  withApi,
} from './open-application.ts';

/** The live state to write, its secrets sealed, and the selected clients; null: all. */
export type ImportedLive = { readonly source: ImportSource; readonly clients: ReadonlySet<string> | null };

/** Reads the application, and only the named clients. */
export async function readForImport(
  application: Application,
  wanted: readonly string[],
  catalogue: Catalogue,
  context: WorkflowContext,
): Promise<ImportedLive> {
  const access = accessFor(application, context);
  const { chosen, live } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => readChosen(api, wanted)),
  );
  refuseOtherApplications(live, application);
  const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live, known: [] });
  const source = { live: sealLive(live, secrecy), secrecy };
  if (chosen.kind === 'chosen') return { source, clients: chosen.ids };
  throw new ExpectedEnd('wrongUsage', [unknownClients(chosen.missing, source.live.clients)]);
}

async function readChosen(api: ReadApi, wanted: readonly string[]): Promise<ChosenLive | Unread> {
  const chosen = await chosenClients(api, wanted);
  if (chosen.kind === 'failed') return chosen;
  // The list of clients is printed, so it must be known which names show a secret of any client.
  const read = await readEverything(api, chosen.kind === 'chosen' && chosen.ids !== null ? [...chosen.ids] : 'all');
  return read.kind === 'failed' ? read : { kind: 'read', chosen, live: read.live };
}

type ChosenLive = { readonly kind: 'read'; readonly chosen: ChosenClients; readonly live: LiveState };

/** Reads the clients once, to check that host, application and credentials fit each other. Ends if they do not. */
export async function checkAccess(application: Application, context: WorkflowContext): Promise<void> {
  const access = accessFor(application, context);
  await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, async () => {
      const list = await api.listClients();
      return list.kind === 'value' ? list : { kind: 'failed', failures: [failureOf(list)] };
    }),
  );
}

function accessFor(application: Application, { variables }: WorkflowContext): Access {
  const names = { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' };
  const where = { ...inFlags, credentials: `${names.clientId} and ${names.clientSecret}` };
  return { application, credentials: readCredentials(names, variables), aliases: new Map(), where };
}

async function chosenClients(api: ReadApi, wanted: readonly string[]): Promise<ChosenClients | Unread> {
  if (wanted.length === 0) return { kind: 'chosen', ids: null };
  const list = await api.listClients();
  if (list.kind !== 'value') return { kind: 'failed', failures: [failureOf(list)] };
  return chooseClients(liveClientsById(list.value), wanted);
}

function failureOf(read: Exclude<Read<unknown>, { readonly kind: 'value' }>): Failure {
  if (read.kind === 'failed') return read.failure;
  const reason = 'The service does not return the clients of the application.';
  return { code: 'bad-reply', status: null, request: null, reason, tries: 1 };
}

const inFlags = { application: '--application and --region', host: '--region or --config-url' };

type ApplicationFlags = {
  readonly application: string;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
};

/** The application that the flags name; ends before any request if credentials must not be sent there. */
export function importedApplication(flags: ApplicationFlags, allowedHosts: readonly string[]): Application {
  if (!isId(flags.application)) throw notAnId();
  const captureUrl = flags.captureUrl === null ? null : originOf('--capture-url', flags.captureUrl, allowedHosts);
  if (flags.configUrl !== null) {
    const configUrl = originOf('--config-url', flags.configUrl, allowedHosts);
    // A file names the host only once: the URL takes precedence over the region.
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

function notAnId(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--application is not an id of an application.',
    cure: 'Give the id that the Console shows: letters, digits, dashes and underscores, 128 at most.',
  });
}

function noHost(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'Neither --region nor --config-url is given.',
    cure: 'Give the region of the application: us, eu, au, sa, cn or sg.',
  });
}

function notAnOrigin(flag: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${flag} is not the URL of a host.`,
    cure: 'Write it as https://HOST, without a path; plain http is allowed for this machine only.',
  });
}

function notAllowed(flag: string, host: string): Error {
  return endWith('invalidFile', {
    code: 'host-not-allowed',
    message: `Credentials may not be sent to ${host}, which ${flag} names.`,
    cure: 'If the host is yours, the holder of the credentials has to list it in CAPSTAN_ALLOWED_HOSTS.',
  });
}
