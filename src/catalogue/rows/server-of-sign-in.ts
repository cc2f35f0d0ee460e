import type { Direction } from '../../core/model/setting.ts';

/** Shared by the servers of three groups. */
export const serverOfSignIn: Direction = {
  kind: 'url',
  reason: 'what users enter to sign in, or what the sign-in says of them, is sent there',
};
