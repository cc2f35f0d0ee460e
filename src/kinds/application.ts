import type { Kind } from './kind.ts';

/** The application itself: settings and custom settings that every client inherits. */
export const applicationKind: Kind<'application'> = {
  name: 'application',
  noun: 'application',
  place: null,
  keys: { set: '/settings/set_default_multi', remove: '/settings/delete_default', replace: '/settings' },
  properties: [],
  inherits: false,
  calls: false,
  rank: 0,
  guards: [],
};
