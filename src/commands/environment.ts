import type { Variables } from './variables.ts';

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
