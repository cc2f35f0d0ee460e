import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Options, type Sandbox, startSandbox } from '../../src/index.ts';

/** A folder with a configuration, and a sandbox that it is about. */
export type World = {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** What every function is handed: where, and with which credentials. */
  readonly here: Options;
  readonly write: (lines: readonly string[], name?: string) => void;
  readonly close: () => Promise<void>;
};

export async function openWorld(): Promise<World> {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'capstan-library-'));
  const [owner] = sandbox.state().clients;
  if (owner === undefined) throw new Error('the sandbox has no clients');
  const head = ['version: 1', 'application:', `  id: ${sandbox.applicationId}`];
  const urls = [`  configUrl: ${sandbox.url}`, `  captureUrl: ${sandbox.url}`];
  return {
    sandbox,
    folder,
    here: { cwd: folder, env: { CAPSTAN_CLIENT_ID: owner.id, CAPSTAN_CLIENT_SECRET: owner.secret } },
    write: (lines, name = 'capstan.yaml') =>
      writeFileSync(join(folder, name), [...head, ...urls, ...lines, ''].join('\n')),
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}
