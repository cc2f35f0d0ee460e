import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;
let refused = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-waves-'));
  refused = '';
  service = await startService({ refuse: (application) => (application === refused ? 400 : null) });
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
