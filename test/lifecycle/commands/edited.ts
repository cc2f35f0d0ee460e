import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { clientIdOf } from './arbitrary-values.ts';
import type { Edit, Plain } from './story.ts';

type Scope = Pick<SandboxState, 'settings' | 'custom'>;
type KeyEdit = Extract<Edit, { kind: 'key' }>;

/** The live application after someone wrote it without capstan. */
export function edited(state: SandboxState, edit: Edit): SandboxState {
  if (edit.kind === 'key' && edit.scope === 'global') return { ...state, ...withKey(state, edit) };
  const id = clientIdOf(edit.kind === 'key' ? Number(edit.scope) : edit.client);
  const clients = state.clients.flatMap((client) => (client.id === id ? editedClient(client, edit) : [client]));
  // One twin is enough.
  return new Set(clients.map((client) => client.id)).size < clients.length ? state : { ...state, clients };
}

type Client = SandboxState['clients'][number];

function editedClient(client: Client, edit: Edit): readonly Client[] {
  switch (edit.kind) {
    case 'key':
      return [{ ...client, ...withKey(client, edit) }];
    case 'features':
      return [{ ...client, features: edit.features }];
    case 'delete-client':
      return [];
    case 'rename-client':
      return [{ ...client, name: `Renamed ${client.name}` }];
    case 'twin-client': {
      const id = client.id.replace('storyclient', 'storytwin').padEnd(30, '1');
      return [client, { ...client, id, settings: {}, custom: {} }];
    }
  }
}

function withKey(scope: Scope, { section, key, value }: KeyEdit): Scope {
  const values = new Map<string, unknown>(Object.entries(scope[section]));
  if (value === null) values.delete(key);
  else values.set(key, value satisfies Plain);
  return { settings: scope.settings, custom: scope.custom, [section]: Object.fromEntries(values) };
}
