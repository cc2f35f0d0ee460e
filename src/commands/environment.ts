import type { Variables } from './variables.ts';

// What Node, git and terminals look up while the program runs. Whatever else is set may be a secret: the credentials, a
// proxy with its password, any name that a file may ask for with ${secret:NAME}.
const needed =
  /^(?:PATH|PATHEXT|HOME|HOMEDRIVE|HOMEPATH|USER|USERNAME|LOGNAME|USERPROFILE|SHELL|PWD|LANG|LANGUAGE|LC_\w+|TZ|TERM|COLORTERM|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|CI|TMPDIR|TMP|TEMP|XDG_\w+|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|NODE_\w+|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

let known: Variables | undefined;

/** Whether a variable stays where other programs and reports of crashes can see it. */
export function isPublicVariable(name: string): boolean {
  return needed.test(name);
}

/** The variables that the program was started with and those of the file that --vars names, wherever they are now. */
export function knownVariables(): Variables {
  return known ?? process.env;
}

/** Adds what the file that --vars names says. */
export function learnVariables(variables: Variables): void {
  known = { ...knownVariables(), ...variables };
}

/**
 * Takes everything that may be a secret out of the environment of the process, and keeps it where only this program looks:
 * neither programs that it starts nor diagnostic reports of Node show it then. `/proc/PID/environ` still does, to the
 * same user: the system keeps what the process was started with.
 */
export function hideVariables(): void {
  known = { ...process.env };
  for (const name of Object.keys(known)) if (!isPublicVariable(name)) delete process.env[name];
  leaveOutOfReports(process.report);
}

// Newer Node can leave the environment out altogether.
function leaveOutOfReports(report: object | undefined): void {
  if (report !== undefined && 'excludeEnv' in report) report.excludeEnv = true;
}
