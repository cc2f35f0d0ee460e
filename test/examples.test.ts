import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed } from '../src/sandbox/default-seed.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/run-sandbox.ts';
import { runProgram } from './support/run-program.ts';

// What users do: they copy a folder to a place where nothing of capstan is.
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'capstan-examples-'));
  cpSync('examples', root, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

// Neither stands for an application: the one is extended, the other is found by itself.
const parts = ['base.yaml', 'capstan.protect.yaml'];
// Files of CI services, cron and Prometheus; test/ci runs them.
const workflows = /^(?:cron|github-actions|gitlab-ci)[/\\]|\.github[/\\]/;
const all = readdirSync('examples', { recursive: true, encoding: 'utf8' }).sort();
const files = all
  .filter((name) => /\.ya?ml$/.test(name))
  .filter((name) => !workflows.test(name))
  .filter((name) => !parts.some((part) => name.endsWith(part)));

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

  it.each(all.filter((name) => name.endsWith('README.md')))('%s names only files that are there', (name) => {
    const text = readFileSync(join('examples', name), 'utf8');
    const [links, named] = [/\]\(([^)#]+)[^)]*\)/g, /^\| `([^|]+)` \|/gm].map((pattern) =>
      [...text.matchAll(pattern)].flatMap(([, found = '']) => found.split('`, `')),
    );
    const paths = [...(links ?? []), ...(named ?? [])].filter((path) => /^[\w./-]*[./][\w./-]*$/.test(path));
    expect(paths.filter((path) => !existsSync(join('examples', dirname(name), path)))).toEqual([]);
  });
});

describe('the environments', () => {
  const run = (...words: readonly string[]) => runProgram(words, { cwd: join(root, 'environments') });

  it('are checked by one pattern, which leaves out what is no environment', async () => {
    const { code, stdout, stderr } = await run('validate', '-f', '*.yaml');
    expect([...stdout.matchAll(/^\S+ is valid/gm)].map(([line]) => line)).toEqual([
      'production.yaml is valid',
      'staging.yaml is valid',
    ]);
    expect(stderr).toContain('"base.yaml": production.yaml extends it; "capstan.protect.yaml": it is a protect file');
    expect(code).toBe(0);
  });

  it('are compared without a variable, each with its own id of the client', async () => {
    const { code, stdout } = await run('compare', 'staging.yaml', 'production.yaml');
    expect(stdout).toMatch(/differs +settings\.login_attempts\n +staging\.yaml +20\n +production\.yaml +5\n/);
    expect(stdout).toContain('environment  settings.password_recover_url');
    expect(code).toBe(2);
  });
});

describe('the quickstart', () => {
  let sandbox: Sandbox | undefined;
  afterEach(async () => await sandbox?.close());

  it('has what a folder of its own needs', () => {
    const names = readdirSync('examples/quickstart', { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(
      expect.arrayContaining(['README.md', '.gitignore', join('.github', 'workflows', 'capstan.yml')]),
    );
    expect(readFileSync('examples/quickstart/.gitignore', 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['.env', '.capstan/']),
    );
  });

  it('looks for the sandbox where `capstan sandbox` listens', async () => {
    const cwd = join(root, 'quickstart');
    const { stdout } = await runProgram(['validate', '--effective'], { cwd });
    const { stdout: help } = await runProgram(['sandbox', '--help'], { cwd });
    const [, port] = /--port=\S+ +\[default: (\d+)\]/.exec(help) ?? [];
    expect(stdout).toContain(`http://127.0.0.1:${port}`);
  });

  it('plans, applies and is in sync afterwards on a new sandbox', async () => {
    const seed = defaultSeed();
    const owner = seed.clients.find(({ features }) => features.includes('owner'));
    sandbox = await startSandbox({ seed });
    const options = {
      cwd: join(root, 'quickstart'),
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
