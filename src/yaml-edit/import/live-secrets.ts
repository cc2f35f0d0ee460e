import { isOrdinary, leastNeedle, needlesOf, textsIn } from '../../engine/secrecy/exposed-values.ts';
import { sections } from '../../model/address.ts';
import type { LiveState } from '../../model/live.ts';
import { heldValues, scopesOf } from '../../model/state.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';

/** Whether a text shows the value of a secret of any scope. */
export function showsSecretOf(live: LiveState): (text: string) => boolean {
  const secrets = valuesOf(live).filter(isSecret);
  const find = Secret.finder(secrets.map((secret) => [secret, needlesOf] as const));
  return (text) => find(text) !== null;
}

/** The texts of all values that are no secrets. */
export function plainTextsOf(live: LiveState): readonly string[] {
  return valuesOf(live).flatMap((value) => (isSecret(value) ? [] : textsIn(value)));
}

function valuesOf(live: LiveState): readonly Value[] {
  return scopesOf(live).flatMap((scope) =>
    sections.flatMap((section) => heldValues(scope.sections[section]).map(([, value]) => value)),
  );
}

/** Whether a secret is in one of these texts. */
export function standsIn(secret: Secret, texts: readonly string[]): boolean {
  const find = Secret.finder([[secret, needlesOf]]);
  return texts.some((text) => find(text) !== null);
}

/** Whether a secret is a few ordinary words, and long enough to be looked for in other values. */
export function isOfOrdinaryWords(secret: Secret): boolean {
  return secret.is((value) => typeof value === 'string' && value.length >= leastNeedle && isOrdinary(value));
}
