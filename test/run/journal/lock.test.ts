import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lock, takeLock, whoHolds } from '../../../src/run/lock/lock.ts';
import { describeHolder, type LockHolder } from '../../../src/run/lock/lock-file.ts';
import { type Machine, parseProcessStat, thisMachine } from '../../../src/run/lock/machine.ts';
import { aMachine, aWish } from './machines.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capstan-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const processes = new Map([
  [1, 'boot/100'],
  [2, 'boot/200'],
]);

function machine(wish: Partial<Machine> = {}, alive = processes): Machine {
  return aMachine(folder, alive, wish);
}

function locks(): string {
  return join(folder, `capstan-${process.getuid?.()}`);
}

async function taken(lock: Promise<Lock>): Promise<() => Promise<void>> {
  const found = await lock;
  if (found.kind !== 'taken') throw new Error(`not taken but ${found.kind}`);
  return found.release;
}

/** The holder that stands in the only lock of the folder. */
async function holderOnDisk(): Promise<LockHolder> {
  const [name = ''] = (await readdir(locks())).filter((each) => each.endsWith('.lock'));
  return JSON.parse(await readFile(join(locks(), name), 'utf8'));
}

describe('the lock of an application', () => {
  it('is held by one run, and free again after it', async () => {
    const release = await taken(takeLock(aWish(), machine()));
    const second = await takeLock(aWish({ run: 'r2' }), machine({ pid: 2 }));
    expect(second).toMatchObject({ kind: 'held', by: { run: 'r1', pid: 1, user: 'ada', host: 'build-7' } });
    expect((await whoHolds(aWish().application, machine()))?.run).toBe('r1');
    await release();
    expect(await whoHolds(aWish().application, machine())).toBeNull();
    await taken(takeLock(aWish({ run: 'r2' }), machine({ pid: 2 })));
    expect((await holderOnDisk()).run).toBe('r2');
  });

  it('is for its owner alone, and leaves nothing behind', async () => {
    const release = await taken(takeLock(aWish(), machine()));
    expect((await stat(locks())).mode & 0o777).toBe(0o700);
    const names = await readdir(locks());
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.lock$/)]);
    expect((await stat(join(locks(), names[0] ?? ''))).mode & 0o777).toBe(0o600);
    await release();
    expect(await readdir(locks())).toEqual([]);
  });

  it('is another one for another application or another host, and the same however the address is written', async () => {
    await taken(takeLock(aWish(), machine()));
    const { application } = aWish();
    const wish = (change: Partial<typeof application>) => aWish({ application: { ...application, ...change } });
    expect((await takeLock(wish({ configUrl: 'HTTPS://v1.api.us.janrain.com:443/x' }), machine())).kind).toBe('held');
    await taken(takeLock(wish({ id: 'app2' }), machine()));
    await taken(takeLock(wish({ configUrl: 'https://v1.api.eu.janrain.com' }), machine()));
  });
});

describe('a lock whose holder is gone', () => {
  it('is taken over when its process is, or its number belongs to a later process', async () => {
    await taken(takeLock(aWish({ run: 'old' }), machine({ pid: 2 })));
    await taken(takeLock(aWish({ run: 'new' }), machine({}, new Map([[1, 'boot/100']]))));
    expect((await holderOnDisk()).run).toBe('new');
    await taken(takeLock(aWish({ run: 'newest' }), machine({ pid: 2 }, new Map([[1, 'boot/999']]))));
    expect((await holderOnDisk()).run).toBe('newest');
    expect(await readdir(locks())).toHaveLength(1);
  });

  it('is not while nothing can be said of its process', async () => {
    await taken(takeLock(aWish(), machine()));
    const none = new Map<number, string>();
    expect((await takeLock(aWish(), machine({ host: 'build-8' }, none))).kind).toBe('held');
    expect((await takeLock(aWish(), machine({ processSpace: 'pid:[2]' }, none))).kind).toBe('held');
    const untold = machine({ startOf: async () => ({ kind: 'lives', since: null }) });
    expect((await takeLock(aWish(), untold)).kind).toBe('held');
  });

  it('is held for as long as its process is seen to live, whatever the clock says', async () => {
    await taken(takeLock(aWish(), machine()));
    const later = machine({ pid: 2, now: () => new Date('2026-12-24T12:00:00.000Z') });
    expect((await takeLock(aWish(), later)).kind).toBe('held');
  });

  it('is taken over from anyone who cannot be seen after twelve hours, and not before', async () => {
    const release = await taken(takeLock(aWish({ run: 'old' }), machine()));
    const at = (time: string) => machine({ pid: 2, host: 'build-8', now: () => new Date(time) });
    expect((await takeLock(aWish(), at('2026-11-23T00:00:00.000Z'))).kind).toBe('held');
    await taken(takeLock(aWish({ run: 'new' }), at('2026-11-23T00:00:00.001Z')));
    await release();
    expect((await holderOnDisk()).run).toBe('new');
  });

  it('is held while the clock was put back', async () => {
    await taken(takeLock(aWish(), machine()));
    const before = machine({ pid: 2, now: () => new Date('2026-11-20T12:00:00.000Z') });
    expect((await takeLock(aWish(), before)).kind).toBe('held');
  });

  it('is not taken over once more by a taker that was slow to see that it is gone', async () => {
    await leftBy(2);
    const alive = new Map([[1, 'boot/100']]);
    let release: (() => Promise<void>) | undefined;
    const slow = (ending: () => Promise<void>) =>
      machine({
        startOf: async (pid) => {
          if (pid !== 2) return { kind: 'lives', since: 'boot/100' };
          // While this taker looks at the old holder, another one is through.
          release = await taken(takeLock(aWish({ run: 'faster' }), machine({}, alive)));
          await ending();
          return { kind: 'gone' };
        },
      });
    const late = await takeLock(
      aWish({ run: 'slow' }),
      slow(async () => {}),
    );
    expect(late).toMatchObject({ kind: 'held', by: { run: 'faster' } });
    expect((await holderOnDisk()).run).toBe('faster');
    await release?.();
    await leftBy(2);
    await taken(
      takeLock(
        aWish({ run: 'slow' }),
        slow(async () => release?.()),
      ),
    );
    expect((await holderOnDisk()).run).toBe('slow');
    expect(await readdir(locks())).toHaveLength(1);
  });

  it('waits for anyone who is taking it over just now', async () => {
    const old = await leftBy(2);
    const right = join(locks(), `${old.token}.next`);
    await writeFile(
      right,
      JSON.stringify({ ...old, pid: 1, run: 'taker', processStart: 'boot/100', token: 'a'.repeat(32) }),
    );
    const alive = new Map([[1, 'boot/100']]);
    expect(await takeLock(aWish(), machine({}, alive))).toMatchObject({ kind: 'held', by: { run: 'taker' } });
  });

  it('is taken over from a taker that died on the way, before or after it put itself in place', async () => {
    const alive = new Map([[1, 'boot/100']]);
    for (const died of ['before', 'after']) {
      const old = await leftBy(2);
      const right = join(locks(), `${old.token}.next`);
      await writeFile(right, JSON.stringify({ ...old, pid: 3, run: 'dead taker', token: 'b'.repeat(32) }));
      const [name = ''] = (await readdir(locks())).filter((each) => each.endsWith('.lock'));
      if (died === 'after') {
        await rm(join(locks(), name));
        await link(right, join(locks(), name));
      }
      await taken(takeLock(aWish({ run: 'new' }), machine({}, alive)));
      expect((await holderOnDisk()).run).toBe('new');
      await rm(locks(), { recursive: true });
    }
  });

  it('is given up on when takers without end died on the way', async () => {
    let { token, ...old } = await leftBy(2);
    for (let at = 0; at < 10; at += 1) {
      const next = String(at).repeat(32);
      await writeFile(join(locks(), `${token}.next`), JSON.stringify({ ...old, pid: 3, token: next }));
      token = next;
    }
    expect(await takeLock(aWish(), machine({}, new Map([[1, 'boot/100']])))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('remove it'),
    });
  });

  /** A lock of a process that is gone for all but itself. */
  async function leftBy(pid: number): Promise<LockHolder> {
    await taken(takeLock(aWish({ run: 'old' }), machine({ pid })));
    return holderOnDisk();
  }
});

describe('releasing', () => {
  it('removes only the own lock, and may be done twice', async () => {
    const release = await taken(takeLock(aWish({ run: 'old' }), machine({ pid: 2 })));
    const next = await taken(takeLock(aWish({ run: 'new' }), machine({}, new Map([[1, 'boot/100']]))));
    await release();
    await release();
    expect((await holderOnDisk()).run).toBe('new');
    await next();
    await next();
    expect(await readdir(locks())).toEqual([]);
  });
});

describe('a folder that is no place for locks', () => {
  it('is refused when it is a link, a file, open to others, or cannot be made', async () => {
    const attempt = () => takeLock(aWish(), machine());
    await symlink('/', locks());
    expect(await attempt()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is not a folder') });
    await rm(locks());
    await writeFile(locks(), '');
    expect(await attempt()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is not a folder') });
    await rm(locks());
    await mkdir(locks());
    await chmod(locks(), 0o755);
    expect(await attempt()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('chmod 700') });
    const nowhere = machine({ temporaryFolder: join(folder, 'none') });
    expect(await takeLock(aWish(), nowhere)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('ENOENT'),
    });
    expect(await whoHolds(aWish().application, nowhere)).toBeNull();
  });

  it('is refused when it belongs to another user', async () => {
    await mkdir(join(folder, 'capstan-12345678'), { mode: 0o700 });
    expect(await takeLock(aWish(), machine({ userId: 12345678 }))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('another user'),
    });
  });

  it('is named for the user where users have no number', async () => {
    await taken(takeLock(aWish(), machine({ userId: null })));
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^capstan-[0-9a-f]{16}$/)]);
  });
});

describe('a lock that capstan did not write', () => {
  it.each(['', 'x', '{}', '[]', JSON.stringify({ run: 'r', pid: -1 })])('is not taken for free: %j', async (text) => {
    const release = await taken(takeLock(aWish(), machine()));
    const [name = ''] = await readdir(locks());
    await writeFile(join(locks(), name), text);
    expect(await takeLock(aWish(), machine())).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('is not a lock of capstan'),
    });
    await release();
    expect(await readdir(locks())).toEqual([name]);
  });

  it('is not followed when it is a link', async () => {
    await taken(takeLock(aWish(), machine()));
    const [name = ''] = await readdir(locks());
    await rm(join(locks(), name));
    await symlink('elsewhere', join(locks(), name));
    expect(await takeLock(aWish(), machine())).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('ELOOP'),
    });
  });
});

describe('what is told of a holder', () => {
  it('is who, since when, for how long and what to do', async () => {
    await taken(takeLock(aWish(), machine()));
    const texts = describeHolder(await holderOnDisk(), 'remove /tmp/x.lock', new Date('2026-11-22T12:03:30.000Z'));
    expect(texts).toEqual({
      who: 'capstan apply of ada on build-7 (process 1, run r1)',
      since: '2026-11-22T12:00:00.000Z',
      ageMinutes: 3,
      cure: expect.stringContaining('remove /tmp/x.lock'),
    });
    const early = describeHolder(await holderOnDisk(), 'remove /tmp/x.lock', new Date('2026-11-22T11:00:00.000Z'));
    expect(early.ageMinutes).toBe(0);
  });
});

describe('a process', () => {
  it('is told by its start, whatever it is called, and a zombie is gone', () => {
    const after = Array.from({ length: 18 }, (_, at) => String(at)).join(' ');
    expect(parseProcessStat(`12 (a) Z (b) S ${after} 777 5`, 'boot')).toEqual({ kind: 'lives', since: 'boot/777' });
    expect(parseProcessStat(`12 (node) Z ${after} 777 5`, 'boot')).toEqual({ kind: 'gone' });
    expect(parseProcessStat('12 (node) S 1', 'boot')).toEqual({ kind: 'lives', since: null });
  });

  it('lives when it is this one, each time since the same moment, and is gone when there is none of its number', async () => {
    const here = await thisMachine(() => new Date());
    const first = await here.startOf(process.pid);
    expect(first.kind).toBe('lives');
    expect(await here.startOf(process.pid)).toEqual(first);
    expect(await here.startOf(2 ** 30)).toEqual({ kind: 'gone' });
  });
});
