import { asSet, canonicalJson, isStructured, type Json } from '../model/json.ts';
import type { Secret } from '../model/secret.ts';
import type { SettingType } from '../model/setting.ts';
import { isSecret, sealed, type Value } from '../model/value.ts';

/** Whether two values mean the same for a setting of the type, secrets included: integer 5 and "5" do. */
export function meansTheSame(type: SettingType, a: Value, b: Value): boolean {
  return sealedMeaning(type, a).equals(sealedMeaning(type, b));
}

function sealedMeaning(type: SettingType, value: Value): Secret {
  return sealed((type === 'json' || type === 'set') && !isSecret(value) ? parsed(type, value) : value);
}

// The service may give JSON as text.
function parsed(type: SettingType, value: Json): Json {
  const json = typeof value === 'string' ? parsedText(value) : value;
  return isStructured(json) ? canonicalJson(type === 'set' ? asSet(json) : json) : value;
}

function parsedText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
