import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder, remove } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');

/** Before the first test: a folder for what tests write, removed after the last, and a build that is not older than its sources. */
export async function setup(): Promise<() => void> {
  const folder = makeTemporaryFolder();
  await buildWhenStale();
  return () => remove(folder);
}

async function buildWhenStale(): Promise<void> {
  const { buildIsStale } = (await import(join(root, 'scripts/stale.mjs'))) as {
    buildIsStale: (root: string) => boolean;
  };
  if (!buildIsStale(root)) return;
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--without-types'], { cwd: root, encoding: 'utf8' });
  if (built.status === 0) return;
  process.stderr.write(`The build failed; tests of the built program will fail.\n${built.stderr}\n`);
  // They must not pass by testing an older build.
  rmSync(join(root, 'dist/cli.cjs'), { force: true });
}
