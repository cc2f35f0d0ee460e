import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginProgram, runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;
let refused = '';
/** The application whose reads get no answer. */
let silent = '';
let askedSilent = 0;
let onWrite = (): void => {};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-waves-'));
  [refused, silent, askedSilent] = ['', '', 0];
  onWrite = () => {};
  service = await startService({
    refuse: (application) => {
      onWrite();
      return application === refused ? 400 : null;
    },
    hold: (application) => {
      if (application !== silent) return null;
      askedSilent += 1;
      return 'before';
    },
  });
  for (const name of ['a', 'b', 'c', 'd']) {
    const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
    writeFileSync(join(folder, `${name}.yaml`), `${head}settings: { login_attempts: 3 }\n`);
  }
  const members = ['a', 'b', 'c', 'd'].map(
    (name, at) => `  ${name}: { file: ${name}.yaml, wave: w${at < 3 ? 1 : 2} }\n`,
  );
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\nwaves: [w1, w2]\napplications:\n${members.join('')}`);
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const apply = () =>
  runProgram(['apply', '--fleet', 'fleet.yaml', '--auto-approve', '--format', 'json'], {
    cwd: folder,
    env: service.env,
  });

describe('an apply of a fleet', () => {
  it('writes each application once, the next wave after the one before, with all journals in one folder', async () => {
    const { code, stdout } = await apply();
    expect(code).toBe(0);
    const writes = service.writes();
    expect([...writes].sort()).toEqual(['PUT a', 'PUT b', 'PUT c', 'PUT d']);
    expect(writes.at(-1)).toBe('PUT d');
    expect(JSON.parse(stdout).applications.map(({ exitCode }: { exitCode: number }) => exitCode)).toEqual([0, 0, 0, 0]);
    const journals = readdirSync(join(folder, '.capstan/runs')).filter((name) => name.endsWith('.jsonl'));
    expect(journals).toHaveLength(4);
    // The key is derived once for all, and each journal can be believed by itself.
    const salts = journals.map((name) =>
      /"salt":"[^"]+"/u.exec(readFileSync(join(folder, '.capstan/runs', name), 'utf8')),
    );
    expect(new Set(salts.map(String)).size).toBe(1);
    for (const name of journals) {
      const shown = await runProgram(['runs', name.split('.')[0] ?? ''], { cwd: folder, env: service.env });
      expect(shown.stdout).toContain('verified: every record is unchanged');
    }
    await apply();
    expect(service.writes()).toHaveLength(4);
  });

  it('heeds a protect file that was written while an earlier wave ran', async () => {
    const protect = 'version: 1\nprotect:\n  - { target: settings.login_attempts, reason: Stop }\n';
    let left = 3;
    onWrite = () => {
      left -= 1;
      if (left === 0) writeFileSync(join(folder, 'capstan.protect.yaml'), protect);
    };
    const { code, stdout } = await apply();
    expect(code).not.toBe(0);
    expect([...service.writes()].sort()).toEqual(['PUT a', 'PUT b', 'PUT c']);
    expect(JSON.parse(stdout).applications.at(-1)).toMatchObject({ name: 'd', says: 'refused' });
  });

  it('does not begin a wave after one in which an application failed, and lets the others of its wave end', async () => {
    refused = 'b';
    const { code, stdout, stderr } = await apply();
    expect(code).not.toBe(0);
    expect(service.writes().filter((write) => write !== 'PUT b')).toEqual(expect.arrayContaining(['PUT a', 'PUT c']));
    expect(service.writes()).not.toContain('PUT d');
    expect(JSON.parse(stdout).applications).toMatchObject([
      { name: 'a', exitCode: 0 },
      { name: 'b', exitCode: code },
      { name: 'c', exitCode: 0 },
      { name: 'd', exitCode: null, says: 'not touched' },
    ]);
    expect(stderr).toContain('Not touched, because an application of an earlier wave failed: d\n');
  });
});

describe('an apply of a part of a fleet', () => {
  const part = (...more: readonly string[]) =>
    runProgram(['apply', '--fleet', 'fleet.yaml', '--auto-approve', ...more], { cwd: folder, env: service.env });

  it('takes one wave, since it cannot wait for that of another part', async () => {
    const { code, stderr } = await part('--shard', '1/2');
    expect(code).toBe(64);
    expect(stderr).toContain('error: One part of a fleet cannot wait for the waves of the other parts (w1, w2).');
    expect(stderr).toContain('first with --select wave=w1.');
    expect(service.requests()).toBe(0);
    const parts = ['1/2', '2/2'].map((shard) => part('--shard', shard, '--select', 'wave=w1'));
    expect((await Promise.all(parts)).map((run) => run.code)).toEqual([0, 0]);
    expect([...service.writes()].sort()).toEqual(['PUT a', 'PUT b', 'PUT c']);
    expect((await part('--shard', '1/1')).code).toBe(0);
  });
});

describe('an apply of a fleet that is ended by a signal', () => {
  const begin = (...more: readonly string[]) => {
    const told: string[] = [];
    const words = ['apply', '--fleet', 'fleet.yaml', '--auto-approve', ...more];
    const heard = (stream: string, chunk: Buffer): void => {
      if (stream === 'stderr') told.push(chunk.toString('utf8'));
    };
    return { ...beginProgram(words, { cwd: folder, env: service.env, heard }), told: () => told.join('') };
  };

  it('says what became of each, as soon as one was written, with the exit code of the signal', async () => {
    silent = 'd';
    const running = begin('--format', 'json', '--report', 'report.json');
    await expect.poll(() => askedSilent).toBeGreaterThan(0);
    running.signal('SIGTERM');
    const { code, stdout } = await running.ended;
    expect(code).toBe(143);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 143,
      applications: [
        { exitCode: 0 },
        { exitCode: 0 },
        { exitCode: 0 },
        { name: 'd', exitCode: 143, says: 'interrupted' },
      ],
    });
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe(stdout);
  });

  it('does not blame another application for those that were not begun', async () => {
    writeFileSync(
      join(folder, 'fleet.yaml'),
      'version: 1\nwaves: [w1, w2]\napplications:\n  a: { file: a.yaml, wave: w1 }\n  b: { file: b.yaml, wave: w1 }\n  c: { file: c.yaml }\n',
    );
    silent = 'b';
    const running = begin();
    await expect.poll(() => askedSilent > 0 && service.writes().length > 0).toBe(true);
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('Not touched, because the run was interrupted: c\n');
    expect(stderr).toContain('error: The run was stopped while this application was read.  [interrupted]');
    expect(stdout).toContain('3 applications: 1 with 0, 1 with 130, 1 not touched. Exit code 130.');
  });

  it('ends at once before anything was written, and says how far it was', async () => {
    silent = 'b';
    const running = begin('--select', 'name=b,d');
    await expect.poll(() => askedSilent).toBeGreaterThan(0);
    expect(() => running.signal('SIGINT')).toThrow('130');
    expect(running.told()).toBe(
      'Interrupted. This was not finished: 2 of 2 applications (under way: b; not begun: d).\n',
    );
  });
});
