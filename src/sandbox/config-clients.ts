import {
  type Answer,
  type ClientCall,
  type ConfigCall,
  failed,
  inReplyOrder,
  jsonReply,
  replied,
  withObjectBody,
} from './api-call.ts';
import {
  admits,
  cidrProblem,
  featureProblem,
  hasFeature,
  isStrings,
  type Json,
  type JsonObject,
  METADATA,
  newId,
  own,
  type SandboxClient,
  type SandboxState,
  withClient,
} from './state.ts';
import type { Switches } from './switches.ts';

const ANYWHERE: readonly string[] = ['0.0.0.0/0'];

/** GET /config/{app}/clients */
export function getClients(call: ConfigCall): Answer {
  const wanted = call.parameters.filter(([name]) => name === 'has_feature').map(([, feature]) => feature);
  const isWanted = (client: SandboxClient) =>
    wanted.length === 0 || wanted.some((feature) => hasFeature(client, feature));
  const shown = call.state.clients.filter(isWanted);
  return replied(shown.map((client) => showApiClient(call.state, client, call.switches)));
}

/** GET /config/{app}/clients/{id} */
export function getClient(call: ClientCall): Answer {
  return replied(showApiClient(call.state, call.client, call.switches));
}

/** POST /config/{app}/clients */
export function postClient(call: ConfigCall): Answer {
  return withObjectBody(call, (body) => {
    const fields = readFields(call, body, undefined);
    if (!('name' in fields)) {
      return failed(call, fields.status, fields.problem);
    }
    const client = { ...fields, id: newId(32), secret: newId(32), settings: {}, custom: {} };
    const state = { ...call.state, clients: [...call.state.clients, client] };
    return {
      reply: jsonReply(Number(call.switches.createdStatus), showApiClient(state, client, call.switches)),
      state,
    };
  });
}

/** PUT /config/{app}/clients/{id} */
export function putClient(call: ClientCall): Answer {
  return withObjectBody(call, (body) => {
    const fields = readFields(call, body, call.client);
    if (!('name' in fields)) {
      return failed(call, fields.status, fields.problem);
    }
    const client = { ...call.client, ...fields };
    const state = withClient(call.state, client);
    return replied(showApiClient(state, client, call.switches), state);
  });
}

/** DELETE /config/{app}/clients/{id} */
export function deleteClient(call: ClientCall): Answer {
  if (hasFeature(call.client, 'owner')) {
    return failed(call, Number(call.switches.deleteOwnerStatus), 'A client with the owner feature cannot be deleted.');
  }
  const clients = call.state.clients.filter(({ id }) => id !== call.client.id);
  return { reply: { status: 204, headers: {}, body: '' }, state: { ...call.state, clients } };
}

/** PUT /config/{app}/clients/{id}/secret */
export function putSecret(call: ClientCall): Answer {
  return withObjectBody(call, (body) => {
    const client = rotateSecret(call.client, own(body, 'hoursToLive'), call.nowMs);
    if (client === undefined) {
      return failed(call, 400, 'hoursToLive must be an integer.');
    }
    const state = withClient(call.state, client);
    switch (call.switches.secretReply) {
      case 'client':
        return replied(showApiClient(state, client, call.switches), state);
      case 'bare':
        return replied({ secret: client.secret }, state);
      case 'empty':
        return replied({}, state);
    }
  });
}

function showApiClient(state: SandboxState, client: SandboxClient, switches: Switches): JsonObject {
  const self = `/config/${state.application.id}/clients/${client.id}`;
  return {
    _self: self,
    _id: client.id,
    _secret: client.secret,
    _settings: `${self}/settings`,
    name: client.name,
    ipWhitelist: inReplyOrder(client.ipWhitelist, switches),
    features: inReplyOrder(client.features, switches),
  };
}

type Fields = Pick<SandboxClient, 'name' | 'ipWhitelist' | 'features'>;
type Refused = { readonly status: number; readonly problem: string };

function readFields(call: ConfigCall, body: JsonObject, current: SandboxClient | undefined): Fields | Refused {
  const name = own(body, 'name');
  const ipWhitelist = own(body, 'ipWhitelist') ?? ANYWHERE;
  const features = own(body, 'features') ?? [];
  const underscored = Object.keys(body).find((key) => key.startsWith('_'));
  if (underscored !== undefined && call.switches.underscoreNames === 'refused') {
    return refused(`${underscored} is not a valid string.`);
  }
  if (typeof name !== 'string' || name === '') {
    return refused('name is not a valid string.');
  }
  if (!isStrings(ipWhitelist) || !isStrings(features)) {
    return refused('ipWhitelist and features must be lists of strings.');
  }
  return checkFields(call, { name, ipWhitelist, features }, current);
}

function checkFields(call: ConfigCall, fields: Fields, current: SandboxClient | undefined): Fields | Refused {
  if (isTaken(call, fields.name, current)) {
    return { status: Number(call.switches.duplicateNameStatus), problem: 'name is already taken.' };
  }
  const problem =
    addressProblem(call, fields.ipWhitelist, current) ?? newFeaturesProblem(call, fields.features, current);
  return problem === undefined ? { ...fields, features: storedFeatures(call, fields.features) } : refused(problem);
}

function isTaken(call: ConfigCall, name: string, current: SandboxClient | undefined): boolean {
  return call.state.clients.some((other) => other.name === name && other !== current);
}

function addressProblem(
  call: ConfigCall,
  ranges: readonly string[],
  current: SandboxClient | undefined,
): string | undefined {
  const invalid = ranges.map(cidrProblem).find((problem) => problem !== undefined);
  const locksOut = current?.id === call.caller.id && !admits(ranges, call.address);
  return invalid ?? (locksOut && call.switches.putLocksCallerOut === 'refused' ? LOCK_OUT : undefined);
}

const LOCK_OUT = 'ipWhitelist must contain the calling address.';

function newFeaturesProblem(
  call: ConfigCall,
  features: readonly string[],
  current: SandboxClient | undefined,
): string | undefined {
  const losesOwner = current?.id === call.caller.id && !features.includes('owner');
  if (losesOwner) {
    return 'the owner feature cannot be removed from the calling client.';
  }
  const held = current?.features ?? [];
  if (held.includes(METADATA) && call.switches.metadataOnPut === 'refused') {
    return 'a client with the metadata feature cannot be changed.';
  }
  return featureProblem(features, held);
}

function storedFeatures(call: ConfigCall, features: readonly string[]): readonly string[] {
  const unique = [...new Set(features)];
  return call.switches.metadataOnPut === 'dropped' ? unique.filter((feature) => feature !== METADATA) : unique;
}

function refused(problem: string): Refused {
  return { status: 400, problem };
}

const HOUR_MS = 3_600_000;
const MAX_HOURS = 168;

/** The client with a new secret; the old one lives on for 0 to 168 hours. Undefined when the hours are none of these. */
export function rotateSecret(client: SandboxClient, hours: Json | undefined, nowMs: number): SandboxClient | undefined {
  if (typeof hours !== 'number' || !Number.isInteger(hours) || hours < 0 || hours > MAX_HOURS) {
    return undefined;
  }
  const old = { secret: client.secret, validUntilMs: nowMs + hours * HOUR_MS };
  const stillValid = (client.oldSecrets ?? []).filter(({ validUntilMs }) => nowMs < validUntilMs);
  return { ...client, secret: newId(32), oldSecrets: hours === 0 ? stillValid : [old, ...stillValid] };
}
