import { SandboxError } from './sandbox-error.ts';
import { startSandbox } from './start-sandbox.ts';
import type { SandboxState } from './state.ts';
import { readStateFile } from './state-file.ts';
import { parseSwitches, switchList } from './switches.ts';

/** What the command line says. */
type SandboxFlags = {
  readonly port: number;
  readonly state?: string | undefined;
  readonly seed?: string | undefined;
  readonly clock?: string | undefined;
  readonly switch: readonly string[];
};

/** Its output, and its end. */
type SandboxHost = { readonly print: (text: string) => void; readonly ended: () => Promise<void> };

/** Runs a sandbox until it is interrupted, or prints its switches. Throws a SandboxError with an exit code when it cannot start. */
export async function runSandbox(flags: SandboxFlags, { print, ended }: SandboxHost): Promise<void> {
  if (flags.switch.includes('list')) {
    print(switchList());
    return;
  }
  const sandbox = await startSandbox({
    port: flags.port,
    now: clockFrom(flags.clock),
    switches: parseSwitches(flags.switch),
    ...(flags.state === undefined ? {} : { stateFile: flags.state }),
    ...(flags.seed === undefined ? {} : { seed: readStateFile(flags.seed) }),
  });
  print(greeting(sandbox.url, sandbox.state()));
  await ended();
  await sandbox.close();
}

/** A clock that shows the given time now and goes on from there; without one, the clock of the machine. */
function clockFrom(time: string | undefined): () => number {
  if (time === undefined) {
    return Date.now;
  }
  const startMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(startMs)) {
    throw new SandboxError(`The clock takes a time in UTC like 2026-01-31T09:30:00Z, not "${time}".`, 64);
  }
  const offsetMs = startMs - Date.now();
  return () => Date.now() + offsetMs;
}

/** What the command prints: where the sandbox listens, and a configuration to copy. */
export function greeting(url: string, state: SandboxState): string {
  const owner = state.clients.find(({ features }) => features.includes('owner'));
  const credentials =
    owner === undefined
      ? ['# No client of this application has the owner feature: no one can read or write its settings.']
      : [`export CAPSTAN_CLIENT_ID=${shellWord(owner.id)}`, `export CAPSTAN_CLIENT_SECRET=${shellWord(owner.secret)}`];
  return [
    `Identity Cloud sandbox listening on ${url}`,
    '',
    '# in your shell',
    ...credentials,
    '',
    '# capstan.yaml',
    'version: 1',
    'application:',
    `  id: ${JSON.stringify(state.application.id)}`,
    `  configUrl: ${url}`,
    `  captureUrl: ${url}`,
    'settings:',
    '  login_attempts: 5',
    'custom:',
    '  site_locale: US',
    '',
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
