import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'capstan-tests-';
// More than a whole run has ever at a time.
const neededBytes = 2 * 1024 ** 3;

/**
 * Makes one folder for all that the tests of this run write, in memory where the system has that: most of what Git and
 * journals cost there is waiting for the disk. `TMPDIR` names it to the processes of the tests, which inherit it.
 * What earlier runs left behind, killed ones as a rule, goes.
 */
export function makeTemporaryFolder(): string {
  const parent = isOfUse('/dev/shm') ? '/dev/shm' : tmpdir();
  for (const name of readdirSync(parent)) if (isLeftBehind(name)) remove(join(parent, name));
  const folder = join(parent, `${prefix}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.env['TMPDIR'] = folder;
  return folder;
}

/** Removes it with everything in it. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

// Containers may have it small, or without the right to run what lies there.
function isOfUse(parent: string): boolean {
  const script = join(parent, `capstan-probe-${process.pid}`);
  try {
    const { bavail, bsize } = statfsSync(parent);
    writeFileSync(script, '#!/bin/sh\n', { mode: 0o700 });
    return bavail * bsize > neededBytes && spawnSync(script).status === 0;
  } catch {
    return false;
  } finally {
    remove(script);
  }
}

function isLeftBehind(name: string): boolean {
  if (!name.startsWith(prefix)) return false;
  try {
    process.kill(Number(name.slice(prefix.length)), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
