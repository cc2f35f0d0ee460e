import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capstan-race-'));
  program = join(folder, 'lock-taker.mjs');
  const entryPoints = ['test/support/lock-taker.ts'];
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
});

const takers: Taker[] = [];

afterAll(async () => {
  await Promise.all(takers.map(end));
  await rm(folder, { recursive: true, force: true });
});

type Taker = { readonly child: ChildProcess; readonly ask: (command: string) => Promise<string> };

function startTaker(locks: string): Taker {
  const child = spawn(process.execPath, [program, locks], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const taker: Taker = {
    child,
    ask: async (command) => {
      child.stdin.write(`${command}\n`);
      return String((await lines.next()).value);
    },
  };
  takers.push(taker);
  return taker;
}

async function end({ child }: Taker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('processes that take one lock', () => {
  it('hold it one at a time', async () => {
    const locks = await mkdtemp(join(folder, 'a-'));
    const others = Array.from({ length: 4 }, () => startTaker(locks));
    const answers = await Promise.all(others.map(({ ask }) => ask('work 25')));
    expect(answers).toEqual(['worked', 'worked', 'worked', 'worked']);
    await Promise.all(others.map(end));
    const [only = ''] = await readdir(locks);
    expect(await readdir(join(locks, only))).toEqual([]);
  });

  it('take it over from one that was killed, and again just one gets it, round after round', async () => {
    const locks = await mkdtemp(join(folder, 'b-'));
    let holder = startTaker(locks);
    expect(await holder.ask('take')).toBe('taken');
    let others = Array.from({ length: 7 }, () => startTaker(locks));
    // One more process dies in each round, and the rest fight for what it held.
    while (others.length > 1) {
      await end(holder);
      const answers = await Promise.all(others.map(({ ask }) => ask('take')));
      expect(answers.toSorted()).toEqual([...Array(others.length - 1).fill('held'), 'taken']);
      const winner = others[answers.indexOf('taken')];
      if (winner === undefined) throw new Error('nobody won');
      holder = winner;
      others = others.filter((taker) => taker !== winner);
    }
  });
});
