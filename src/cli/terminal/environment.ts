import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';

// What Node, git and terminals look up while the program runs. Whatever else is set may be a secret: the credentials, a
// proxy with its password, any name that a file may ask for with ${secret:NAME}.
const needed =
  /^(?:PATH|PATHEXT|HOME|HOMEDRIVE|HOMEPATH|USER|USERNAME|LOGNAME|USERPROFILE|SHELL|PWD|LANG|LANGUAGE|LC_\w+|TZ|TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CI|TMPDIR|TMP|TEMP|XDG_\w+|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|NODE_\w+|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

/** The variables of one run. */
export type HeldVariables = {
  /** Those that the program was started with, and what the file that `--vars` names adds. */
  readonly known: () => Variables;
  /** Adds what the file that `--vars` names says. */
  readonly learn: (variables: Variables) => void;
};

/** Whether a variable stays where other programs and reports of crashes can see it. */
export function isPublicVariable(name: string): boolean {
  return needed.test(name);
}

/** Holds the variables of an environment for one run. */
export function holdVariables(environment: Variables): HeldVariables {
  let known = environment;
  return {
    known: () => known,
    learn: (variables) => {
      known = { ...known, ...variables };
    },
  };
}

/** What the program is told by variables. */
export type GivenVariables = {
  /** What the program itself goes by: the environment, and the names of the vars file that are capstan's own. */
  readonly variables: Variables;
  /** All that stands in the vars file: a configuration file may refer to it. */
  readonly varsFile: Variables;
};

/** The environment, with what the file that `--vars` names adds; the environment wins. */
export async function givenVariables(
  environment: Variables,
  file: string | undefined,
  cwd: string,
): Promise<GivenVariables> {
  if (file === undefined) return { variables: environment, varsFile: {} };
  const { loadVarsFile } = await import('../../config/references/vars-file.ts');
  const read = await loadVarsFile(file, cwd);
  if (read.kind === 'problems') throw new ExpectedEnd('wrongUsage', read.problems);
  // A file that may lie in the repository says neither which proxy is taken nor where a CI system wants its reports.
  const own = [...read.variables].filter(([name]) => name.startsWith('CAPSTAN_'));
  return { variables: { ...Object.fromEntries(own), ...environment }, varsFile: Object.fromEntries(read.variables) };
}

const secretName = /^CAPSTAN_|_(?:SECRET|TOKEN|KEY|PASSWORD)$/i;
// Shorter values would tear holes into ordinary words.
const minimumLength = 4;
// Any other variable may be read by a ${secret:NAME}; but many of them hold words.
const minimumLengthOfOthers = 8;

/** The text without any value of a variable that may be a secret, in the forms in which they travel. */
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
  if (secretName.test(name)) return value.length >= minimumLength;
  return !isPublicVariable(name) && value.length >= minimumLengthOfOthers;
}

/** A value as it stands in texts, in URLs and in JSON. */
export function valueForms(value: string): readonly string[] {
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
}
