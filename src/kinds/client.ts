import type { Kind, Property } from './kind.ts';

/** What a client may do. `metadata` is set by the vendor alone. */
const features: Property = {
  name: 'features',
  type: 'words',
  member: 'features',
  call: { path: '/clients/set_features', parameter: 'features' },
  known: ['access_issuer', 'direct_access', 'direct_read_access', 'login_client', 'metadata', 'owner'],
  // Documentation of clients/set_features.
  includes: { direct_access: ['direct_read_access'] },
  rank: 'power',
  planned: 'features',
  unmanaged: 'listed',
  noun: 'features',
  entry: 'feature',
  says: 'What an API client may do. A list in the file is the whole list: what it leaves out is taken away.',
};

/** An API client: settings and custom settings of its own, and its properties in the order of the replacing call. */
export const clientKind: Kind = {
  name: 'client',
  keys: { set: '/settings/set_multi', remove: '/settings/delete', replace: '/settings' },
  properties: [features],
};
