import { canonicalJson, type Json } from '../../leaf/json.ts';
import { formatTarget } from '../../model/address.ts';
import { isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { optionOf } from '../../model/setting.ts';
import { isSecret, type Value } from '../../model/value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A value that is not among those which the options reply lists for the setting. */
export const valueNotAllowed: Guard = { code: 'value-not-allowed', override: 'allow', check };

function check({ changes, live }: GuardInput): readonly Finding[] {
  return changes.filter(isKeyChange).flatMap((change) => {
    const allowed = optionOf(live.options, change.key)?.values ?? [];
    if (change.section === 'custom' || change.action === 'remove' || isSecret(change.after) || allowed.length === 0)
      return [];
    const after = canonicalJson(change.after);
    if (allowed.some((value) => canonicalJson(value) === after || isTextOf(value, change.after))) return [];
    const target = targetOf(change);
    const fact = `${formatTarget(target)}: the application allows only ${allowed.map(canonicalJson).join(', ')}`;
    return [{ code: 'value-not-allowed', severity: 'refuse' as const, fact, cure: '', target, source: change.source }];
  });
}

// The reply may list the numbers of an integer setting as texts.
function isTextOf(value: Json, after: Value): boolean {
  return typeof after !== 'object' && value === String(after);
}
