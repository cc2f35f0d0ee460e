import { featureChangesOf } from '../model/end-state.ts';
import type { Finding } from '../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Too few owners would remain for anybody to repair a mistake. */
export const lastOwner: Guard = { code: 'last-owner', override: 'allow', check };

function check(input: GuardInput): readonly Finding[] {
  const before = ownersOf(input);
  const after = new Set(before);
  const losses = featureChangesOf(input.changes).filter(({ scope, after: features }) => {
    if (features.includes('owner')) after.add(scope.clientId);
    else return after.delete(scope.clientId);
    return false;
  });
  const least = input.desired.limits.minimumOwners;
  if (after.size >= before.size || after.size >= least) return [];
  return losses.map(({ scope, source }) => ({
    code: 'last-owner',
    severity: 'refuse',
    message: `client ${scope.alias} would lose owner: ${after.size} of ${before.size} owners would remain, and guards.minimumOwners is ${least}`,
    target: { kind: 'features', alias: scope.alias },
    source,
  }));
}

function ownersOf({ live }: GuardInput): ReadonlySet<string> {
  const owners = [...live.clients.values()].filter((client) => client.features?.includes('owner'));
  return new Set(owners.map((client) => client.id));
}
