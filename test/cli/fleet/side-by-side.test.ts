import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-many-'));
  mkdirSync(join(folder, 'apps'));
  service = await startService();
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, application: string, more = 'settings: { login_attempts: 3 }\n'): void {
  const head = `version: 1\napplication: { id: ${application}, configUrl: "${service.url}" }\n`;
  writeFileSync(join(folder, 'apps', `${name}.yaml`), head + more);
}

const run = (...words: readonly string[]) => runProgram(words, { cwd: folder, env: service.env });

describe('several applications in one run', () => {
  it('are read side by side, with no more requests in flight than one application may have, and told of in order', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `app${String(at).padStart(2, '0')}`);
    for (const name of names) write(name, name);
    const warnings: Error[] = [];
    process.on('warning', (warning) => warnings.push(warning));
    const { code, stdout } = await run('plan', '-f', 'apps/*.yaml', '--quiet');
    expect([code, warnings]).toEqual([0, []]);
    expect([...stdout.matchAll(/^== (.+)$/gmu)].map(([, file]) => file)).toEqual(
      names.map((name) => `apps/${name}.yaml`),
    );
    expect(service.mostInFlight()).toBeGreaterThan(3);
    expect(service.mostInFlight()).toBeLessThanOrEqual(10);
    // The list of clients, the settings, and what settings there are.
    expect(service.requests()).toBe(names.length * 3);
  });

  it('each end by themselves: one that fails keeps no other one away', async () => {
    write('a', 'app1');
    write('b', 'nowhere');
    write('c', 'app2', 'settings: { login_attempts: 5 }\n');
    const { code, stdout, stderr } = await run('drift', '-f', 'apps/*.yaml', '--format', 'json');
    expect(code).toBe(65);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject([
      { application: { id: 'app1' } },
      { problems: [{ code: 'application-not-found' }] },
      { application: { id: 'app2' } },
    ]);
  });

  it('go through the connections of the run: few are opened', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) write(name, name);
    await run('plan', '-f', 'apps/*.yaml', '--quiet');
    expect(service.connections()).toBeLessThanOrEqual(10);
  });
});
