import { findChurn } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** More keys would change than `guards.updates` allows. */
export const tooManyUpdates: Guard = {
  code: 'too-many-updates',
  override: 'allow',
  rank: 190,
  check: (input) =>
    findChurn(input, {
      code: 'too-many-updates',
      action: 'update',
      limits: input.desired.limits.updates,
      verb: 'change',
      member: 'updates',
    }),
};
