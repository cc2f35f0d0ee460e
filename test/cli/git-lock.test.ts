import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyFiles } from '../../src/cli/actions/apply.ts';
import { unlock } from '../../src/cli/actions/unlock.ts';
import { networkGitWith } from '../../src/leaf/git.ts';
import { takeGitLock } from '../../src/run/lock/git-lock.ts';
import { takeLock } from '../../src/run/lock/lock.ts';
import { thisMachine } from '../../src/run/lock/machine.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { aMachine } from '../run/journal/machines.ts';
import { commit, git } from '../support/git-repository.ts';
import { interruptionBy } from '../support/interruption.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { commonFlags, fakeSession } from './fake-session.ts';
import { configuration, live, startProgram } from './program.ts';

let top = '';
let sandbox: Sandbox;
let goOn = (): void => {};
let held: Promise<void>;
let intercept: SandboxOptions['intercept'];
const credentials = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };

beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-git-lock-')));
  held = new Promise((resolve) => {
    goOn = resolve;
  });
  intercept = undefined;
  sandbox = await startSandbox({ seed: scenarioState(live), intercept: (request) => intercept?.(request) });
  git(top, 'init', '--quiet', '--bare', join(top, 'remote.git'));
  clone('ada');
  commit(join(top, 'ada'), {
    'capstan.yaml': configuration(sandbox.url, 'lock: git\n'),
    '.gitignore': '.capstan\ntmp\n',
  });
  git(join(top, 'ada'), 'push', '--quiet', 'origin', 'HEAD:main');
  clone('bob');
});
afterEach(async () => {
  goOn();
  await sandbox.close();
  rmSync(top, { recursive: true, force: true });
});

function clone(name: string): string {
  git(top, 'clone', '--quiet', join(top, 'remote.git'), name);
  return join(top, name);
}

const session = (who: string, parts: Parameters<typeof fakeSession>[0] = {}) =>
  fakeSession({
    cwd: join(top, who),
    variables: credentials,
    environment: { PATH: process.env['PATH'], HOME: top },
    ...parts,
  });

const flags = {
  ...commonFlags,
  plan: undefined,
  approval: 'given' as const,
  expectDigest: undefined,
  only: [],
  secrets: 'required' as const,
  baseline: undefined,
  liveEdits: 'kept' as const,
  journal: undefined,
};
const unlockFlags = { ...commonFlags, run: undefined, approval: 'ask' as const };
const refs = (): string => git(join(top, 'remote.git'), 'for-each-ref', '--format=%(refname)', 'refs/capstan');
const application = () => ({ id: scenarioApplication, configUrl: sandbox.url });

/** The lock of a run on a machine of which no one here can say anything. */
async function lockElsewhere(run = 'far', now = '2026-11-21T09:59:00.000Z'): Promise<void> {
  const machine = aMachine(top, new Map([[1, 'boot/1']]), { host: 'laptop', now: () => new Date(now) });
  const place = { git: networkGitWith({ PATH: process.env['PATH'], HOME: top }), folder: join(top, 'bob') };
  const wish = { application: application(), run, command: 'apply', file: 'capstan.yaml' };
  expect((await takeGitLock(wish, place, machine)).kind).toBe('taken');
}

describe('apply with a lock on the remote', () => {
  it('takes it, and leaves nothing of it', async () => {
    let during = '';
    intercept = ({ method }) => {
      if (method === 'POST') during = refs();
      return undefined;
    };
    expect(await applyFiles(flags, session('ada'))).toBe(0);
    expect(during).toMatch(/^refs\/capstan\/locks\/127\.0\.0\.1%3A\d+\//u);
    expect(refs()).toBe('');
  });

  it('waits for a run of another machine: says who it is and how to be rid of it, and asks the service nothing', async () => {
    await lockElsewhere();
    const here = session('ada');
    expect(await applyFiles(flags, here)).toBe(75);
    const told = here.told.join('');
    expect(told).toContain(
      'capstan apply of ada on laptop (process 1, run far), since 2026-11-21T09:59:00.000Z (1 min)',
    );
    expect(told.replace(/\s+/gu, ' ')).toContain('run `capstan unlock far --lock git`');
    expect(sandbox.requests).toEqual([]);
    expect(await applyFiles({ ...flags, lock: 'local' }, session('ada'))).toBe(0);
  });

  it('takes over what has said nothing for two hours, and says so', async () => {
    await lockElsewhere('old', '2026-11-21T07:59:59.999Z');
    const here = session('ada');
    expect(await applyFiles(flags, here)).toBe(0);
    expect(here.told.join('')).toContain('run old), since 2026-11-21T07:59:59.999Z (120 min) was taken over');
  });

  it('ends before anything is read where the remote cannot be reached', async () => {
    renameSync(join(top, 'remote.git'), join(top, 'away.git'));
    const here = session('ada');
    expect(await applyFiles(flags, here)).toBe(73);
    expect(here.told.join('')).toContain('[lock-not-writable]');
    expect(sandbox.requests).toEqual([]);
  });

  it('writes nothing when its lock was taken over while it waited for an answer', async () => {
    let clock = Date.parse('2026-11-21T10:00:00.000Z');
    const prompt = async (): Promise<string> => {
      clock += 11 * 60 * 1000;
      git(join(top, 'remote.git'), 'update-ref', '-d', refs());
      return 'yes';
    };
    const here = session('ada', { prompt, now: () => new Date(clock) });
    expect(await applyFiles({ ...flags, approval: 'ask' }, here)).toBe(75);
    expect(here.told.join('')).toContain('[lock-lost]');
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('says that the lock stays when it cannot be removed, and ends as it ended', async () => {
    intercept = ({ method }) => {
      if (method === 'POST') renameSync(join(top, 'remote.git'), join(top, 'away.git'));
      return undefined;
    };
    const here = session('ada');
    expect(await applyFiles(flags, here)).toBe(0);
    expect(here.told.join('')).toContain('The lock on the remote could not be removed');
  });

  it('is taken over from a run that was killed on this machine, and keeps others away until then', async () => {
    intercept = ({ method }) => (method === 'POST' ? { kind: 'hold', until: held } : undefined);
    mkdirSync(join(top, 'tmp'));
    // A folder for locks of its own, as another machine has it.
    const env = { ...credentials, TMPDIR: join(top, 'tmp') };
    const running = startProgram(['apply', '--auto-approve'], { folder: join(top, 'ada'), env });
    await expect.poll(() => sandbox.requests.some(({ method }) => method === 'POST'), { timeout: 60_000 }).toBe(true);
    const now = () => new Date();
    const other = session('bob', { now });
    expect(await applyFiles(flags, other)).toBe(75);
    await expect(unlock(unlockFlags, session('bob', { now, prompt: async () => 'yes' }))).rejects.toMatchObject({
      ending: 'locked',
    });
    running.kill('SIGKILL');
    await running.ended;
    goOn();
    intercept = undefined;
    const next = session('bob', { now });
    expect(await applyFiles(flags, next)).toBe(0);
    expect(next.told.join('')).toContain('was taken over: that run has ended');
    expect(refs()).toBe('');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is released where %s ends the run before its first write', async (signal, code) => {
    intercept = ({ method }) => (method === 'GET' ? { kind: 'hold', until: held } : undefined);
    const running = startProgram(['apply', '--auto-approve'], { folder: join(top, 'ada'), env: credentials });
    await expect.poll(() => sandbox.requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(refs()).not.toBe('');
    running.kill(signal);
    expect((await running.ended).code).toBe(code);
    expect(refs()).toBe('');
  });

  it('is released where the time limit ends the command', async () => {
    intercept = ({ method }) => (method === 'GET' ? { kind: 'hold', until: held } : undefined);
    const args = ['apply', '--auto-approve', '--timeout', '3'];
    const running = startProgram(args, { folder: join(top, 'ada'), env: credentials });
    expect((await running.ended).code).toBe(69);
    expect(refs()).toBe('');
  });

  it('writes nothing after a stop has released it', async () => {
    const interruption = interruptionBy(() => null);
    let release = async (): Promise<void> => {};
    const beforeEnd = (cleanUp: () => Promise<void>) => {
      release = cleanUp;
      return () => {};
    };
    const prompt = async (): Promise<string> => {
      await release();
      return 'yes';
    };
    const here = session('ada', { prompt, interruption: { ...interruption, beforeEnd } });
    expect(await applyFiles({ ...flags, approval: 'ask' }, here)).toBe(130);
    expect(refs()).toBe('');
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('unlock', () => {
  it('says whose lock it is, asks, and takes no other answer than yes', async () => {
    await lockElsewhere();
    const no = session('ada', { prompt: async () => 'no' });
    await expect(unlock(unlockFlags, no)).rejects.toMatchObject({ ending: 'interrupted' });
    expect(no.told.join('')).toContain('on origin is held by capstan apply of ada on laptop (process 1, run far)');
    expect(refs()).not.toBe('');
    const yes = session('ada', { prompt: async () => 'yes' });
    expect(await unlock(unlockFlags, yes)).toBe(0);
    expect(yes.printed.join('')).toMatch(/^Removed refs\/capstan\/locks\/.+ on origin, the lock of run far\./u);
    expect(refs()).toBe('');
    const none = session('ada', { prompt: async () => 'yes' });
    expect(await unlock(unlockFlags, none)).toBe(0);
    expect(none.printed.join('')).toBe(`No run holds a lock of application ${scenarioApplication}.\n`);
  });

  it('removes only the lock that was shown', async () => {
    await lockElsewhere();
    const prompt = async (): Promise<string> => {
      git(join(top, 'remote.git'), 'update-ref', '-d', refs());
      await lockElsewhere('next');
      return 'yes';
    };
    await unlock(unlockFlags, session('ada', { prompt }));
    const ref = refs();
    expect(git(join(top, 'remote.git'), 'log', '-1', '--format=%s', ref)).toContain('run next');
  });

  it('asks no one when the run is named, and leaves the lock of another one', async () => {
    await lockElsewhere();
    const given = { ...unlockFlags, approval: 'given' as const };
    await expect(unlock(given, session('ada'))).rejects.toMatchObject({ ending: 'wrongUsage' });
    await expect(unlock({ ...given, run: 'near' }, session('ada'))).rejects.toMatchObject({ ending: 'locked' });
    const here = session('ada');
    expect(await unlock({ ...given, run: 'far', format: 'json' }, here)).toBe(0);
    const printed: unknown = JSON.parse(here.printed.join(''));
    const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true } });
    expect(ajv.validate(JSON.parse(readFileSync('schemas/unlock.schema.json', 'utf8')), printed)).toBe(true);
    expect(printed).toMatchObject({ removed: [{ lock: 'git', run: 'far', host: 'laptop' }] });
  });

  it('removes a lock of this machine whose process no one can see', async () => {
    const machine = { ...(await thisMachine(() => new Date('2026-11-21T09:00:00Z'))), host: 'container-1' };
    const wish = { application: application(), run: 'boxed', command: 'undo', file: null };
    expect((await takeLock(wish, machine)).kind).toBe('taken');
    const here = session('ada', { prompt: async () => 'yes' });
    expect(await unlock({ ...unlockFlags, lock: 'local' }, here)).toBe(0);
    expect(here.printed.join('')).toContain('the lock of run boxed');
    expect(await applyFiles(flags, session('ada'))).toBe(0);
  });
});
