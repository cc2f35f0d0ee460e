import {
  type Answer,
  configError,
  invalidArgument,
  missingArgument,
  type RegistrationCall,
  registrationError,
} from './api-call.ts';
import * as clients from './registration-clients.ts';
import * as settings from './registration-settings.ts';
import { type Caller, type ReceivedRequest, registrationCaller } from './request.ts';
import {
  admits,
  clientById,
  hasFeature,
  isObject,
  isStrings,
  parseJson,
  type SandboxClient,
  type World,
} from './state.ts';
import type { Switches } from './switches.ts';

/**
 * Who may make a call besides owners: no other client; those that the switch perKeyCallers names, for the defaults of
 * the application or for the settings of a client; every client.
 */
type Callers = 'owner' | 'defaults' | 'own-settings' | 'all';

/** A call of the registration domain as documented. */
type RegistrationRoute = {
  readonly methods: readonly ('GET' | 'POST')[];
  readonly callers: Callers;
  readonly required: readonly string[];
  /** Parameters that are JSON texts, and of what. */
  readonly json: Readonly<Record<string, 'strings' | 'texts'>>;
  /** The positions of the switch `undocumentedReads` in which the call is there; null: it is documented. */
  readonly undocumented: readonly Switches['undocumentedReads'][] | null;
  readonly run: (call: RegistrationCall) => Answer;
};

/** The calls by their path. */
const REGISTRATION_ROUTES: ReadonlyMap<string, RegistrationRoute> = new Map([
  ['/clients/list', read(clients.listClients, 'owner', [], { has_features: 'strings' })],
  ['/clients/add', write(clients.addClient, 'owner', ['description'], { features: 'strings' })],
  ['/clients/delete', write(clients.removeClient, 'owner', ['client_id_for_deletion'])],
  ['/clients/set_features', write(clients.setFeatures, 'owner', ['features'], { features: 'strings' })],
  ['/clients/set_description', write(clients.setDescription, 'owner', ['description'])],
  ['/clients/set_whitelist', write(clients.setWhitelist, 'owner', ['whitelist'], { whitelist: 'strings' })],
  ['/clients/clear_whitelist', write(clients.clearWhitelist, 'owner', [])],
  ['/clients/reset_secret', write(clients.resetSecret, 'owner', ['for_client_id'])],
  ['/settings/get', read(settings.getKey, 'own-settings', ['key'])],
  ['/settings/get_default', read(settings.getDefault, 'all', ['key'])],
  ['/settings/get_multi', read(settings.getMulti, 'own-settings', ['keys'], { keys: 'strings' })],
  ['/settings/items', read(settings.getItems, 'own-settings', [])],
  ['/settings/keys', read(settings.getKeys, 'own-settings', [])],
  ['/settings/set', write(settings.setKey, 'own-settings', ['key', 'value'])],
  ['/settings/set_multi', write(settings.setMulti, 'own-settings', ['items'], { items: 'texts' })],
  ['/settings/set_default', write(settings.setDefault, 'defaults', ['key', 'value'])],
  ['/settings/set_default_multi', write(settings.setDefaultMulti, 'defaults', ['items'], { items: 'texts' })],
  ['/settings/delete', write(settings.deleteClientKey, 'own-settings', ['key'])],
  ['/settings/delete_default', write(settings.deleteDefaultKey, 'defaults', ['key'])],
  ['/settings/widget/publish', write(clients.publish, 'owner', ['for_client_id'])],
  ['/settings/widget/get', write(clients.getPublished, 'owner', ['for_client_id'])],
  ['/settings/widget/list', write(clients.listPublished, 'owner', [])],
  ['/settings/widget/delete', write(clients.deletePublished, 'owner', ['for_client_id'])],
  ['/settings/get_all', undocumented(settings.getAll, 'defaults', 'get_all')],
  ['/settings/default_items', undocumented(settings.getDefaultItems, 'defaults')],
  ['/settings/default_keys', undocumented(settings.getDefaultKeys, 'defaults')],
  ['/settings/client_items', undocumented(settings.getClientItems, 'own-settings')],
  ['/settings/client_keys', undocumented(settings.getClientKeys, 'own-settings')],
]);

type Run = RegistrationRoute['run'];

function write(
  run: Run,
  callers: Callers,
  required: readonly string[],
  json: RegistrationRoute['json'] = {},
): RegistrationRoute {
  return { methods: ['POST'], callers, required, json, undocumented: null, run };
}

function read(
  run: Run,
  callers: Callers,
  required: readonly string[],
  json: RegistrationRoute['json'] = {},
): RegistrationRoute {
  return { ...write(run, callers, required, json), methods: ['GET', 'POST'] };
}

function undocumented(
  run: Run,
  callers: Callers,
  ...positions: readonly Switches['undocumentedReads'][]
): RegistrationRoute {
  return { ...write(run, callers, []), undocumented: ['present', ...positions] };
}

type Arguments = ReadonlyMap<string, string>;

/** Answers a request of the registration domain, /settings/... and /clients/... */
export function answerRegistration(request: ReceivedRequest, world: World): Answer {
  const { switches } = world;
  const route = REGISTRATION_ROUTES.get(request.record.path);
  if (route === undefined || route.undocumented?.includes(switches.undocumentedReads) === false) {
    return { reply: configError(404, 'Not found.', switches) };
  }
  if (!route.methods.some((method) => method === request.record.method)) {
    return { reply: configError(405, 'Method not allowed.', switches, { allow: route.methods.join(', ') }) };
  }
  const caller = admittedCaller(registrationCaller(request, world), request.address);
  if (caller === undefined) {
    const status = Number(switches.registrationAuthStatus);
    return registrationError(402, 'the client credentials are missing or not valid', {}, status);
  }
  const parameters = new Map(request.parameters.filter(([, value]) => value !== ''));
  const problem =
    applicationProblem(request, parameters, world) ??
    permissionProblem(route, caller, parameters, world) ??
    parameterProblem(route, request.parameters, parameters);
  return problem ?? route.run(makeCall(request, world, caller, parameters));
}

function admittedCaller(caller: Caller, address: string): SandboxClient | undefined {
  return typeof caller !== 'string' && admits(caller.ipWhitelist, address) ? caller : undefined;
}

// A parameter that every call takes, and the header that the vendor's Ruby tools send instead.
function applicationProblem(request: ReceivedRequest, parameters: Arguments, world: World): Answer | undefined {
  const named = [parameters.get('application_id'), request.record.headers['x-application-id']];
  const isOther = named.some((id) => id !== undefined && id !== '' && id !== world.state.application.id);
  const code = Number(world.switches.unknownApplication);
  return isOther ? registrationError(code, 'the application does not exist') : undefined;
}

function permissionProblem(
  route: RegistrationRoute,
  caller: SandboxClient,
  parameters: Arguments,
  world: World,
): Answer | undefined {
  const forClient = parameters.get('for_client_id') ?? caller.id;
  if (!mayCall(route, caller, forClient, world)) {
    return registrationError(403, 'the calling client does not have the owner feature');
  }
  // The page prints the argument's name where one would expect the id.
  return clientById(world.state, forClient) === undefined
    ? invalidArgument('for_client_id', 'for_client_id is not a valid id')
    : undefined;
}

function mayCall(route: RegistrationRoute, caller: SandboxClient, forClient: string, { switches }: World): boolean {
  const isSettingsCall = route.callers !== 'owner';
  if (hasFeature(caller, 'owner') || (isSettingsCall && mayBecauseDirect(caller, switches))) {
    return true;
  }
  const isOpen = route.callers === 'all' || (route.callers === 'own-settings' && switches.perKeyCallers === 'all');
  return isOpen && forClient === caller.id;
}

function mayBecauseDirect(caller: SandboxClient, switches: Switches): boolean {
  return switches.perKeyCallers === 'direct-access' && hasFeature(caller, 'direct_access');
}

function parameterProblem(
  route: RegistrationRoute,
  sent: ReceivedRequest['parameters'],
  parameters: Arguments,
): Answer | undefined {
  const twice = sent.find(([name], index) => sent.findIndex(([other]) => other === name) < index)?.[0];
  if (twice !== undefined) {
    return registrationError(201, `${twice} was given more than once`, { argument_name: twice });
  }
  // An empty value is a value; every other required argument must not be empty.
  const missing = route.required.find(
    (name) => !parameters.has(name) && !(name === 'value' && sent.some(([other]) => other === 'value')),
  );
  if (missing !== undefined) {
    return missingArgument(missing);
  }
  const broken = Object.entries(route.json).find(([name, form]) => !hasForm(parameters.get(name), form));
  return broken === undefined ? undefined : invalidArgument(broken[0], FORM_PROBLEMS[broken[1]]);
}

const FORM_PROBLEMS = {
  strings: 'must be a JSON array of strings',
  texts: 'must be a JSON object whose values are strings',
};

function hasForm(text: string | undefined, form: 'strings' | 'texts'): boolean {
  if (text === undefined) {
    return true;
  }
  const value = parseJson(text);
  return form === 'strings' ? isStrings(value) : isObject(value) && isStrings(Object.values(value));
}

function makeCall(
  request: ReceivedRequest,
  { state, switches, nowMs }: World,
  caller: SandboxClient,
  parameters: Arguments,
): RegistrationCall {
  const json = (name: string) => parseJson(parameters.get(name) ?? '');
  const strings = (name: string) => {
    const value = json(name);
    return isStrings(value) ? value : [];
  };
  const texts = (name: string) => {
    const value = json(name);
    return isObject(value) ? (value as Readonly<Record<string, string>>) : {};
  };
  const client = clientById(state, parameters.get('for_client_id') ?? caller.id) ?? caller;
  const text = (name: string) => parameters.get(name) ?? '';
  return { state, switches, caller, client, address: request.address, nowMs, text, strings, texts };
}
