import { withoutForm } from '../../model/form.ts';
import type { SettingType } from '../../model/setting.ts';
import { isSecret, type Value } from '../../model/value.ts';
import { equivalent, normalizeValue } from './normalize-value.ts';

/** Whether two values differ, and in their form alone: one may be what the service makes of the other. */
export function differsInForm(type: SettingType, a: Value, b: Value): boolean {
  if (equivalent(type, a, b)) return false;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && a.equals(b, withoutForm);
  return withoutForm(normalizeValue(type, a)) === withoutForm(normalizeValue(type, b));
}
