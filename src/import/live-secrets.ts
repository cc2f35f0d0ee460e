import { isStructured, type Json } from '../core/model/json.ts';
import type { LiveScope, LiveState } from '../core/model/live.ts';
import { sections } from '../core/model/scope.ts';
import type { Secret } from '../core/model/secret.ts';
import { isSecret, sealed } from '../core/model/value.ts';

// Shorter ones would be found by chance.
const minLength = 6;

/** The secrets of all scopes that are long enough to be looked for in other values. */
export function liveSecrets(live: LiveState, isSecretName: (key: string) => boolean): readonly Secret[] {
  const scopes = [...(live.global === null ? [] : [live.global]), ...live.scopes.values()];
  return scopes.flatMap((scope) => secretsOf(scope, isSecretName)).filter(isLong);
}

/** Whether a secret stands somewhere in the value. */
export function containsSecret(json: Json, secrets: readonly Secret[]): boolean {
  if (secrets.length === 0) return false;
  const open: Json[] = [json];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const text = String(isStructured(part) ? Object.keys(part).join('\n') : part);
    if (secrets.some((secret) => secret.occursIn(text))) return true;
    for (const inner of partsOf(part)) open.push(inner);
  }
  return false;
}

function partsOf(json: Json): readonly Json[] {
  return isStructured(json) ? Object.values(json) : [];
}

function secretsOf(scope: LiveScope, isSecretName: (key: string) => boolean): readonly Secret[] {
  return sections.flatMap((section) =>
    [...scope.sections[section]].flatMap(([key, value]) =>
      isSecret(value) || isSecretName(key) ? [sealed(value)] : [],
    ),
  );
}

// A length gives no way back to the text, so it may stand in for a digest.
export function isLong(secret: Secret): boolean {
  return Number(secret.fingerprint((text) => String(text.length))) >= minLength;
}
