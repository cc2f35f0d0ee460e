import { findChurn } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** More keys would be removed than `guards.removals` allows. */
export const tooManyRemovals: Guard = {
  code: 'too-many-removals',
  override: 'allow',
  rank: 180,
  check: (input) =>
    findChurn(input, {
      code: 'too-many-removals',
      action: 'remove',
      limits: input.desired.limits.removals,
      verb: 'remove',
      member: 'removals',
    }),
};
