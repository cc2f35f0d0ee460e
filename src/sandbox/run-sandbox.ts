import { greeting } from './greeting.ts';
import { SandboxError } from './sandbox-error.ts';
import { startSandbox } from './start-sandbox.ts';
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

/** Where its lines go, and when it ends. */
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
