import { targetOf } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { formatTarget } from '../model/target.ts';
import { coversTarget } from '../model/target-pattern.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A change of something that capstan.protect.yaml lists. */
export const protectedTarget: Guard = { code: 'protected', override: 'none', check };

function check({ changes, desired }: GuardInput): readonly Finding[] {
  return changes.flatMap((change) => {
    const target = targetOf(change);
    const protection = desired.protect.find((entry) => coversTarget(entry.target, target));
    if (protection === undefined) return [];
    const { file, line } = protection.source;
    const message = `${formatTarget(target)} is protected by ${file}:${line} (${protection.target.text}): ${protection.reason}`;
    return [{ code: 'protected', severity: 'refuse' as const, message, target, source: change.source }];
  });
}
