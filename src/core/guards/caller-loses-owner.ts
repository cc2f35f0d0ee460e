import { featureChangesOf } from '../model/end-state.ts';
import type { Finding } from '../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** After the plan, capstan itself could neither read nor write any more. */
export const callerLosesOwner: Guard = { code: 'caller-loses-owner', override: 'none', check };

function check({ changes, live }: GuardInput): readonly Finding[] {
  return featureChangesOf(changes)
    .filter(({ scope, after }) => scope.clientId === live.caller && !after.includes('owner'))
    .map(({ scope, source }) => ({
      code: 'caller-loses-owner',
      severity: 'refuse',
      message: `client ${scope.alias} is the one whose credentials are in use, and it would lose owner; keep owner in its features, or run with the credentials of another owner`,
      target: { kind: 'features', alias: scope.alias },
      source,
    }));
}
