import { withoutForm } from '../model/form.ts';
import { inShell } from '../model/in-shell.ts';
import { canonicalJson, type Json } from '../model/json.ts';
import type { SettingType } from '../model/setting.ts';
import { isSecret, type Value } from '../model/value.ts';
import { meaningOf, sameMeaning } from './meaning.ts';

/** Whether two values differ, and in their form alone: one may be what the service makes of the other. */
export function differsInForm(type: SettingType, a: Value, b: Value): boolean {
  if (sameMeaning(type, a, b)) return false;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && a.equals(b, withoutForm);
  return sameForm(meaningOf(type, a), meaningOf(type, b));
}

function sameForm(a: Json, b: Json): boolean {
  return canonicalJson(withoutForm(a)) === canonicalJson(withoutForm(b));
}

const maxLineLength = 200;
const plainKey = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z_][\w.-]*$/i;

/** What to write into the file so that it says what the service keeps. */
export function adviceFor(target: string, key: string, kept: Value): string {
  const absorb = `run \`capstan absorb --only ${inShell(target)}\``;
  if (isSecret(kept)) return 'give the secret as the service keeps it';
  // JSON is YAML.
  const line = `${plainKey.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(kept)}`;
  return line.length > maxLineLength ? absorb : `write \`${line}\` into the file, or ${absorb}`;
}
