import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAction } from './run-action.ts';

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'capstan-install-'));
});
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** An npm that writes down how it was called, and installs a capstan that says which it is. */
function fakeNpm(body: string): Readonly<Record<string, string>> {
  const tools = join(workspace, 'tools');
  mkdirSync(tools);
  writeFileSync(
    join(tools, 'npm'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${workspace}/npm.txt'\nenv > '${workspace}/env.txt'\n${body}\n`,
  );
  chmodSync(join(tools, 'npm'), 0o755);
  return { PATH: `${tools}:${process.env['PATH'] ?? ''}` };
}

const installs = 'mkdir -p node_modules/.bin && echo "process.exitCode = 42" > node_modules/.bin/capstan';
const run = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  runAction({
    workspace,
    inputs: { mode: 'drift', ...inputs },
    env: { CAPSTAN_CLIENT_SECRET: 'credentials', ...env },
    token: 'ghs_secrettoken',
  });

describe('the capstan that the action runs', () => {
  it('is that of its own repository when nothing else is asked for', async () => {
    const { outputs, code } = await run({ mode: 'plan' });
    expect(outputs['bin']).toBe(join(process.cwd(), 'bin/capstan.cjs'));
    // No file to look at: capstan itself says so.
    expect(code).toBe(65);
  });

  it('is installed from npm by its whole name, without scripts, without the token and without credentials', async () => {
    const { code, log } = await run({ version: '@acme/capstan@1.2.3' }, fakeNpm(installs));
    const asked = readFileSync(join(workspace, 'npm.txt'), 'utf8').trim().split('\n');

    expect(code, log).toBe(42);
    expect(asked.slice(0, 3)).toEqual(['install', '--no-save', '--ignore-scripts']);
    expect(asked.slice(-2)).toEqual(['--', '@acme/capstan@1.2.3']);
    expect(readFileSync(join(workspace, 'env.txt'), 'utf8')).not.toMatch(/ghs_secrettoken|credentials/);
  });

  it.each([
    ['npm fails', 'echo "::error::no such package" >&2; exit 1', 'npm install ended with 1'],
    ['the package brings none', 'true', 'does not contain capstan'],
  ])('is missing when %s, which ends the action before anything else', async (_, npm, words) => {
    const { code, log, outputs } = await run({ version: 'capstan@9' }, fakeNpm(npm));
    expect(code).toBeGreaterThan(0);
    expect(log).toContain(words);
    expect(outputs['status']).toBe('');
  });

  it('can be one that is there', async () => {
    writeFileSync(join(workspace, 'own.cjs'), 'process.exitCode = 43;');
    expect((await run({ path: 'own.cjs' })).code).toBe(43);
  });
});
