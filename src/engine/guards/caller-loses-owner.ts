import { targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { simulateAccess } from '../judging/access.ts';
import type { Guard, GuardInput } from './guard.ts';

/** After the plan, capstan could no longer read or write. */
export const callerLosesOwner: Guard = { code: 'caller-loses-owner', override: 'none', rank: 50, check };

function check(input: GuardInput): readonly Finding[] {
  return simulateAccess(input).callerLosses.map(({ change, reason, cure }) => ({
    code: 'caller-loses-owner',
    severity: 'refuse',
    fact: `client ${change.scope.alias} is the API client in use, and ${reason}`,
    cure,
    target: targetOf(change),
    source: change.source,
  }));
}
