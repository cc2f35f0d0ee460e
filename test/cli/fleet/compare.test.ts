import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;
const names = ['a', 'b'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-fleet-compare-'));
  service = await startService({ latencyMs: 1 });
  const write = (name: string, id: string, attempts: number) => {
    const head = `version: 1\napplication: { id: ${id}, configUrl: "${service.url}" }\n`;
    writeFileSync(join(folder, name), `${head}settings: { login_attempts: ${attempts} }\n`);
  };
  for (const name of names) write(`${name}.yaml`, name, name === 'a' ? 5 : 4);
  write('golden.yaml', 'golden', 4);
  const members = names.map((name) => `  ${name}: { file: ${name}.yaml }\n`);
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\napplications:\n${members.join('')}`);
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const compare = (...words: readonly string[]) =>
  runProgram(['compare', ...words, '--fleet', 'fleet.yaml'], { cwd: folder, env: service.env });

describe('a comparison over a fleet', () => {
  it('is that of each file with its live application, in one report', async () => {
    const { code, stdout } = await compare('--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'compare',
      applications: [
        { name: 'a', exitCode: 0, result: { rows: [] } },
        { name: 'b', exitCode: 2, result: { a: { name: 'b.yaml' }, rows: [{ target: 'settings.login_attempts' }] } },
      ],
    });
    writeFileSync(join(folder, 'report.json'), stdout);
    const merged = await runProgram(['report', 'merge', 'report.json', '--format', 'html'], { cwd: folder });
    expect(merged.code).toBe(2);
    expect(merged.stdout).toContain('b: global');
  });

  it('takes the sides that are named, with the name and the file of each application in them', async () => {
    const { code, stdout } = await compare('golden.yaml', '{name}.yaml');
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}a {2}2 {2}1 unexpected difference\..*\n {2}b {2}0 {2}No unexpected differences\./u);
    const same = await compare('golden.yaml', 'a.yaml');
    expect([same.code, same.stderr]).toEqual([64, expect.stringContaining('{file} or {name}')]);
    const alone = await runProgram(['compare'], { cwd: folder });
    expect([alone.code, alone.stderr]).toEqual([64, expect.stringContaining('two sides')]);
  });
});
