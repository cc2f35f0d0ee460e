import { resolve } from 'node:path';
import type { RunFile } from '../engine/shared-clients.ts';
import type { NamedClients } from '../model/live.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { createReadApi } from '../service/client/create-api.ts';
import { readClientList } from '../service/live/read-live-state.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endingOfFailures } from './ending.ts';
import { failureProblems } from './failure-problems.ts';
import { apiOptions, checkNames, inFile, readCredentials } from './open-application.ts';
import { readSnapshot } from './read-snapshot.ts';

/** Gives the clients of the application that a file names. */
export type ReadClients = (file: RunFile, context: WorkflowContext) => Promise<NamedClients>;

/** Asks the service: one request. */
export async function readLiveClients({ desired }: RunFile, context: WorkflowContext): Promise<NamedClients> {
  checkNames(desired, context);
  const api = createReadApi(apiOptions(desired, readCredentials(desired.credentials, context.variables), context));
  try {
    context.progress(`Reading ${visibleText(desired.application.id)}…`);
    const list = await readClientList(api);
    if (list.kind === 'read') return list.clients;
    throw new ExpectedEnd(endingOfFailures([list.failure]), failureProblems([list.failure], inFile));
  } finally {
    context.progress('');
    await api.close();
  }
}

/** Those that a snapshot holds. One of another application is left to the run, which refuses it. */
export function readClientsOf(path: string): ReadClients {
  return async ({ desired }, context) => {
    const { application, clients } = await readSnapshot(resolve(context.cwd, path), path);
    return new Map(application.id === desired.application.id ? clients.map((client) => [client.id, client]) : []);
  };
}
