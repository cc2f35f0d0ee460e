import { isKeyChange, targetOf } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { formatTarget } from '../model/target.ts';
import { isSecret } from '../model/value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A tombstone would delete a secret, which capstan could not bring back. */
export const secretRemoved: Guard = { code: 'secret-removed', override: 'allow', check };

function check({ changes }: GuardInput): readonly Finding[] {
  return changes
    .filter(isKeyChange)
    .filter((change) => change.action === 'remove' && isSecret(change.before))
    .map((change) => {
      const target = targetOf(change);
      const message = `${formatTarget(target)} is a secret; once deleted, only whoever keeps a copy can bring it back`;
      return { code: 'secret-removed', severity: 'refuse', message, target, source: change.source };
    });
}
