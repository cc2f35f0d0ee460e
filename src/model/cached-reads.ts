import { clientsRead, type LiveScope, type LiveState } from './live.ts';
import { valueAt } from './state.ts';

/** Whether the application serves reads from a cache, as far as its settings are known. */
export function isCached({ global, clients }: Pick<LiveState, 'global' | 'clients'>): boolean {
  if (global !== null) return cachesReads(global);
  const client = clientsRead({ clients }).find(({ scope }) => scope.inherited !== null);
  return client === undefined || cachesReads(client.scope);
}

/**
 * What one scope shows about caching. 0 means that settings are read again for each operation; any other value, and
 * none, means cached.
 */
export function cachesReads({ sections, inherited }: Pick<LiveScope, 'sections' | 'inherited'>): boolean {
  const value = valueAt(inherited ?? sections, 'settings', 'cache_settings');
  return value !== 0 && value !== '0';
}
