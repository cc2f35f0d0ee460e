import { deleteKey, flatItems, hasKey, mergedItems, setTexts } from './flat-settings.ts';
import type { Json } from './json.ts';
import { invalidArgument, type RegistrationCall, succeeded } from './registration-call.ts';
import type { Answer } from './reply.ts';
import { type SandboxState, type Scope, withClient } from './state.ts';

type Texts = Readonly<Record<string, string>>;

/** settings/get: the client's value, else the default, else null. */
export function getKey(call: RegistrationCall): Answer {
  return succeeded({ result: find(mergedItems(call.state, call.client), call.text('key')) });
}

/** settings/get_default: a missing key is printed as the string "null". */
export function getDefault(call: RegistrationCall): Answer {
  const missing = call.switches.missingDefault === 'text' ? 'null' : null;
  return succeeded({ result: find(flatItems(call.state), call.text('key')) ?? missing });
}

/** settings/get_multi */
export function getMulti(call: RegistrationCall): Answer {
  const items = mergedItems(call.state, call.client);
  return succeeded({ result: Object.fromEntries(call.strings('keys').map((key) => [key, find(items, key)])) });
}

/** settings/items: all settings with the defaults merged in. */
export function getItems(call: RegistrationCall): Answer {
  return succeeded({ result: mergedItems(call.state, call.client) });
}

/** settings/keys: all names with the defaults merged in. */
export function getKeys(call: RegistrationCall): Answer {
  return succeeded({ result: Object.keys(mergedItems(call.state, call.client)) });
}

/** settings/default_items */
export function getDefaultItems(call: RegistrationCall): Answer {
  return succeeded({ result: flatItems(call.state) });
}

/** settings/default_keys */
export function getDefaultKeys(call: RegistrationCall): Answer {
  return succeeded({ result: Object.keys(flatItems(call.state)) });
}

/** settings/client_items */
export function getClientItems(call: RegistrationCall): Answer {
  return succeeded({ result: flatItems(call.client) });
}

/** settings/client_keys */
export function getClientKeys(call: RegistrationCall): Answer {
  return succeeded({ result: Object.keys(flatItems(call.client)) });
}

/** settings/get_all: every default and every client's own settings in one reply. */
export function getAll(call: RegistrationCall): Answer {
  const isListed = (items: Texts) => call.switches.getAllClients === 'all' || Object.keys(items).length > 0;
  const clients = call.state.clients
    .map((client) => [client.id, flatItems(client)] as const)
    .filter(([, items]) => isListed(items));
  return succeeded({ client_settings: Object.fromEntries(clients), default_settings: flatItems(call.state) });
}

/** settings/set: true when the key was overwritten, false when it was created. */
export function setKey(call: RegistrationCall): Answer {
  return writeClient(call, { [call.text('key')]: call.text('value') }, 'value', firstValue);
}

/** settings/set_multi: the same, as a map. */
export function setMulti(call: RegistrationCall): Answer {
  return writeClient(call, call.texts('items'), 'items', allValues);
}

/** settings/set_default */
export function setDefault(call: RegistrationCall): Answer {
  return writeDefaults(call, { [call.text('key')]: call.text('value') }, 'value', firstValue);
}

/** settings/set_default_multi */
export function setDefaultMulti(call: RegistrationCall): Answer {
  return writeDefaults(call, call.texts('items'), 'items', allValues);
}

/** settings/delete: whether the client had the key. */
export function deleteClientKey(call: RegistrationCall): Answer {
  const { state, client } = call;
  const key = call.text('key');
  return succeeded({ result: hasKey(client, key) }, withClient(state, { ...client, ...deleteKey(client, key) }));
}

/** settings/delete_default: whether the default existed. */
export function deleteDefaultKey(call: RegistrationCall): Answer {
  const { state } = call;
  const key = call.text('key');
  const remains: Json | undefined = { nothing: undefined, null: null, empty: '' }[call.switches.deleteDefaultLeaves];
  return succeeded({ result: hasKey(state, key) }, { ...state, ...deleteKey(state, key, remains) });
}

function writeClient(call: RegistrationCall, texts: Texts, argument: string, result: (flags: Flags) => Json): Answer {
  const { state, client, switches } = call;
  const scope = setTexts(client, texts, { state, switches, isClient: true });
  if ('problem' in scope) {
    return invalidArgument(argument, scope.problem);
  }
  const counted: readonly Scope[] = switches.setMultiBooleans === 'inherited' ? [client, state] : [client];
  return succeeded({ result: result(existed(texts, counted)) }, withClient(state, { ...client, ...scope }));
}

function writeDefaults(call: RegistrationCall, texts: Texts, argument: string, result: (flags: Flags) => Json): Answer {
  const { state, switches } = call;
  const scope = setTexts(state, texts, { state, switches, isClient: false });
  if ('problem' in scope) {
    return invalidArgument(argument, scope.problem);
  }
  const next: SandboxState = { ...state, ...scope };
  return succeeded({ result: result(existed(texts, [state])) }, next);
}

type Flags = Readonly<Record<string, boolean>>;

function existed(texts: Texts, scopes: readonly Scope[]): Flags {
  return Object.fromEntries(Object.keys(texts).map((name) => [name, scopes.some((scope) => hasKey(scope, name))]));
}

function allValues(flags: Flags): Json {
  return flags;
}

function firstValue(flags: Flags): Json {
  return Object.values(flags)[0] ?? false;
}

function find(items: Texts, key: string): string | null {
  return Object.hasOwn(items, key) ? (items[key] ?? null) : null;
}
