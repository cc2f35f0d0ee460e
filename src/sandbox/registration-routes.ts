import type { RegistrationCall } from './api-call.ts';
import * as clients from './registration-clients.ts';
import * as settings from './registration-settings.ts';
import * as widget from './registration-widget.ts';
import type { Answer } from './reply.ts';
import type { Switches } from './switches.ts';

/**
 * Who may make a call besides owners: no other client; those that the switch perKeyCallers names, for the defaults of
 * the application or for the settings of a client; every client.
 */
type Callers = 'owner' | 'defaults' | 'own-settings' | 'all';

/** A call of the registration domain as documented. */
export type RegistrationRoute = {
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
export const REGISTRATION_ROUTES: ReadonlyMap<string, RegistrationRoute> = new Map([
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
  ['/settings/widget/publish', write(widget.publish, 'owner', ['for_client_id'])],
  ['/settings/widget/get', write(widget.getPublished, 'owner', ['for_client_id'])],
  ['/settings/widget/list', write(widget.listPublished, 'owner', [])],
  ['/settings/widget/delete', write(widget.deletePublished, 'owner', ['for_client_id'])],
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
