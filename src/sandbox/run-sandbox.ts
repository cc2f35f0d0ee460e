import { greeting } from './greeting.ts';
import { startSandbox } from './start-sandbox.ts';
import { readStateFile } from './state-file.ts';
import { parseSwitches } from './switches.ts';

/** What the command line says. */
type SandboxFlags = {
  readonly port: number;
  readonly state?: string | undefined;
  readonly seed?: string | undefined;
  readonly switch: readonly string[];
};

/** Runs a sandbox until it is interrupted. Throws a SandboxError with an exit code when it cannot start. */
export async function runSandbox(flags: SandboxFlags, print: (text: string) => void): Promise<void> {
  const sandbox = await startSandbox({
    port: flags.port,
    switches: parseSwitches(flags.switch),
    ...(flags.state === undefined ? {} : { stateFile: flags.state }),
    ...(flags.seed === undefined ? {} : { seed: readStateFile(flags.seed) }),
  });
  print(greeting(sandbox.url, sandbox.state()));
  await interrupted();
  await sandbox.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
