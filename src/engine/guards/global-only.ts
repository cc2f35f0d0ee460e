import { kindOf } from '../../kinds/index.ts';
import { formatTarget } from '../../model/address.ts';
import { type Change, isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { isGlobalOnly } from '../judging/effective-value.ts';
import { unlessLive } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** A setting that counts only at the global scope would be set at a client, where the service ignores it. */
export const globalOnly: Guard = {
  code: 'global-only',
  override: 'allow',
  rank: 370,
  check: (input) => findIgnored(input.changes, (key) => isGlobalOnly(input, key)),
  checkFile: ({ asked, catalogue }) =>
    findIgnored(asked, (key) => catalogue.lookup(key)?.globalOnly === true).map(unlessLive),
};

function findIgnored(changes: readonly Change[], isOnlyGlobal: (key: string) => boolean): readonly Finding[] {
  return changes
    .filter(isKeyChange)
    .filter(({ action, scope, section, key }) => {
      return action === 'create' && kindOf(scope).inherits && section === 'settings' && isOnlyGlobal(key);
    })
    .map((change) => {
      const target = targetOf(change);
      const fact = `${formatTarget(target)}: the service ignores ${change.key} for a client`;
      const cure = 'set it under the top-level settings';
      return { code: 'global-only', severity: 'refuse', fact, cure, target, source: change.source };
    });
}
