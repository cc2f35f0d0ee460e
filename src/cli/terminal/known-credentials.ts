import type { Problem } from '../../model/finding.ts';
import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { valueForms } from './environment.ts';

// Any name that a file may give to the client secret, and names that look like a secret.
const secretName = /^CAPSTAN_(?!VAR_|ALLOWED_)(?!.*_ID$)|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter values would match parts of ordinary words, and no service issues such secrets.
const minimumLength = 8;

/** The cure for credentials in a flag. */
export const credentialsCure =
  'Set credentials in the variables CAPSTAN_CLIENT_ID and CAPSTAN_CLIENT_SECRET, never on the command line.';

/** Ends if a known credential is on the command line, where others can see it. Names only the variable and the flag. */
export function refuseSecretWords(words: readonly string[], variables: Variables): void {
  const known = credentials(variables);
  const problems = words.flatMap((word, index) =>
    known
      .filter(({ value }) => word.includes(value))
      .map(({ name }) => onCommandLine(name, placeOf(word, words[index - 1]))),
  );
  if (problems.length > 0) throw new ExpectedEnd('wrongUsage', problems);
}

/** Redacts the known credentials, in plain and encoded forms. */
export function withoutCredentials(text: string, variables: Variables): string {
  const values = credentials(variables).flatMap(({ value }) => valueForms(value));
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, value) => rest.replaceAll(value, '(secret)'), text);
}

function credentials(variables: Variables): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(variables).flatMap(([name, given = '']) => {
    // A shell strips trailing line breaks from a substitution.
    const value = given.trim();
    return secretName.test(name) && value.length >= minimumLength ? [{ name, value }] : [];
  });
}

function placeOf(word: string, before: string | undefined): string {
  const flag = flagName(word) ?? (before === undefined ? undefined : flagName(before));
  return flag === undefined ? 'as an argument' : `at ${flag}`;
}

function onCommandLine(name: string, place: string): Problem {
  return {
    code: 'secret-on-command-line',
    message: `The value of ${name} is on the command line, ${place}.`,
    cure: `${credentialsCure} Other users of the machine can see command lines, and logs keep them: change that secret.`,
    source: null,
  };
}

// Ends at the first character that no flag of capstan has: the rest may be a value, and a secret.
const name = /^(?:--[A-Za-z][A-Za-z_-]{0,29}|-[A-Za-z])/;

/** The name of the flag in an argument; undefined if it is not a flag. Shows nothing of its value. */
export function flagName(word: string): string | undefined {
  return name.exec(word)?.[0];
}
