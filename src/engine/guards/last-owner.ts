import { featureChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { simulateAccess } from '../judging/access.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Too few owners would remain for anyone to repair a mistake. */
export const lastOwner: Guard = { code: 'last-owner', override: 'allow', rank: 70, check };

function check(input: GuardInput): readonly Finding[] {
  const { ownersBefore: before, ownersAfter: after } = simulateAccess(input);
  const least = input.desired.limits.minimumOwners;
  if (after.size >= before.size || after.size >= least) return [];
  return featureChangesOf(input.changes)
    .filter(({ scope }) => before.has(scope.clientId) && !after.has(scope.clientId))
    .map((change) => ({
      code: 'last-owner',
      severity: 'refuse',
      fact: `client ${change.scope.alias} would lose owner: ${after.size} of ${before.size} owners would remain, and guards.minimumOwners is ${least}`,
      cure: '',
      target: targetOf(change),
      source: change.source,
    }));
}
