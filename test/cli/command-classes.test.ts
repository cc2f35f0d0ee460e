import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { configuration, live } from './program.ts';

let folder = '';
let file = '';
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-classes-'));
  file = join(folder, 'capstan.yaml');
  sandbox = await startSandbox({ seed: scenarioState(live) });
  writeFileSync(file, configuration(sandbox.url));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };

function run(...words: readonly string[]): Promise<CliRun> {
  return runProgram(words, { cwd: folder, env });
}

describe('the commands', () => {
  it('hand their flags on', async () => {
    const plan = join(folder, 'plan.json');
    const planned = await run(
      'plan',
      '-f',
      file,
      '--out',
      plan,
      '--detailed-exitcode',
      '--unmanaged',
      '--without-secrets',
      '--verbose',
    );
    expect(planned.code).toBe(2);
    expect(planned.stdout).toContain('not managed:');
    expect(await run('plan', '-f', file, '--quiet')).toMatchObject({ code: 0, stderr: '' });
    expect((await run('plan', '-f', file, '--only', 'custom.a', 'custom.b')).stdout).toContain('custom.b');
    expect((await run('show', plan, '--format', 'json')).stdout).toContain('"formatVersion": 1');
    expect((await run('show', plan, '--unmanaged')).stdout).toContain('not managed:');
    const journal = ['--journal', join(folder, 'runs')];
    expect((await run('apply', plan, '-f', file, '--auto-approve', ...journal)).code).toBe(0);
    expect((await run('apply', '-f', file, '--auto-approve', '--without-secrets', ...journal)).stdout).toContain(
      'No changes',
    );
    expect((await run('runs', ...journal)).stdout).toContain('done');
    expect((await run('runs', 'latest', '--format', 'json', ...journal)).stdout).toContain(
      '"verification": "verified"',
    );
    const undone = await run('undo', 'latest', '-f', file, '--auto-approve', '--only', 'settings.*', ...journal);
    expect(undone.code).toBe(0);
    expect(undone.stdout).toContain('still sets settings.login_attempts');
    expect((await run('validate', '-f', file)).stdout).toContain('is valid');
    expect((await run('validate', '-f', file, '--effective', '--no-color')).stdout).toContain('login_attempts');
    expect((await run('schema', 'run')).stdout).toContain('run.schema.json');
    const schema = join(folder, 'capstan.schema.json');
    // A second time as well: after an update of capstan the file gets what is new.
    for (const _ of [1, 2])
      expect(await run('schema', 'config', '--out', schema)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(schema, 'utf8')).toBe((await run('schema', 'config')).stdout);
    writeFileSync(join(folder, 'package.json'), '{}');
    expect((await run('schema', 'config', '--out', 'package.json')).stderr).toContain('[output-not-ours]');
  });

  it('refuse what they do not know', async () => {
    const unknown = await run('plan', '--unmanged');
    expect(unknown).toMatchObject({ code: 64, stdout: '' });
    expect(unknown.stderr).toContain('Unknown flag --unmanged.  [unknown-flag]');
    expect((await run('plan', '--quiet', '--verbose')).stderr).toMatch(/--quiet.*\[wrong-usage\]/s);
    expect((await run('apply', '-f', file)).code).toBe(64);
    expect(process.exitCode).toBeUndefined();
  });

  it('print help and the version where the program prints', async () => {
    expect((await run('--version')).stdout).toMatch(/^capstan\/\d+\.\d+\.\d+ \S+ node-v[\d.]+\n$/);
    expect((await run('help')).stdout).toMatch(/^capstan \d[\s\S]*\n {2}absorb {6}Copies/);
    expect((await run('plan', '--only', '--help')).stdout).toContain('capstan plan [');
    expect((await run()).stdout).toBe((await run('-h')).stdout);
  });
});
