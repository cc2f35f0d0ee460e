import type { Desired, DesiredClient } from '../model/desired.ts';
import { liveIdFinder, type NamedClients } from '../model/live.ts';

/** One of the files of a run. */
export type RunFile = { readonly file: string; readonly desired: Desired };

/**
 * For each application where one file names clients by id and another by name: a file that finds them by name. Only the
 * service knows whether they are the same client.
 */
export function unclearFiles(files: readonly RunFile[]): readonly RunFile[] {
  const byApplication = new Map<string, RunFile[]>();
  for (const file of files) {
    const application = applicationOf(file);
    byApplication.set(application, [...(byApplication.get(application) ?? []), file]);
  }
  return [...byApplication.values()].flatMap((together) => {
    const finding = together.find((file) =>
      together.some((other) => other !== file && names(file, 'name') && names(other, 'id')),
    );
    return finding === undefined ? [] : [finding];
  });
}

/** The application that a file names, as one text. */
export function applicationOf({ desired: { application } }: RunFile): string {
  return `${application.configUrl}\n${application.id}`;
}

function names({ desired }: RunFile, by: 'id' | 'name'): boolean {
  return [...desired.clients.values()].some((client) => client[by] !== null);
}

/** The file with the ids of the clients that it finds by name; a name of no client or several is left unchanged. */
export function withIds({ file, desired }: RunFile, live: NamedClients): RunFile {
  const idsOf = liveIdFinder(live);
  const clients = [...desired.clients].map(([alias, client]): [string, DesiredClient] => {
    const [id, ...others] = idsOf(client);
    const isClear = id !== undefined && others.length === 0;
    return [alias, isClear ? { ...client, id, name: null } : client];
  });
  return { file, desired: { ...desired, clients: new Map(clients) } };
}
