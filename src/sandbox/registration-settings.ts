import { type Answer, invalidArgument, type RegistrationCall, succeeded } from './api-call.ts';
import { fitText, nameProblem, toText } from './setting-values.ts';
import {
  type Json,
  type JsonObject,
  own,
  type SandboxClient,
  type SandboxState,
  type Scope,
  withClient,
  without,
} from './state.ts';
import type { Switches } from './switches.ts';

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

/** settings/get_all: every default and every client's own settings in one response. */
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

// The per-key calls know no sections: a name of the options list is a setting, every other name is custom, and a name
// has one value. The call finds, replaces and deletes the name in the other section too.

/** The settings of a scope as texts; a null counts as absent. */
function flatItems(scope: Scope): Readonly<Record<string, string>> {
  const entries = Object.entries({ ...scope.custom, ...scope.settings }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, toText(value)]));
}

/** The defaults with what the client overrides, as far as it may: a global-only setting has no effect at a client. */
export function mergedItems(state: SandboxState, client: SandboxClient): Readonly<Record<string, string>> {
  const globalOnly = state.options.filter((option) => option.globalOnly).map(({ name }) => name);
  return { ...flatItems(state), ...flatItems({ ...client, settings: without(client.settings, ...globalOnly) }) };
}

/** Whether a scope has a key at all. */
function hasKey(scope: Scope, name: string): boolean {
  return own(scope.settings, name) !== undefined || own(scope.custom, name) !== undefined;
}

/** The scope with the given texts set, or why one of them is refused. */
function setTexts(
  scope: Scope,
  texts: Readonly<Record<string, string>>,
  context: { readonly state: SandboxState; readonly switches: Switches; readonly isClient: boolean },
): Scope | { readonly problem: string } {
  let next: Scope = { settings: scope.settings, custom: scope.custom };
  for (const [name, text] of Object.entries(texts)) {
    const set = setText(next, name, text, context);
    if ('problem' in set) {
      return set;
    }
    next = set;
  }
  return next;
}

function setText(
  scope: Scope,
  name: string,
  text: string,
  { state, switches, isClient }: Parameters<typeof setTexts>[2],
): Scope | { readonly problem: string } {
  const blank = nameProblem(name);
  if (blank !== undefined) {
    return { problem: blank };
  }
  const option = state.options.find((known) => known.name === name);
  if (option === undefined) {
    return { settings: without(scope.settings, name), custom: set(scope.custom, name, text) };
  }
  if (option.globalOnly && isClient && switches.globalOnlyAtClient === 'dropped') {
    return scope;
  }
  const fit = switches.perKeyValues === 'typed' ? fitText(option, text) : { value: text };
  return 'problem' in fit
    ? fit
    : { settings: set(scope.settings, name, fit.value), custom: without(scope.custom, name) };
}

/** The scope without a key, or with only the remains that are left of it. */
function deleteKey(scope: Scope, name: string, remains?: Json): Scope {
  const left = (values: JsonObject) =>
    remains === undefined || own(values, name) === undefined ? without(values, name) : set(values, name, remains);
  return { settings: left(scope.settings), custom: left(scope.custom) };
}

function set(values: JsonObject, name: string, value: Json): JsonObject {
  return { ...values, [name]: value };
}
