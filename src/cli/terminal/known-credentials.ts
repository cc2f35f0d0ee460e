import type { Problem } from '../../model/finding.ts';
import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { valueForms } from './environment.ts';

// Any name that a file may give to the client secret, and what is named like a secret.
const secretName = /^CAPSTAN_(?!VAR_|ALLOWED_)(?!.*_ID$)|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter ones would tear holes into ordinary words, and no service gives out such secrets.
const minimumLength = 8;

/** What to do instead of giving credentials by a flag. */
export const credentialsCure =
  'Credentials come from the variables CAPSTAN_CLIENT_ID and CAPSTAN_CLIENT_SECRET, never from the command line.';

/** Ends when a known credential stands on the command line, where others see it. Names the variable and the place alone. */
export function refuseSecretWords(words: readonly string[], variables: Variables): void {
  const known = credentials(variables);
  const problems = words.flatMap((word, index) =>
    known
      .filter(({ value }) => word.includes(value))
      .map(({ name }) => onCommandLine(name, placeOf(word, words[index - 1]))),
  );
  if (problems.length > 0) throw new ExpectedEnd('wrongUsage', problems);
}

/** The text without the credentials that are known, in the forms in which they travel. */
export function withoutCredentials(text: string, variables: Variables): string {
  const values = credentials(variables).flatMap(({ value }) => valueForms(value));
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, value) => rest.replaceAll(value, '(secret)'), text);
}

function credentials(variables: Variables): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(variables).flatMap(([name, given = '']) => {
    // A shell takes line breaks off what it puts into a command line.
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
    message: `The value of ${name} stands on the command line, ${place}.`,
    cure: `${credentialsCure} Other users of the machine see command lines, and logs keep them: change that secret.`,
    source: null,
  };
}

// Up to the first character that no flag of capstan has: what follows may be a value, and that may be a secret.
const name = /^(?:--[A-Za-z][A-Za-z_-]{0,29}|-[A-Za-z])/;

/** The name of the flag that a word of the command line is; undefined when it is none. Shows nothing of its value. */
export function flagName(word: string): string | undefined {
  return name.exec(word)?.[0];
}
