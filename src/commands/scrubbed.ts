import { isPublicVariable } from './environment.ts';
import type { Variables } from './variables.ts';

const secretName = /^CAPSTAN_|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter values would tear holes into ordinary words.
const minimumLength = 4;
// Any other variable may be read by a ${secret:NAME}; but many of them hold words.
const minimumLengthOfOthers = 8;

/** The text without any value of a variable that may be a secret, in the forms in which they travel. */
export function scrubbed(text: string, variables: Variables): string {
  const values = Object.entries(variables).flatMap(([name, value = '']) =>
    mayBeSecret(name, value) ? valueForms(value) : [],
  );
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((rest, value) => rest.replaceAll(value, '(secret)'), text)
    .replace(/\b(Basic|Signature) [^\s"',]+/g, '$1 (secret)');
}

function mayBeSecret(name: string, value: string): boolean {
  if (secretName.test(name)) return value.length >= minimumLength;
  return !isPublicVariable(name) && value.length >= minimumLengthOfOthers;
}

/** A value as it stands in texts, in URLs and in JSON. */
export function valueForms(value: string): readonly string[] {
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
}
