import { randomUUID } from 'node:crypto';
import {
  type Answer,
  inReplyOrder,
  invalidArgument,
  missingArgument,
  type RegistrationCall,
  registrationError,
  succeeded,
} from './api-call.ts';
import { rotateSecret } from './config-clients.ts';
import { mergedItems } from './registration-settings.ts';
import {
  admits,
  cidrProblem,
  clientById,
  featureProblem,
  hasFeature,
  isStrings,
  type JsonObject,
  METADATA,
  newId,
  type Publication,
  parseJson,
  type SandboxClient,
  withClient,
} from './state.ts';
import type { Switches } from './switches.ts';

const ANYWHERE: readonly string[] = ['0.0.0.0/0'];

/** clients/list: all clients, or those with at least one of the given features. */
export function listClients(call: RegistrationCall): Answer {
  const wanted = call.strings('has_features');
  const isWanted = (client: SandboxClient) =>
    wanted.length === 0 || wanted.some((feature) => hasFeature(client, feature));
  return succeeded({ results: call.state.clients.filter(isWanted).map((client) => show(client, call.switches)) });
}

/** clients/add */
export function addClient(call: RegistrationCall): Answer {
  const name = call.text('description');
  const features = call.strings('features');
  const problem = featureProblem(features, []);
  if (problem !== undefined) {
    return invalidArgument('features', problem);
  }
  if (isTaken(call, name, undefined)) {
    return invalidArgument('description', 'description is already taken');
  }
  const made = { id: newId(32), secret: newId(32), name, ipWhitelist: ANYWHERE, features, settings: {}, custom: {} };
  return succeeded(show(made, call.switches), { ...call.state, clients: [...call.state.clients, made] });
}

/** clients/delete */
export function removeClient(call: RegistrationCall): Answer {
  const argument = 'client_id_for_deletion';
  const client = clientById(call.state, call.text(argument));
  if (client === undefined) {
    return invalidArgument(argument, `${argument} is not a valid id`);
  }
  if (hasFeature(client, 'owner')) {
    return registrationError(403, 'a client with the owner feature cannot be deleted');
  }
  return succeeded({}, { ...call.state, clients: call.state.clients.filter((other) => other !== client) });
}

/** clients/set_features: overwrites the list. */
export function setFeatures(call: RegistrationCall): Answer {
  const { state, client, caller, switches } = call;
  const features = [...new Set(call.strings('features'))];
  const problem = featureProblem(features, client.features);
  if (problem !== undefined) {
    return invalidArgument('features', problem);
  }
  if (client.id === caller.id && !features.includes('owner')) {
    return invalidArgument('features', 'the owner feature cannot be removed from the calling client');
  }
  const kept = switches.metadataOnPut === 'dropped' ? features.filter((feature) => feature !== METADATA) : features;
  return succeeded({}, withClient(state, { ...client, features: kept }));
}

/** clients/set_description: renames the client. */
export function setDescription(call: RegistrationCall): Answer {
  const name = call.text('description');
  if (isTaken(call, name, call.client)) {
    return invalidArgument('description', 'description is already taken');
  }
  return succeeded({}, withClient(call.state, { ...call.client, name }));
}

/** clients/set_whitelist: on the caller itself the list must admit the calling address. */
export function setWhitelist(call: RegistrationCall): Answer {
  const ipWhitelist = call.strings('whitelist');
  const problem = ipWhitelist.map(cidrProblem).find((reason) => reason !== undefined);
  if (problem !== undefined) {
    return invalidArgument('whitelist', problem);
  }
  if (call.client.id === call.caller.id && !admits(ipWhitelist, call.address)) {
    return invalidArgument('whitelist', 'the calling address is not in the list');
  }
  return succeeded({}, withClient(call.state, { ...call.client, ipWhitelist }));
}

/** clients/clear_whitelist */
export function clearWhitelist(call: RegistrationCall): Answer {
  return succeeded({}, withClient(call.state, { ...call.client, ipWhitelist: ANYWHERE }));
}

/** clients/reset_secret */
export function resetSecret(call: RegistrationCall): Answer {
  const argument = 'hours_to_live';
  const { hoursToLive, hoursToLiveDefault } = call.switches;
  const hours = call.text(argument) || (hoursToLive === 'optional' ? String(hoursToLiveDefault) : '');
  if (hours === '') {
    return missingArgument(argument);
  }
  const client = rotateSecret(call.client, /^\d{1,3}$/.test(hours) ? Number(hours) : undefined, call.nowMs);
  return client === undefined
    ? invalidArgument(argument, 'hours_to_live must be an integer from 0 to 168')
    : succeeded({ new_secret: client.secret }, withClient(call.state, client));
}

function isTaken(call: RegistrationCall, name: string, own: SandboxClient | undefined): boolean {
  const isOther = (client: SandboxClient) => client.name === name && client !== own;
  return call.switches.registrationDuplicateName === 'refused' && call.state.clients.some(isOther);
}

// In the order in which the pages print the members.
function show(client: SandboxClient, switches: Switches): JsonObject {
  return {
    whitelist: inReplyOrder(client.ipWhitelist, switches),
    features: inReplyOrder(client.features, switches),
    description: client.name,
    client_id: client.id,
    client_secret: client.secret,
  };
}

/** settings/widget/publish: writes the settings that jump_publish_settings names to a file that anyone may read. */
export function publish(call: RegistrationCall): Answer {
  const items = mergedItems(call.state, call.client);
  const names = publishedNames(items['jump_publish_settings'] ?? '').filter((name) => Object.hasOwn(items, name));
  const settings = Object.fromEntries(names.map((name) => [name, items[name] ?? '']));
  const publication: Publication = { version: randomUUID(), settings };
  const client = { ...call.client, publications: [publication, ...publications(call.client)] };
  const shown = call.text('include_settings') === 'false' ? {} : settings;
  return succeeded(
    { results: { janrain_settings_version: publication.version, ...shown } },
    withClient(call.state, client),
  );
}

/** settings/widget/get: the newest published settings, or those of a version. */
export function getPublished(call: RegistrationCall): Answer {
  const found = publications(call.client).find(({ version }) => isAsked(call, version));
  return found === undefined
    ? notPublished()
    : succeeded({ results: { janrain_settings_version: found.version, ...found.settings } });
}

/** settings/widget/list: the versions, the newest first. */
export function listPublished(call: RegistrationCall): Answer {
  return succeeded({ results: publications(call.client).map(({ version }) => version) });
}

/** settings/widget/delete: one version, or all of the client. */
export function deletePublished(call: RegistrationCall): Answer {
  const kept = publications(call.client).filter(({ version }) => !isAsked(call, version));
  if (kept.length === publications(call.client).length) {
    return notPublished();
  }
  return succeeded({}, withClient(call.state, { ...call.client, publications: kept }));
}

function publications(client: SandboxClient): readonly Publication[] {
  return client.publications ?? [];
}

function isAsked(call: RegistrationCall, version: string): boolean {
  return call.text('version') === '' || call.text('version') === version;
}

function notPublished(): Answer {
  return invalidArgument('version', 'nothing was published for this client and version');
}

// The form of the list is not documented: a JSON list and names with commas or blanks between them are both read.
function publishedNames(text: string): readonly string[] {
  const value = parseJson(text);
  return isStrings(value) ? value : text.split(/[\s,]+/).filter((name) => name !== '');
}
