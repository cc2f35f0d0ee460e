import { aliasOf, formatTarget } from '../../model/address.ts';
import { isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import { askedOf, type DesiredCell } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { damageCure, damageText } from '../secrecy/secret-text.ts';
import type { Guard, GuardInput } from './guard.ts';

/**
 * A secret would be set to a value that cannot be one, and the plan would not show it: a mask, a placeholder, an
 * encrypted text.
 */
export const damagedSecret: Guard = { code: 'damaged-secret', override: 'allow', rank: 210, check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.filter(isKeyChange).flatMap((change) => {
    const value = desiredOf(input, change);
    if (change.action === 'remove' || value?.kind !== 'secret' || value.damage === null) return [];
    const { variable, kind } = value.damage;
    const target = targetOf(change);
    const fact = `${formatTarget(target)} would get a damaged secret: ${variable === null ? 'its variable' : variable} ${damageText(kind)}`;
    const cure = damageCure(kind);
    const finding = { code: 'damaged-secret', severity: 'refuse', fact, cure, target, source: change.source } as const;
    // Spaces may be part of a secret; other such characters cannot.
    return [kind === 'ends' ? finding : { ...finding, overridable: false }];
  });
}

function desiredOf({ desired }: GuardInput, { scope, section, key }: KeyChange): DesiredCell | undefined {
  return askedOf(desired, aliasOf(scope))?.sections[section].get(key);
}
