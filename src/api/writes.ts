import type { Application } from '../core/model/application.ts';
import { encodeClient, encodeForm, encodeItems, encodeSettings } from './encode-body.ts';
import type { Sent, WriteApi } from './interface.ts';
import { judgeWrite } from './judge-write.ts';
import { LossyBodyError } from './lossy-body-error.ts';
import { configPaths } from './paths.ts';
import { clientPlace, type Place, settingsPlace } from './read-ledger.ts';
import type { BodyCheck } from './superset.ts';
import type { Transport } from './transport.ts';

/** What the writes need. */
export type WriteSurroundings = {
  readonly application: Application;
  readonly transport: Transport;
  readonly now: () => number;
};

/** The five writes. Each sends one request, once. */
export type Writes = Pick<WriteApi, 'setKeys' | 'deleteKey' | 'setFeatures' | 'replaceSettings' | 'replaceClient'>;

export function createWrites({ application, transport, now }: WriteSurroundings): Writes {
  const paths = configPaths(application.id);

  async function post(path: string, form: string, writes: Place, keys: readonly string[]): Promise<Sent> {
    if (application.captureUrl === null) throw new Error('A call for single keys needs captureUrl.');
    const { origin } = new URL(application.captureUrl);
    const result = await transport.send({ method: 'POST', origin, path, form, writes });
    return settle(judgeWrite(result, { method: 'POST', asked: `POST ${origin}${path}`, keys, sent: form }, now()));
  }

  async function put(
    path: string,
    json: string,
    writes: Place,
    check: BodyCheck,
    keys: readonly string[],
  ): Promise<Sent> {
    const { origin } = new URL(application.configUrl);
    const result = await transport.send({ method: 'PUT', origin, path, json, writes, check });
    return settle(judgeWrite(result, { method: 'PUT', asked: `PUT ${origin}${path}`, keys, sent: json }, now()));
  }

  function settle(sent: Sent): Sent {
    if (sent.kind === 'refused' && sent.failure.code === 'rate-limited') transport.slowDown();
    return sent;
  }

  function assertOurs(replyApplication: string): void {
    if (replyApplication !== application.id) throw new LossyBodyError(['the read is of another application']);
  }

  return {
    async setKeys(clientId, items) {
      const form = encodeForm(clientId, { items: encodeItems(items) });
      const path = clientId === null ? '/settings/set_default_multi' : '/settings/set_multi';
      return post(path, form, settingsPlace(clientId), [...items.keys()]);
    },
    async deleteKey(clientId, key) {
      if (key === '') throw new TypeError('A call that deletes a key needs its name.');
      const path = clientId === null ? '/settings/delete_default' : '/settings/delete';
      return post(path, encodeForm(clientId, { key }), settingsPlace(clientId), [key]);
    },
    async setFeatures(clientId, features) {
      const form = encodeForm(clientId, { features: JSON.stringify(features) });
      return post('/clients/set_features', form, clientPlace(clientId), []);
    },
    async replaceSettings(clientId, read, body, planned) {
      assertOurs(read.application);
      const check: BodyCheck = { kind: 'settings', read, planned };
      const keys = [...body.settings.keys(), ...body.custom.keys()];
      return put(paths.settings(clientId), encodeSettings(body), settingsPlace(clientId), check, keys);
    },
    async replaceClient(read, features) {
      assertOurs(read.application);
      const check: BodyCheck = { kind: 'client', read };
      return put(paths.client(read.id), encodeClient(read, features), clientPlace(read.id), check, [
        'features',
        'name',
      ]);
    },
  };
}
