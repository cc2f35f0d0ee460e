import { canonicalJson, type Json } from '../../src/leaf/json.ts';
import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';

/** Everything that live holds, one line for each thing: `global settings.KEY`, `CLIENT custom.KEY`, `CLIENT features`. */
export type FlatState = ReadonlyMap<string, string>;

export function flatState(state: SandboxState): FlatState {
  return new Map([
    ...rowsOf('global', state),
    ...state.clients.flatMap((client) => [
      ...rowsOf(client.id, client),
      [`${client.id} features`, setText(client.features)] as const,
      [`${client.id} ipWhitelist`, setText(client.ipWhitelist)] as const,
      [`${client.id} name`, client.name] as const,
      [`${client.id} secret`, client.secret] as const,
    ]),
  ]);
}

function rowsOf(
  owner: string,
  scope: Pick<SandboxState, 'settings' | 'custom'>,
): readonly (readonly [string, string])[] {
  return (['settings', 'custom'] as const).flatMap((section) =>
    Object.entries(scope[section]).map(
      ([key, value]) => [keyName(owner, section, key), canonicalJson(value as Json)] as const,
    ),
  );
}

/** The name of a key in a flat state. `owner`: `global` or the id of a client. */
export function keyName(owner: string, section: string, key: string): string {
  return `${owner} ${section}.${key}`;
}

/** A list as a set: the service promises no order. */
/** What a property holds, as a flat state has it. */
export function propertyText(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : setText(value);
}

export function setText(names: readonly string[]): string {
  return [...new Set(names)].sort().join(' ');
}

/** The names of all that differs. */
export function differingNames(before: FlatState, after: FlatState): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
