import { type Answer, type ClientCall, type ConfigCall, configError } from './api-call.ts';
import { deleteClient, getClient, getClients, postClient, putClient, putSecret } from './config-clients.ts';
import { getClientSettings, getOptions, getSettings, putClientSettings, putSettings } from './config-settings.ts';
import { basicCaller, type ReceivedRequest } from './request.ts';
import { admits, clientById, hasFeature, type SandboxClient, type World } from './state.ts';
import type { Switches } from './switches.ts';

const AUTHENTICATION_REQUIRED = 'Authentication required.';

type ApplicationRoutes = Readonly<Record<string, (call: ConfigCall) => Answer>>;
type ClientRoutes = Readonly<Record<string, (call: ClientCall) => Answer>>;

const APPLICATION_ROUTES: ReadonlyMap<string, ApplicationRoutes> = new Map<string, ApplicationRoutes>([
  ['settings', { GET: getSettings, PUT: putSettings }],
  ['settings/options', { GET: getOptions }],
  ['clients', { GET: getClients, POST: postClient }],
]);

const CLIENT_ROUTES: ReadonlyMap<string, ClientRoutes> = new Map<string, ClientRoutes>([
  ['', { GET: getClient, PUT: putClient, DELETE: deleteClient }],
  ['secret', { PUT: putSecret }],
  ['settings', { GET: getClientSettings, PUT: putClientSettings }],
]);

/** Answers a request of the Configuration API, /config/{app}/... */
export function answerConfig(request: ReceivedRequest, world: World): Answer {
  const { switches } = world;
  const caller = basicCaller(request, world);
  if (typeof caller === 'string') {
    const status = caller === 'missing' ? switches.missingCredentialsStatus : switches.invalidCredentialsStatus;
    return error(Number(status), AUTHENTICATION_REQUIRED, switches);
  }
  const [applicationId, ...segments] = pathSegments(request.record.path).slice(1);
  if (applicationId !== world.state.application.id) {
    return error(404, 'Application ID not found.', switches);
  }
  const { record, parameters, address } = request;
  return route(record.method, segments, { ...world, caller, address, parameters, body: record.body });
}

function route(method: string, segments: readonly string[], call: ConfigCall): Answer {
  const [first, clientId, ...rest] = segments;
  if (first === 'clients' && clientId !== undefined && clientId !== '') {
    return routeClient(method, clientId, rest.join('/'), call);
  }
  const run = chosen(method, APPLICATION_ROUTES.get(segments.join('/')), call.switches);
  if (typeof run !== 'function') {
    return run;
  }
  return isAllowed(call, hasFeature(call.caller, 'owner')) ? run(call) : insufficient(call);
}

function routeClient(method: string, clientId: string, rest: string, call: ConfigCall): Answer {
  const run = chosen(method, CLIENT_ROUTES.get(rest), call.switches);
  if (typeof run !== 'function') {
    return run;
  }
  // "your API call must run with either owner credentials or with the API credentials of the client in question"
  const readsItself =
    run === getClientSettings && call.caller.id === clientId && call.switches.ownSettingsRead === 'allowed';
  if (!isAllowed(call, hasFeature(call.caller, 'owner') || readsItself)) {
    return insufficient(call);
  }
  const client: SandboxClient | undefined = clientById(call.state, clientId);
  return client === undefined ? error(404, 'Client ID not found.', call.switches) : run({ ...call, client });
}

function chosen<Run>(
  method: string,
  routes: Readonly<Record<string, Run>> | undefined,
  switches: Switches,
): Run | Answer {
  if (routes === undefined) {
    return error(404, 'Not found.', switches);
  }
  const run = Object.hasOwn(routes, method) ? routes[method] : undefined;
  const allow = Object.keys(routes).join(', ');
  return run ?? { reply: configError(405, 'Method not allowed.', switches, { allow }) };
}

function isAllowed(call: ConfigCall, mayCall: boolean): boolean {
  return mayCall && admits(call.caller.ipWhitelist, call.address);
}

function insufficient(call: ConfigCall): Answer {
  return error(Number(call.switches.insufficientStatus), AUTHENTICATION_REQUIRED, call.switches);
}

function error(status: number, text: string, switches: Switches): Answer {
  return { reply: configError(status, text, switches) };
}

function pathSegments(path: string): readonly string[] {
  return path.split('/').slice(1).map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // No id holds a stray percent sign, so the text as sent leads to "not found".
    return segment;
  }
}
