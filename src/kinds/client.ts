import type { Property, ThingsKind } from './kind.ts';

/** The rights of a client. Only the vendor sets `metadata`. */
const features: Property = {
  name: 'features',
  type: 'words',
  member: 'features',
  call: { path: '/clients/set_features', parameter: 'features' },
  maxEntries: 100,
  known: ['access_issuer', 'direct_access', 'direct_read_access', 'login_client', 'metadata', 'owner'],
  // Documentation of clients/set_features.
  includes: { direct_access: ['direct_read_access'] },
  rank: 'power',
  planned: 'features',
  unmanaged: 'listed',
  noun: 'features',
  entry: 'feature',
  says: 'What an API client may do. The list in the file is complete: capstan removes other features.',
};

/** The registration domain calls it the description (documentation of clients/set_description). */
const name: Property = {
  name: 'name',
  type: 'text',
  member: 'name',
  call: { path: '/clients/set_description', parameter: 'description' },
  maxEntries: 1,
  known: null,
  includes: {},
  rank: 'beside-settings',
  planned: 'update',
  unmanaged: 'silent',
  noun: 'name',
  entry: 'name',
  says: 'The name of an API client, which the Console shows. No two clients of an application have the same name.',
};

/**
 * The addresses from which a client may send requests. Never written by clients/clear_whitelist, which admits everyone.
 */
const ipAllowList: Property = {
  name: 'ipAllowList',
  type: 'ranges',
  member: 'ipWhitelist',
  call: { path: '/clients/set_whitelist', parameter: 'whitelist' },
  maxEntries: 1000,
  known: null,
  includes: {},
  rank: 'beside-settings',
  planned: 'update',
  unmanaged: 'silent',
  noun: 'IP allow list',
  entry: 'range',
  says: 'The addresses from which an API client may call. The list in the file is complete: capstan removes other addresses.',
};

/** An API client: settings and custom settings of its own, and its properties. */
export const clientKind: ThingsKind<'client'> = {
  name: 'client',
  noun: 'client',
  place: { member: 'clients', path: '/clients', parameter: 'for_client_id', id: '_id' },
  keys: { set: '/settings/set_multi', remove: '/settings/delete', replace: '/settings' },
  properties: [features, name, ipAllowList],
  inherits: true,
  calls: true,
  rank: 1,
  guards: [],
};
