import { formatTarget, scopeId } from '../../model/address.ts';
import { isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { orPublic } from '../../model/secrecy.ts';
import { isSecret } from '../../model/value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** An entry of `absent` would delete a secret, which capstan could not restore. */
export const secretRemoved: Guard = { code: 'secret-removed', override: 'allow', rank: 230, check };

function check({ changes, secrecy }: GuardInput): readonly Finding[] {
  return changes.filter(isKeyChange).flatMap((change) => {
    if (change.action !== 'remove' || !isSecret(change.before)) return [];
    const { scope, section, key } = change;
    const why = secrecy.reasonOf({ clientId: scopeId(scope), section, key });
    // A value that only contains another secret should be removed: the secret itself stays.
    if (why?.kind === 'contains') return [];
    const target = targetOf(change);
    const cure = why === null ? '' : orPublic('', why);
    const fact = `${formatTarget(target)} is a secret; once deleted, it can be restored only from a copy of your own`;
    return [{ code: 'secret-removed', severity: 'refuse', fact, cure, target, source: change.source }];
  });
}
