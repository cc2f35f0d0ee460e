import type { Kind } from './kind.ts';

/** The application itself: settings and custom settings that count for every client. */
export const applicationKind: Kind = {
  name: 'application',
  keys: { set: '/settings/set_default_multi', remove: '/settings/delete_default', replace: '/settings' },
  properties: [],
};
