import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';

/** A JSON merge patch (RFC 7396) of the live state, with clients by their ids: null takes a key away. */
export type LiveEdit = Readonly<Record<string, unknown>> & {
  readonly clients?: Readonly<Record<string, unknown>>;
};

/** The state after someone edited it from outside, as in the Console. */
export function editedState(state: SandboxState, { clients = {}, ...rest }: LiveEdit): SandboxState {
  const edited = state.clients.map((client) => merged(client, clients[client.id] ?? {}));
  return merged({ ...state, clients: edited }, rest) as SandboxState;
}

function merged(value: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const result = new Map(isMap(value) ? Object.entries(value) : []);
  for (const [key, part] of Object.entries(patch)) {
    if (part === null) result.delete(key);
    else result.set(key, merged(result.get(key), part));
  }
  return Object.fromEntries(result);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
