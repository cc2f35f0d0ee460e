import type { Variables } from './variables.ts';

const secretName = /^CAPSTAN_|_(?:SECRET|TOKEN|KEY|PASSWORD)$/;
// Shorter values would tear holes into ordinary words.
const minimumLength = 4;

/** The text without any value of a variable that may be a secret, in the forms in which they travel. */
export function scrubbed(text: string, variables: Variables): string {
  const values = Object.entries(variables).flatMap(([name, value]) => {
    const secret = secretName.test(name) && value !== undefined && value.length >= minimumLength;
    return secret ? [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)] : [];
  });
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((rest, value) => rest.replaceAll(value, '(secret)'), text)
    .replace(/Basic [\w+/=]+/g, 'Basic (secret)');
}
