import { keyCallsOf, propertyCallOf, thingsKind } from '../../kinds/index.ts';
import type { KeyCalls } from '../../kinds/kind.ts';
import type { Application } from '../../model/desired.ts';
import type { Sent, WriteApi } from '../interface.ts';
import { classifyWrite, type SentWrite } from '../responses/classify-write.ts';
import type { Outgoing } from '../transport/request.ts';
import { withClock } from '../transport/sign-request.ts';
import type { Transport } from '../transport/transport.ts';
import { configPaths, encodeClient, encodeForm, encodeItems, encodeSettings, encodeThing } from './encode-request.ts';
import {
  type BodyCheck,
  clientPlace,
  LossyBodyError,
  type ReadPlace,
  settingsPlace,
  thingPlace,
} from './refuse-lossy-body.ts';

/** What the writes need. */
export type WriteContext = {
  readonly application: Application;
  readonly transport: Transport;
  readonly now: () => number;
};

/** What a write is about: the client (null: the application), the place in the ledger, and the keys that it names. */
type WriteTarget = { readonly clientId: string | null; readonly writes: ReadPlace; readonly keys: readonly string[] };

/** The writes. Each sends one request, once. */
export type Writes = Pick<
  WriteApi,
  'setKeys' | 'deleteKey' | 'setProperty' | 'replaceSettings' | 'replaceClient' | 'replaceThing'
>;

function keysOfId(clientId: string | null): KeyCalls {
  return keyCallsOf({ kind: clientId === null ? 'global' : 'client' });
}

export function createWrites({ application, transport, now }: WriteContext): Writes {
  const paths = configPaths(application.id);

  async function post(path: string, form: string, target: WriteTarget): Promise<Sent> {
    if (application.captureUrl === null) throw new Error('A call for single keys needs captureUrl.');
    const { origin } = new URL(application.captureUrl);
    const { clientId, writes, keys } = target;
    const written: SentWrite = { method: 'POST', asked: `POST ${origin}${path}`, keys, sent: form };
    const request: Outgoing = { method: 'POST', origin, path, clientId, form, writes };
    return explained(await transport.send(request, (reply) => classifyWrite(reply, written, now())));
  }

  async function put(path: string, json: string, target: WriteTarget, check: BodyCheck): Promise<Sent> {
    const { origin } = new URL(application.configUrl);
    const { clientId, writes, keys } = target;
    const written: SentWrite = { method: 'PUT', asked: `PUT ${origin}${path}`, keys, sent: json };
    const request: Outgoing = { method: 'PUT', origin, path, clientId, json, writes, check };
    return transport.send(request, (reply) => classifyWrite(reply, written, now()));
  }

  // A wrong date spoils a signature, and the service does not say which of the two was wrong.
  function explained(sent: Sent): Sent {
    const isSigned = application.auth === 'signed';
    if (!isSigned || sent.kind === 'done' || sent.failure.code !== 'unauthorized') return sent;
    return { ...sent, failure: withClock(sent.failure, transport.skewMs()) };
  }

  function assertOurs(replyApplication: string): void {
    if (replyApplication !== application.id) throw new LossyBodyError(['the read is of another application']);
  }

  return {
    async setKeys(clientId, items) {
      const form = encodeForm(clientId, { items: encodeItems(items) });
      const target = { clientId, writes: settingsPlace(clientId), keys: [...items.keys()] };
      return post(keysOfId(clientId).set, form, target);
    },
    async deleteKey(clientId, key) {
      if (key === '') throw new TypeError('A call that deletes a key needs its name.');
      const target = { clientId, writes: settingsPlace(clientId), keys: [key] };
      return post(keysOfId(clientId).remove, encodeForm(clientId, { key }), target);
    },
    async setProperty({ kind, clientId: id }, property, value) {
      const { path, parameter } = propertyCallOf(property);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const form = encodeForm(id, { [parameter]: text }, thingsKind(kind).place.parameter);
      return post(path, form, { clientId: kind === 'client' ? id : null, writes: thingPlace(kind, id), keys: [] });
    },
    async replaceSettings(clientId, read, body, planned) {
      assertOurs(read.application);
      const check: BodyCheck = { kind: 'settings', read, planned };
      const keys = [...body.settings.keys(), ...body.custom.keys()];
      const target: WriteTarget = { clientId, writes: settingsPlace(clientId), keys };
      return put(paths.settings(clientId), encodeSettings(body), target, check);
    },
    async replaceClient(read, members) {
      assertOurs(read.application);
      const check: BodyCheck = { kind: 'client', read, planned: new Set(members.keys()) };
      const keys = [...new Set(['name', ...members.keys()])];
      const target: WriteTarget = { clientId: read.id, writes: clientPlace(read.id), keys };
      return put(paths.client(read.id), encodeClient(read, members), target, check);
    },
    async replaceThing(read, members) {
      const check: BodyCheck = { kind: 'thing', read, planned: new Set(members.keys()) };
      const target = { clientId: null, writes: thingPlace(read.kind, read.id), keys: [...members.keys()] };
      return put(paths.thing(read.kind, read.id), encodeThing(read, members), target, check);
    },
  };
}
