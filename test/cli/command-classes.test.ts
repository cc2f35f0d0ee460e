import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@oclif/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Apply } from '../../src/commands/apply.ts';
import { Plan } from '../../src/commands/plan.ts';
import { Runs } from '../../src/commands/runs.ts';
import { Schema } from '../../src/commands/schema.ts';
import { Show } from '../../src/commands/show.ts';
import { Undo } from '../../src/commands/undo.ts';
import { Validate } from '../../src/commands/validate.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
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
  // A root of its own: the command is tested from its source, not from whatever was built last.
  writeFileSync(join(folder, 'package.json'), '{"name": "test", "version": "0.0.0", "oclif": {}}');
  vi.stubEnv('CAPSTAN_CLIENT_ID', scenarioCaller.id);
  vi.stubEnv('CAPSTAN_CLIENT_SECRET', scenarioCaller.secret);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function run(
  command: Command.Class,
  ...args: readonly string[]
): Promise<{ code: unknown; out: string; tell: string }> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text, ...rest) => {
      texts[name] += String(text);
      const done = rest.find((value) => typeof value === 'function') as (() => void) | undefined;
      done?.();
      return true;
    });
  }
  try {
    const code = await command.run([...args], folder);
    return { code, out: texts.stdout, tell: texts.stderr };
  } finally {
    vi.restoreAllMocks();
  }
}

describe('the commands', () => {
  it('hand their flags on', async () => {
    const plan = join(folder, 'plan.json');
    const planned = await run(
      Plan,
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
    expect(planned.out).toContain('not managed:');
    expect(await run(Plan, '-f', file, '--quiet')).toMatchObject({ code: 0, tell: '' });
    expect((await run(Plan, '-f', file, '--only', 'custom.a', 'custom.b')).out).toContain('custom.b');
    expect((await run(Show, plan, '--format', 'json')).out).toContain('"formatVersion": 1');
    expect((await run(Show, plan, '--unmanaged')).out).toContain('not managed:');
    const journal = ['--journal', join(folder, 'runs')];
    expect((await run(Apply, plan, '-f', file, '--auto-approve', ...journal)).code).toBe(0);
    expect((await run(Apply, '-f', file, '--auto-approve', '--without-secrets', ...journal)).out).toContain('In sync');
    expect((await run(Runs, ...journal)).out).toContain('done');
    expect((await run(Runs, 'latest', '--format', 'json', ...journal)).out).toContain('"verification": "verified"');
    const undone = await run(Undo, 'latest', '-f', file, '--auto-approve', '--only', 'settings.*', ...journal);
    expect(undone.code).toBe(0);
    expect(undone.out).toContain('still asks for settings.login_attempts');
    expect((await run(Validate, '-f', file)).out).toContain('is valid');
    expect((await run(Validate, '-f', file, '--effective', '--no-color')).out).toContain('login_attempts');
    expect((await run(Schema, 'run')).out).toContain('run.schema.json');
  });

  it('refuse what they do not know', async () => {
    await expect(run(Plan, '--unmanged')).rejects.toMatchObject({ flags: ['--unmanged'] });
    await expect(run(Plan, '--quiet', '--verbose')).rejects.toHaveProperty('oclif');
    await expect(run(Apply, '-f', file)).rejects.toMatchObject({ exitCode: 64 });
  });
});
