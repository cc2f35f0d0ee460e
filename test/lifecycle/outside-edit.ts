import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';
import type { Json, OutsideEdit } from './story.ts';

type Scope = Pick<SandboxState, 'settings' | 'custom'>;

/** The clients that stories are about: those that are neither the caller nor the other owner. */
function storyClients(state: SandboxState): readonly string[] {
  return state.clients.slice(2).map(({ id }) => id);
}

/** The state after someone wrote it without capstan. */
export function edited(state: SandboxState, edit: OutsideEdit): SandboxState {
  if (edit.scope === 'global') return withKey(state, edit);
  const id = storyClients(state)[edit.scope];
  const clients = state.clients.map((client) => {
    if (client.id !== id) return client;
    return 'features' in edit ? { ...client, features: edit.features } : withKey(client, edit);
  });
  return { ...state, clients };
}

function withKey<S extends Scope>(scope: S, edit: OutsideEdit): S {
  if ('features' in edit) return scope;
  const values = new Map<string, unknown>(Object.entries(scope[edit.section]));
  if (edit.value === undefined) values.delete(edit.key);
  else values.set(edit.key, edit.value satisfies Json);
  return { ...scope, [edit.section]: Object.fromEntries(values) };
}
