import { type Change, featureChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard } from './guard.ts';

/** login_client excludes others: the service does not allow another feature beside it. */
export const exclusiveFeature: Guard = {
  code: 'exclusive-feature',
  override: 'none',
  rank: 290,
  check: ({ changes }) => findJoined(changes),
  checkFile: ({ asked }) => findJoined(asked),
};

function findJoined(changes: readonly Change[]): readonly Finding[] {
  return featureChangesOf(changes)
    .filter(({ after }) => after.includes('login_client') && after.length > 1)
    .map((change) => ({
      code: 'exclusive-feature',
      severity: 'refuse',
      fact: `login_client cannot be combined with ${change.after.filter((name) => name !== 'login_client').join(', ')}`,
      cure: `give client ${change.scope.alias} one or the other`,
      target: targetOf(change),
      source: change.source,
    }));
}
