import type { Json, JsonObject } from './json.ts';
import { toText } from './setting-values.ts';
import type { SandboxClient, SandboxState, Scope, SettingType } from './state.ts';
import type { Switches } from './switches.ts';

/** The reply of GET settings: typed values, flat, with the custom settings apart. */
export function showGlobal(state: SandboxState, switches: Switches): JsonObject {
  return sorted({ ...showScope(state, state, switches), _self: `/config/${state.application.id}/settings` });
}

/** The reply of GET client settings: the client's own at the top level, the defaults in `_global`. */
export function showClient(state: SandboxState, client: SandboxClient, switches: Switches): JsonObject {
  return sorted({
    ...showScope(state, client, switches),
    _global: showGlobal(state, switches),
    _self: `/config/${state.application.id}/clients/${client.id}/settings`,
  });
}

/** The reply of GET settings with include_clients=true, in the shape that the switch says. */
export function showWithClients(state: SandboxState, switches: Switches): JsonObject {
  const global = showGlobal(state, switches);
  switch (switches.includeClients) {
    case 'ignored':
      return global;
    case 'by-client':
      return { ...global, clients: Object.fromEntries(state.clients.map((client) => [client.id, ownOf(client)])) };
    case 'union':
      return sorted(
        Object.fromEntries(
          [...state.clients.map((client) => showScope(state, client, switches)), global].flatMap(Object.entries<Json>),
        ),
      );
  }

  function ownOf(client: SandboxClient): JsonObject {
    const self = `/config/${state.application.id}/clients/${client.id}/settings`;
    return sorted({ ...showScope(state, client, switches), _self: self });
  }
}

function showScope(state: SandboxState, scope: Scope, switches: Switches): JsonObject {
  const asText = new Set(state.options.filter(({ type }) => isServedAsText(type, switches)).map(({ name }) => name));
  const show = (name: string, value: Json): Json => (asText.has(name) && value !== null ? toText(value) : value);
  const settings = Object.entries(visible(scope.settings, switches)).map(([name, value]) => [name, show(name, value)]);
  return { ...Object.fromEntries(settings), custom: visible(scope.custom, switches) };
}

function isServedAsText(type: SettingType, switches: Switches): boolean {
  return (
    (type === 'json' && switches.jsonReplies === 'text') || (type === 'integer' && switches.integerReplies === 'text')
  );
}

function visible(values: JsonObject, switches: Switches): JsonObject {
  const isVisible = (value: Json) => value !== null || switches.liveNulls === 'served';
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isVisible(value)));
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
