import { resolve } from 'node:path';
import type { RunFile } from '../engine/shared-clients.ts';
import type { NamedClients } from '../model/live.ts';
import { createReadApi } from '../service/client/create-api.ts';
import type { ReadApi } from '../service/interface.ts';
import { readClientList } from '../service/live/read-live-state.ts';
import type { WorkflowContext } from './context.ts';
import { accessOf, readOrEnd, type Unread, withApi } from './open-application.ts';
import { readSnapshot } from './read-snapshot.ts';

/** Returns the clients of the application that a file names. */
export type ReadClients = (file: RunFile, context: WorkflowContext) => Promise<NamedClients>;

/** From the service: one request. */
export async function readLiveClients({ desired }: RunFile, context: WorkflowContext): Promise<NamedClients> {
  const access = accessOf(desired, context);
  const { clients } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => readList(api)),
  );
  return clients;
}

async function readList(api: ReadApi): Promise<{ readonly clients: NamedClients } | Unread> {
  const list = await readClientList(api);
  return list.kind === 'failed' ? { kind: 'failed', failures: [list.failure] } : list;
}

/** From a snapshot. The run itself refuses a snapshot of another application. */
export function readClientsOf(path: string): ReadClients {
  return async ({ desired }, context) => {
    const { application, clients } = await readSnapshot(resolve(context.cwd, path), path);
    return new Map(application.id === desired.application.id ? clients.map((client) => [client.id, client]) : []);
  };
}
