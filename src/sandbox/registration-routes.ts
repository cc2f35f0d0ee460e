import type { RegistrationCall } from './registration-call.ts';
import * as clients from './registration-clients.ts';
import * as settings from './registration-settings.ts';
import * as widget from './registration-widget.ts';
import type { Answer } from './reply.ts';

/** Who may make a call: owners, owners and (by a switch) all others for themselves, or every client. */
type Callers = 'owner' | 'per-key' | 'all';

/** A call of the registration domain as documented. */
export type RegistrationRoute = {
  readonly methods: readonly ('GET' | 'POST')[];
  readonly callers: Callers;
  readonly required: readonly string[];
  /** Parameters that are JSON texts, and of what. */
  readonly json: Readonly<Record<string, 'strings' | 'texts'>>;
  readonly isDocumented: boolean;
  readonly run: (call: RegistrationCall) => Answer;
};

/** The calls by their path. */
export const REGISTRATION_ROUTES: ReadonlyMap<string, RegistrationRoute> = new Map([
  ['/clients/list', read(clients.listClients, 'owner', [], { has_features: 'strings' })],
  ['/clients/add', write(clients.addClient, 'owner', ['description'], { features: 'strings' })],
  ['/clients/delete', write(clients.removeClient, 'owner', ['client_id_for_deletion'])],
  ['/clients/set_features', write(clients.setFeatures, 'owner', ['features'], { features: 'strings' })],
  ['/clients/set_description', write(clients.setDescription, 'owner', ['description'])],
  ['/clients/set_whitelist', write(clients.setWhitelist, 'owner', ['whitelist'], { whitelist: 'strings' })],
  ['/clients/clear_whitelist', write(clients.clearWhitelist, 'owner', [])],
  ['/clients/reset_secret', write(clients.resetSecret, 'owner', ['for_client_id', 'hours_to_live'])],
  ['/settings/get', read(settings.getKey, 'per-key', ['key'])],
  ['/settings/get_default', read(settings.getDefault, 'all', ['key'])],
  ['/settings/get_multi', read(settings.getMulti, 'per-key', ['keys'], { keys: 'strings' })],
  ['/settings/items', read(settings.getItems, 'per-key', [])],
  ['/settings/keys', read(settings.getKeys, 'per-key', [])],
  ['/settings/set', write(settings.setKey, 'per-key', ['key', 'value'])],
  ['/settings/set_multi', write(settings.setMulti, 'per-key', ['items'], { items: 'texts' })],
  ['/settings/set_default', write(settings.setDefault, 'owner', ['key', 'value'])],
  ['/settings/set_default_multi', write(settings.setDefaultMulti, 'owner', ['items'], { items: 'texts' })],
  ['/settings/delete', write(settings.deleteClientKey, 'per-key', ['key'])],
  ['/settings/delete_default', write(settings.deleteDefaultKey, 'owner', ['key'])],
  ['/settings/widget/publish', write(widget.publish, 'owner', ['for_client_id'])],
  ['/settings/widget/get', write(widget.getPublished, 'owner', ['for_client_id'])],
  ['/settings/widget/list', write(widget.listPublished, 'owner', [])],
  ['/settings/widget/delete', write(widget.deletePublished, 'owner', ['for_client_id'])],
  ['/settings/get_all', undocumented(settings.getAll)],
  ['/settings/default_items', undocumented(settings.getDefaultItems)],
  ['/settings/default_keys', undocumented(settings.getDefaultKeys)],
  ['/settings/client_items', undocumented(settings.getClientItems)],
  ['/settings/client_keys', undocumented(settings.getClientKeys)],
]);

type Run = RegistrationRoute['run'];

function write(
  run: Run,
  callers: Callers,
  required: readonly string[],
  json: RegistrationRoute['json'] = {},
): RegistrationRoute {
  return { methods: ['POST'], callers, required, json, isDocumented: true, run };
}

function read(
  run: Run,
  callers: Callers,
  required: readonly string[],
  json: RegistrationRoute['json'] = {},
): RegistrationRoute {
  return { ...write(run, callers, required, json), methods: ['GET', 'POST'] };
}

function undocumented(run: Run): RegistrationRoute {
  return { ...write(run, 'owner', []), isDocumented: false };
}
