import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../src/sandbox/default-seed.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start-sandbox.ts';
import { runProgram } from './support/run-program.ts';

const root = 'examples';
// Neither stands for an application: the one is extended, the other is found by itself.
const parts = ['base.yaml', 'capstan.protect.yaml'];
// Files of CI services, cron and Prometheus; test/ci runs them.
const workflows = /^(?:cron|github-actions|gitlab-ci)[/\\]/;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .filter((name) => !workflows.test(name))
  .filter((name) => !parts.some((part) => name.endsWith(part)))
  .sort();

const env = {
  CAPSTAN_VAR_STAGING_RPX_KEY: 'not-a-key-of-staging',
  CAPSTAN_VAR_PRODUCTION_RPX_KEY: 'not-a-key-of-production',
};

describe('the examples', () => {
  it('are more than none', () => {
    expect(files.length).toBeGreaterThan(2);
  });

  it.each(files)('%s is valid, without a note', async (name) => {
    const run = await runProgram(['validate', '-f', name, '--format', 'json'], { cwd: root, env });
    expect(JSON.parse(run.stdout)).toEqual({ problems: [], notes: [] });
    expect(run.code).toBe(0);
  });

  it.each(files)('%s is valid without a single variable', async (name) => {
    expect(await runProgram(['validate', '-f', name, '--quiet'], { cwd: root, env: {} })).toMatchObject({ code: 0 });
  });
});

describe('the quickstart', () => {
  let sandbox: Sandbox | undefined;
  let cwd = '';
  afterEach(async () => {
    await sandbox?.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  it('plans, applies and is in sync afterwards on a new sandbox', async () => {
    const seed = defaultSeed();
    const owner = seed.clients.find(({ features }) => features.includes('owner'));
    sandbox = await startSandbox({ seed });
    cwd = mkdtempSync(join(tmpdir(), 'capstan-quickstart-'));
    cpSync(join(root, 'quickstart'), cwd, { recursive: true });
    const options = {
      cwd,
      env: {
        CAPSTAN_VAR_SANDBOX_URL: sandbox.url,
        CAPSTAN_CLIENT_ID: owner?.id ?? '',
        CAPSTAN_CLIENT_SECRET: owner?.secret ?? '',
      },
    };

    const plan = await runProgram(['plan', '--detailed-exitcode', '--format', 'json'], options);
    const apply = await runProgram(['apply', '--auto-approve', '--format', 'json'], options);
    const again = await runProgram(['plan', '--detailed-exitcode'], options);

    expect([plan.code, apply.code, again.code]).toEqual([2, 0, 0]);
    expect(JSON.parse(plan.stdout)).toMatchObject({ status: 'ready', findings: [] });
    expect(JSON.parse(apply.stdout)).toMatchObject({ result: 'done' });
  });
});
