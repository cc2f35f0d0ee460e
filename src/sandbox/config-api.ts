import {
  type Answer,
  type ClientCall,
  type ConfigCall,
  configError,
  failed,
  replied,
  withObjectBody,
} from './api-call.ts';
import { deleteClient, getClient, getClients, postClient, putClient, putSecret } from './config-clients.ts';
import { basicCaller, type ReceivedRequest } from './request.ts';
import { replaceSettings, toText } from './setting-values.ts';
import {
  admits,
  clientById,
  hasFeature,
  type Json,
  type JsonObject,
  type SandboxClient,
  type SandboxState,
  type Scope,
  type SettingOption,
  type SettingType,
  type World,
  withClient,
  without,
} from './state.ts';
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
  return hasFeature(call.caller, 'owner') && isAdmitted(call) ? run(call) : insufficient(call);
}

function routeClient(method: string, clientId: string, rest: string, call: ConfigCall): Answer {
  const run = chosen(method, CLIENT_ROUTES.get(rest), call.switches);
  if (typeof run !== 'function') {
    return run;
  }
  // "your API call must run with either owner credentials or with the API credentials of the client in question"
  const readsItself =
    run === getClientSettings && call.caller.id === clientId && call.switches.ownSettingsRead === 'allowed';
  const mayCall = hasFeature(call.caller, 'owner') || readsItself;
  if (!(mayCall && isAdmitted(call))) {
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

function isAdmitted({ caller, address }: ConfigCall): boolean {
  return admits(caller.ipWhitelist, address);
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

/** GET /config/{app}/settings */
function getSettings(call: ConfigCall): Answer {
  const withClients = call.parameters.some(([name, value]) => name === 'include_clients' && value === 'true');
  return replied(withClients ? showWithClients(call.state, call.switches) : showGlobal(call.state, call.switches));
}

/** PUT /config/{app}/settings */
function putSettings(call: ConfigCall): Answer {
  return withObjectBody(call, (body) => {
    const { state, switches } = call;
    const scope = replaceSettings(body, { scope: state, options: optionsByName(call), isClient: false, switches });
    if ('problem' in scope) {
      return failed(call, 400, scope.problem);
    }
    const next = { ...state, ...scope };
    return replied(echoOr(call, body, showGlobal(next, switches)), next);
  });
}

/** GET /config/{app}/settings/options */
function getOptions(call: ConfigCall): Answer {
  const options: Json = [...call.state.options, ...customOptions(call)];
  switch (call.switches.optionsReply) {
    case 'array':
      return replied(options);
    case 'wrapped':
      return replied({ options });
    case 'missing':
      return failed(call, 404, 'Not found.');
  }
}

// Where the response lists custom names at all, it has to list those of every scope: it belongs to the application.
function customOptions({ state, switches }: ConfigCall): readonly SettingOption[] {
  if (switches.customInOptions === 'absent') {
    return [];
  }
  const known = new Set(state.options.map(({ name }) => name));
  const names = [state, ...state.clients].flatMap(({ custom }) => Object.keys(custom));
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => ({ globalOnly: false, group: 'Custom', name, type: 'string', values: [] }));
}

/** GET /config/{app}/clients/{id}/settings */
function getClientSettings(call: ClientCall): Answer {
  return replied(showClient(call.state, call.client, call.switches));
}

/** PUT /config/{app}/clients/{id}/settings */
function putClientSettings(call: ClientCall): Answer {
  return withObjectBody(call, (body) => {
    const { state, switches, client } = call;
    const scope = replaceSettings(body, { scope: client, options: optionsByName(call), isClient: true, switches });
    if ('problem' in scope) {
      return failed(call, 400, scope.problem);
    }
    const changed = { ...client, ...scope };
    const next = withClient(state, changed);
    const reply = echoOr(call, body, showClient(next, changed, switches));
    return replied(switches.clientPutGlobal === 'included' ? reply : without(reply, '_global'), next);
  });
}

// An echo looks like a state: it has the address and the section that every state has.
function echoOr(call: ConfigCall, body: JsonObject, shown: JsonObject): JsonObject {
  if (call.switches.settingsPutReply === 'state') {
    return shown;
  }
  const global = '_global' in shown ? { _global: shown['_global'] ?? null } : {};
  return { custom: {}, ...body, ...global, _self: shown['_self'] ?? null };
}

function optionsByName(call: ConfigCall): ReadonlyMap<string, SettingOption> {
  return new Map(call.state.options.map((option) => [option.name, option]));
}

/** The response of GET settings: typed values, flat, with the custom settings apart. */
function showGlobal(state: SandboxState, switches: Switches): JsonObject {
  return sorted({ ...showScope(state, state, switches), _self: `/config/${state.application.id}/settings` });
}

/** The response of GET client settings: the client's own at the top level, the defaults in `_global`. */
function showClient(state: SandboxState, client: SandboxClient, switches: Switches): JsonObject {
  return sorted({
    ...showScope(state, client, switches),
    _global: showGlobal(state, switches),
    _self: `/config/${state.application.id}/clients/${client.id}/settings`,
  });
}

/** The response of GET settings with include_clients=true, in the shape that the switch says. */
function showWithClients(state: SandboxState, switches: Switches): JsonObject {
  const global = showGlobal(state, switches);
  switch (switches.includeClients) {
    case 'ignored':
      return global;
    case 'by-client':
      return { ...global, clients: Object.fromEntries(state.clients.map((client) => [client.id, ownOf(client)])) };
    case 'union':
      return sorted(
        Object.fromEntries(
          [...state.clients.map((client) => showScope(state, client, switches)), global].flatMap(Object.entries<Json>),
        ),
      );
  }

  function ownOf(client: SandboxClient): JsonObject {
    const self = `/config/${state.application.id}/clients/${client.id}/settings`;
    return sorted({ ...showScope(state, client, switches), _self: self });
  }
}

function showScope(state: SandboxState, scope: Scope, switches: Switches): JsonObject {
  const asText = new Set(state.options.filter(({ type }) => isServedAsText(type, switches)).map(({ name }) => name));
  const show = (name: string, value: Json): Json => (asText.has(name) && value !== null ? toText(value) : value);
  const settings = Object.entries(visible(scope.settings, switches)).map(([name, value]) => [name, show(name, value)]);
  return { ...Object.fromEntries(settings), custom: visible(scope.custom, switches) };
}

function isServedAsText(type: SettingType, switches: Switches): boolean {
  return (
    (type === 'json' && switches.jsonReplies === 'text') || (type === 'integer' && switches.integerReplies === 'text')
  );
}

function visible(values: JsonObject, switches: Switches): JsonObject {
  const isVisible = (value: Json) => value !== null || switches.liveNulls === 'served';
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isVisible(value)));
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
