import type { Direction } from '../../model/setting.ts';
import { type CatalogueGroup, impact } from '../row.ts';

/** Settings of old documents without a group. */
export const other: CatalogueGroup = {
  group: null,
  rows: [
    {
      name: 'login_client',
      type: 'boolean',
      description:
        'Legacy client SETTING of the same name as the feature, set to true for default_read_only clients in an old mobile SDK guide.',
      impact: impact('permissions', {}),
      sources: [],
    },
  ],
};

/** Shared by the servers of three groups. */
export const serverOfSignIn: Direction = {
  kind: 'url',
  reason: 'what users enter to sign in, or what the sign-in says of them, is sent there',
};
