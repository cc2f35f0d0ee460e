// A process of its own that takes one lock again and again, as its parent tells it. Bundled by the test.

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { takeLock } from '../../src/run/lock/lock.ts';
import { thisMachine } from '../../src/run/lock/machine.ts';
import { aWish } from '../run/journal/machines.ts';

const [folder = ''] = process.argv.slice(2);
const machine = { ...(await thisMachine(() => new Date())), temporaryFolder: folder };
let release: (() => Promise<void>) | undefined;

/** Takes the lock once and keeps it. */
async function take(): Promise<string> {
  const lock = await takeLock(aWish({ run: String(process.pid) }), machine);
  if (lock.kind === 'taken') release = lock.release;
  return lock.kind === 'failed' ? lock.reason : lock.kind;
}

/** Takes the lock so many times, and looks each time that no one else has it. */
async function work(times: number): Promise<string> {
  for (let done = 0; done < times; ) {
    const lock = await takeLock(aWish({ run: String(process.pid) }), machine);
    if (lock.kind === 'failed') return lock.reason;
    if (lock.kind === 'held') continue;
    // Fails when there is such a file.
    await writeFile(join(folder, 'inside'), '', { flag: 'wx' });
    await rm(join(folder, 'inside'));
    await lock.release();
    done += 1;
  }
  return 'worked';
}

async function answer(line: string): Promise<string> {
  const [command, argument] = line.split(' ');
  if (command === 'take') return take();
  if (command === 'work') return work(Number(argument));
  await release?.();
  release = undefined;
  return 'released';
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answer(line)}\n`);
}
