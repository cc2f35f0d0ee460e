import type { Problem } from '../../model/finding.ts';
import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';

// The variables that Node, git and terminals read while the program runs. Any other variable may be a secret: the
// credentials, a proxy with its password, any name that a file may read with ${secret:NAME}.
const needed =
  /^(?:PATH|PATHEXT|HOME|HOMEDRIVE|HOMEPATH|USER|USERNAME|LOGNAME|USERPROFILE|SHELL|PWD|LANG|LANGUAGE|LC_\w+|TZ|TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CI|TMPDIR|TMP|TEMP|XDG_\w+|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|NODE_\w+|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

/** The variables of one run. */
export type HeldVariables = {
  /** The variables at the start of the program, with those of the `--vars` file. */
  readonly known: () => Variables;
  /** Adds the variables of the `--vars` file. */
  readonly learn: (variables: Variables) => void;
};

/** Whether a variable stays where other programs and reports of crashes can see it. */
export function isPublicVariable(name: string): boolean {
  return needed.test(name);
}

/** Keeps the variables of an environment for one run. */
export function holdVariables(environment: Variables): HeldVariables {
  let known = environment;
  return {
    known: () => known,
    learn: (variables) => {
      known = { ...known, ...variables };
    },
  };
}

/** The variables of a run, by purpose. */
export type GivenVariables = {
  /** For capstan itself: the environment, and the `CAPSTAN_*` names of the vars file. */
  readonly variables: Variables;
  /** All variables of the vars file: a configuration file may refer to them. */
  readonly varsFile: Variables;
};

/** The environment, with the variables of the `--vars` file; the environment wins. */
export async function givenVariables(
  environment: Variables,
  file: string | undefined,
  cwd: string,
): Promise<GivenVariables> {
  if (file === undefined) return { variables: environment, varsFile: {} };
  const { loadVarsFile } = await import('../../config/references/check-references.ts');
  const read = await loadVarsFile(file, cwd);
  if (read.kind === 'problems') throw new ExpectedEnd('wrongUsage', read.problems);
  // A file that may be in the repository must not choose the proxy or the place of CI reports.
  const own = [...read.variables].filter(([name]) => name.startsWith('CAPSTAN_'));
  return { variables: { ...Object.fromEntries(own), ...environment }, varsFile: Object.fromEntries(read.variables) };
}

const crashSecretName = /^CAPSTAN_|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter values would match parts of ordinary words.
const minimumCrashLength = 4;
// A ${secret:NAME} may read any other variable; but many of them hold ordinary words.
const minimumLengthOfOthers = 8;

/** Redacts the values of all variables that may be a secret, in plain and encoded forms. */
export function redactCrash(text: string, variables: Variables): string {
  const values = Object.entries(variables).flatMap(([name, value = '']) =>
    mayBeSecret(name, value) ? valueForms(value) : [],
  );
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((rest, value) => rest.replaceAll(value, '(secret)'), text)
    .replace(/\b(Basic|Signature) [^\s"',]+/g, '$1 (secret)');
}

function mayBeSecret(name: string, value: string): boolean {
  if (crashSecretName.test(name)) return value.length >= minimumCrashLength;
  return !isPublicVariable(name) && value.length >= minimumLengthOfOthers;
}

/** A value in its plain, URL-encoded and JSON forms. */
function valueForms(value: string): readonly string[] {
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
}

// Any name that a file may give to the client secret, and names that look like a secret.
const credentialName = /^CAPSTAN_(?!VAR_|ALLOWED_)(?!.*_ID$)|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter values would match parts of ordinary words, and no service issues such secrets.
const minimumCredentialLength = 8;

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
    return credentialName.test(name) && value.length >= minimumCredentialLength ? [{ name, value }] : [];
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
const flagPattern = /^(?:--[A-Za-z][A-Za-z_-]{0,29}|-[A-Za-z])/;

/** The name of the flag in an argument; undefined if it is not a flag. Shows nothing of its value. */
export function flagName(word: string): string | undefined {
  return flagPattern.exec(word)?.[0];
}

/** Flags that say themselves what an empty value lacks, and the digest of a comment that was not made before. */
const others: readonly string[] = ['file', 'baseline', 'only', 'previous-digest'];

/**
 * Ends where the value of a flag is empty: most likely a shell variable that is not set. An empty name of a folder would
 * be the working folder.
 */
export function refuseEmptyFlags(parsed: Readonly<Record<string, unknown>>): void {
  const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.includes(''));
  const name = Object.keys(parsed).find((flag) => !others.includes(flag) && isEmpty(parsed[flag]));
  if (name === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `The value of --${name} is empty.`,
    cure: 'Give a value, or leave the flag out. If a shell variable holds the value, set it.',
  });
}
