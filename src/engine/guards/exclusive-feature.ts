import { featureChangesOf } from '../../model/end-state.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** login_client stands alone: the service does not let it be joined with another feature. */
export const exclusiveFeature: Guard = { code: 'exclusive-feature', override: 'none', check };

function check({ changes }: GuardInput): readonly Finding[] {
  return featureChangesOf(changes)
    .filter(({ after }) => after.includes('login_client') && after.length > 1)
    .map(({ scope, after, source }) => ({
      code: 'exclusive-feature',
      severity: 'refuse',
      fact: `login_client cannot be joined with ${after.filter((name) => name !== 'login_client').join(', ')}`,
      cure: `give client ${scope.alias} one or the other`,
      target: { kind: 'features', alias: scope.alias },
      source,
    }));
}
