import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApplyFlags, applyFiles, type UndoFlags, undo } from '../../src/cli/actions/apply.ts';
import { showRuns } from '../../src/cli/actions/show.ts';
import type { Session } from '../../src/cli/terminal/session.ts';
import { takeLock } from '../../src/run/lock/lock.ts';
import { thisMachine } from '../../src/run/lock/machine.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { commonFlags, type FakeSession, fakeSession } from './fake-session.ts';

let sandbox: Sandbox;
let folder: string;
let answers: number;
beforeEach(async () => {
  answers = 0;
  folder = mkdtempSync(join(tmpdir(), 'capstan-undo-'));
  sandbox = await startSandbox({ seed: scenarioState({ settings: { site_name: 'Old' }, custom: { banner: 'x' } }) });
  const urls = `configUrl: "${sandbox.url}", captureUrl: "${sandbox.url}"`;
  write(
    'capstan.yaml',
    `version: 1\napplication: { id: ${scenarioApplication}, ${urls} }\nsettings: { site_name: New }\n`,
  );
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const credentials = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
// Later sessions begin later: runs are in the order of their times.
const session = (parts: Partial<Session> = {}): FakeSession => {
  answers += 1;
  const at = new Date(Date.parse('2026-11-21T10:00:00Z') + answers * 60_000);
  return fakeSession({ cwd: folder, variables: credentials, now: () => at, ...parts });
};
const applyFlags: ApplyFlags = {
  ...commonFlags,
  plan: undefined,
  approval: 'given',
  expectDigest: undefined,
  only: [],
  secrets: 'required',
  baseline: undefined,
  liveEdits: 'kept',
  journal: undefined,
};
const undoFlags: UndoFlags = { ...commonFlags, run: 'latest', journal: undefined, only: [], approval: 'given' };
const writes = (): number => sandbox.requests.filter(({ method }) => method !== 'GET').length;
const lastRun = (): string =>
  (
    readdirSync(join(folder, '.capstan/runs'))
      .filter((name) => name.endsWith('l'))
      .sort()
      .at(-1) ?? ''
  ).split('.')[0] ?? '';
const schema = (name: string) =>
  new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')),
  );

describe('an apply', () => {
  it('keeps the folder of its journals out of Git, and all of it to its owner', async () => {
    expect(await applyFiles(applyFlags, session())).toBe(0);
    expect(readFileSync(join(folder, '.capstan/runs/.gitignore'), 'utf8')).toBe('*\n');
    expect(lastRun()).toMatch(/^20261121\d{6}-[0-9a-f]{8}$/);
  });

  it('waits for no other run of this machine: it says who it is and reads nothing', async () => {
    const application = { id: scenarioApplication, configUrl: sandbox.url };
    const wish = { application, run: 'other', command: 'apply', file: 'capstan.yaml' };
    const lock = await takeLock(wish, await thisMachine(() => new Date('2026-11-21T10:00:30Z')));
    const here = session();
    expect(await applyFiles(applyFlags, here)).toBe(75);
    const told = here.told.join('');
    expect(told).toContain('[locked]');
    expect(told).toMatch(/capstan apply of .+ on .+ \(process \d+, run other\), since 2026-11-21T10:00:30/);
    expect(told.replace(/\s+/gu, ' ')).toMatch(/ run `capstan unlock other`\. The lock is \S+\.lock\. /u);
    expect(sandbox.requests).toEqual([]);
    if (lock.kind === 'taken') await lock.release();
    expect(await applyFiles(applyFlags, session())).toBe(0);
  });

  it('lets go of the lock however it ends', async () => {
    const bad = session({ variables: { ...credentials, CAPSTAN_CLIENT_SECRET: 'wrong' } });
    expect(await applyFiles(applyFlags, bad)).toBe(77);
    expect(await applyFiles({ ...applyFlags, expectDigest: 'sha256:0' }, session())).toBe(7);
    expect(await applyFiles(applyFlags, session())).toBe(0);
  });
});

describe('the word latest', () => {
  it('is the newest run of the application of the file, whatever ran since on another one', async () => {
    await applyFiles(applyFlags, session());
    const run = lastRun();
    const folderOfRuns = join(folder, '.capstan/runs');
    const journal = readFileSync(join(folderOfRuns, `${run}.jsonl`), 'utf8');
    const other = '20991231000000-00000000';
    const ofOther = journal.replaceAll(run, other).replaceAll(scenarioApplication, 'anotherapplication');
    write(`.capstan/runs/${other}.jsonl`, ofOther.replaceAll('2026-11-21T', '2099-12-31T'));
    const shownIn = async (file: readonly string[]): Promise<string> => {
      const here = session();
      await showRuns({ run: 'latest', journal: undefined, format: 'text', file }, here);
      return here.printed.join('');
    };
    expect(await shownIn(['capstan.yaml'])).toContain(`Run ${run}`);
    expect(await shownIn(['none.yaml']).catch(String)).toContain(other);
    // A file that is there and does not say its application is not taken for none.
    write('unset.yaml', 'version: 1\napplication: { id: "${env:CAPSTAN_VAR_UNSET}", region: us }\n');
    await expect(undo({ ...undoFlags, file: ['unset.yaml'] }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
      problems: [{ code: 'no-such-run', message: expect.stringContaining('unset.yaml does not say which one') }],
    });
    expect(await undo(undoFlags, session())).toBe(0);
    expect(sandbox.state().settings['site_name']).toBe('Old');
  });

  it('is the newest run, whatever the file says, where all are of one application', async () => {
    await applyFiles(applyFlags, session());
    write('unset.yaml', 'version: 1\napplication: { id: "${env:CAPSTAN_VAR_UNSET}", region: us }\n');
    expect(await undo({ ...undoFlags, file: ['unset.yaml'] }, session())).toBe(0);
    expect(sandbox.state().settings['site_name']).toBe('Old');
  });

  it('is none where the folder has runs of other applications only', async () => {
    await applyFiles(applyFlags, session());
    const run = lastRun();
    const text = readFileSync(join(folder, 'capstan.yaml'), 'utf8');
    write('capstan.yaml', text.replaceAll(scenarioApplication, 'anotherapplication'));
    await expect(undo(undoFlags, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
      problems: [{ code: 'no-such-run', message: expect.stringContaining('of application anotherapplication') }],
    });
    await expect(undo({ ...undoFlags, run }, session())).resolves.toBe(0);
  });
});

describe('an undo', () => {
  it('asks first, names its own command when no one is there, and takes no other answer than yes', async () => {
    await applyFiles(applyFlags, session());
    await expect(undo({ ...undoFlags, approval: 'ask' }, session())).rejects.toMatchObject({ ending: 'wrongUsage' });
    const before = writes();
    const here = session({ prompt: async () => 'no' });
    await expect(undo({ ...undoFlags, approval: 'ask' }, here)).rejects.toMatchObject({ ending: 'interrupted' });
    expect(here.printed.join('')).toContain('Undoes run');
    expect(writes()).toBe(before);
    expect(await undo({ ...undoFlags, approval: 'ask' }, session({ prompt: async () => 'yes' }))).toBe(0);
    expect(sandbox.state().settings['site_name']).toBe('Old');
  });

  it('shows its plan where it asks, also when stdout is no terminal', async () => {
    await applyFiles(applyFlags, session());
    const seenAtQuestion: string[] = [];
    const here = session({
      isStdoutOnTerminal: false,
      prompt: async () => {
        seenAtQuestion.push(...here.told);
        return 'no';
      },
    });
    await expect(undo({ ...undoFlags, approval: 'ask' }, here)).rejects.toMatchObject({ ending: 'interrupted' });
    expect(seenAtQuestion.join('')).toContain('Undoes run');
    expect(here.printed.join('')).toContain('Undoes run');
  });

  it('gives the documented JSON, with what the file still asks for', async () => {
    await applyFiles(applyFlags, session());
    const run = lastRun();
    const here = session();
    expect(await undo({ ...undoFlags, format: 'json' }, here)).toBe(0);
    const printed = JSON.parse(here.printed.join(''));
    expect(schema('run')(printed)).toBe(true);
    expect(printed).toMatchObject({
      result: 'done',
      undoes: run,
      unmanaged: [],
      stillAsked: [{ target: 'settings.site_name', source: { file: 'capstan.yaml', line: 3, column: 13 } }],
    });
  });

  it('says nothing of a file for another application, or of one that is not sound', async () => {
    await applyFiles(applyFlags, session());
    write('capstan.yaml', readFileSync(join(folder, 'capstan.yaml'), 'utf8').replace(scenarioApplication, 'another'));
    const other = session();
    await undo({ ...undoFlags, run: lastRun() }, other);
    expect(other.printed.join('')).not.toContain('still sets');
    write('capstan.yaml', 'version: [');
    expect(await undo(undoFlags, session())).toBe(0);
  });

  it('takes the run that is named by the beginning of its id, and no other', async () => {
    await applyFiles(applyFlags, session());
    const run = lastRun();
    await expect(undo({ ...undoFlags, run: 'x' }, session())).rejects.toThrow('There is no run "x"');
    await expect(undo({ ...undoFlags, run: '' }, session())).rejects.toMatchObject({ ending: 'wrongUsage' });
    expect(await undo({ ...undoFlags, run: run.slice(0, 14) }, session())).toBe(0);
    await expect(undo({ ...undoFlags, run: '2026' }, session())).rejects.toThrow('2 runs begin with "2026"');
    expect(await undo({ ...undoFlags, run }, session())).toBe(0);
  });

  it('sends credentials only where they may go', async () => {
    await applyFiles(applyFlags, session());
    const path = join(folder, '.capstan/runs', `${lastRun()}.jsonl`);
    const text = readFileSync(path, 'utf8');
    // The chain would give this away, so it needs the key; the host is looked at all the same.
    const { checkJournalHosts } = await import('../../src/workflows/run-journal.ts');
    const host = (configUrl: string, captureUrl: string | null = null, extra = '') =>
      checkJournalHosts({ id: 'a', region: null, configUrl, captureUrl }, { CAPSTAN_ALLOWED_HOSTS: extra });
    expect(text).toContain(sandbox.url);
    expect(() => host('https://v1.api.us.janrain.com', 'https://x.janraincapture.com')).not.toThrow();
    expect(() => host(sandbox.url)).not.toThrow();
    expect(() => host('https://evil.example.com')).toThrow('evil.example.com');
    expect(() => host('https://v1.api.us.janrain.com', 'https://evil.example.com')).toThrow('evil.example.com');
    expect(() => host('https://evil.example.com', null, 'evil.example.com')).not.toThrow();
    expect(() => host('http://v1.api.us.janrain.com')).toThrow('may not be sent');
    expect(() => host('not a url')).toThrow('may not be sent');
  });

  it('is stopped by a protect file that is not sound: it could protect anything', async () => {
    await applyFiles(applyFlags, session());
    write('capstan.protect.yaml', 'version: [');
    await expect(undo(undoFlags, session())).rejects.toMatchObject({ ending: 'invalidFile' });
  });

  it('looks for protection beside the journal and beside the file of the run too', async () => {
    mkdirSync(join(folder, 'envs'));
    mkdirSync(join(folder, 'elsewhere'));
    const protect = 'version: 1\nprotect: [{ target: settings.site_name, reason: "It is needed." }]\n';
    write('envs/capstan.yaml', readFileSync(join(folder, 'capstan.yaml'), 'utf8'));
    expect(await applyFiles({ ...applyFlags, file: ['envs/capstan.yaml'] }, session())).toBe(0);
    write('envs/capstan.protect.yaml', protect);
    const here = session({ cwd: join(folder, 'elsewhere') });
    expect(await undo({ ...undoFlags, journal: '../.capstan/runs' }, here)).toBe(5);
    expect(here.printed.join('')).toContain('settings.site_name  [protected]');
  });
});

describe('runs', () => {
  const shown = async (run: string | undefined, format: 'text' | 'json', parts: Partial<Session> = {}) => {
    const here = session(parts);
    const code = await showRuns({ run, journal: undefined, format, file: ['capstan.yaml'] }, here);
    return { code, text: here.printed.join('') };
  };

  it('give the documented JSON, of the list and of one', async () => {
    await applyFiles(applyFlags, session());
    write('.capstan/runs/20200101000000-00000000.jsonl', 'rubbish\n');
    const valid = schema('runs');
    const list = JSON.parse((await shown(undefined, 'json')).text);
    expect(valid(list)).toBe(true);
    expect(list.runs).toMatchObject([{ state: 'finished', result: 'done', file: 'capstan.yaml', calls: 1 }]);
    expect(list.unreadable).toMatchObject([{ path: '.capstan/runs/20200101000000-00000000.jsonl' }]);
    const one = JSON.parse((await shown('latest', 'json')).text);
    expect(valid(one)).toBe(true);
    expect(one).toMatchObject({ verification: 'verified', calls: [{ state: 'done', outcome: { status: 'done' } }] });
    const blind = JSON.parse((await shown('latest', 'json', { variables: {} })).text);
    expect(valid(blind)).toBe(true);
    expect(blind).toMatchObject({ verification: 'not-verified', calls: [{ state: null, outcome: null }] });
  });

  it('name a file that cannot be read, and do not show it', async () => {
    expect((await shown(undefined, 'text')).text).toBe('No runs in .capstan/runs.\n');
    mkdirSync(join(folder, '.capstan/runs'), { recursive: true });
    write('.capstan/runs/20200101000000-00000000.jsonl', 'rubbish\n');
    expect((await shown(undefined, 'text')).text).toMatch(/00000000\.jsonl cannot be read: /);
    await expect(shown('2020', 'text')).rejects.toMatchObject({ ending: 'invalidFile' });
  });

  it('end with 65 when the folder is none', async () => {
    write('.capstan', '');
    await expect(shown(undefined, 'text')).rejects.toMatchObject({ ending: 'invalidFile' });
  });
});
