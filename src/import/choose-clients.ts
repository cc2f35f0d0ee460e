import { byText } from '../core/model/json.ts';
import type { LiveClient } from '../core/model/live.ts';
import type { Problem } from '../core/model/problem.ts';
import { quotedName } from './comment.ts';

export type ChosenClients =
  | { readonly kind: 'chosen'; readonly ids: ReadonlySet<string> | null }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** The clients that the texts name, each by its exact name or id; all of them when there is no text. */
export function chooseClients(clients: ReadonlyMap<string, LiveClient>, wanted: readonly string[]): ChosenClients {
  if (wanted.length === 0) return { kind: 'chosen', ids: null };
  const all = [...clients.values()];
  const found = wanted.map((text) => all.filter(({ id, name }) => id === text || name === text));
  const missing = wanted.filter((_, index) => found[index]?.length === 0);
  if (missing.length > 0) return { kind: 'unknown', problem: unknownClients(missing, all) };
  return { kind: 'chosen', ids: new Set(found.flat().map(({ id }) => id)) };
}

function unknownClients(missing: readonly string[], all: readonly LiveClient[]): Problem {
  const names = all.map(({ name }) => name).sort(byText);
  return {
    code: 'unknown-client',
    message: `the application has no client with the name or id ${missing.map(quotedName).join(', ')}`,
    cure: `give a name or an id just as it is; there are: ${names.map(quotedName).join(', ')}`,
    source: null,
  };
}
