import type { Dispatcher } from 'undici';
import type { ApiLimits } from '../limits.ts';
import { createGate, type Gate } from './concurrency-limit.ts';
import { makeDispatcher } from './dispatcher.ts';
import type { Route } from './proxy-for.ts';

/** Connections, and how many requests may be under way, by host. All applications of a run may share one. */
export type Network = {
  readonly gate: (origin: string) => Gate;
  readonly dispatcher: (
    origin: string,
    route: Exclude<Route, { kind: 'invalid' }>,
  ) => Promise<Pick<Dispatcher, 'dispatch'>>;
  /** Ends all connections at once. */
  readonly close: () => Promise<void>;
};

/** No connection is opened before it is needed. */
export function createNetwork(limits: ApiLimits): Network {
  const gates = new Map<string, Gate>();
  const dispatchers = new Map<string, Promise<Dispatcher>>();
  return {
    gate: (origin) => known(gates, origin, () => createGate(limits.requestsInFlight)),
    dispatcher: (origin, route) => known(dispatchers, origin, () => makeDispatcher(origin, route, limits)),
    close: async () => {
      const made = await Promise.all(dispatchers.values());
      await Promise.all(made.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function known<T>(all: Map<string, T>, key: string, make: () => T): T {
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}
