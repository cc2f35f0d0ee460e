import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { git } from '../support/git-repository.ts';
import { programVariables } from '../support/program-variables.ts';
import { runProgram } from '../support/run-program.ts';
import { adoptedRepositories, startWorld, type World } from './repository.ts';
import { bash } from './run-action.ts';

const built = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
let world: World;
let tools = '';
// What starts capstan in the scripts.
let program = '';
beforeEach(async () => {
  world = await startWorld(adoptedRepositories);
  program = `'${world.program}'`;
  tools = join(dirname(world.workspace), 'tools');
  mkdirSync(tools);
});
afterEach(async () => {
  await world.close();
});

const cli = (...args: readonly string[]) => runProgram(args, { cwd: world.workspace, env: world.secrets });
/** Applies the newest commit and moves the tag to it, as the deploy does. */
async function deploy(): Promise<void> {
  await cli('apply', '--auto-approve');
  git(world.workspace, 'tag', '--force', 'capstan/production');
  git(world.workspace, 'push', '--quiet', '--force', 'origin', 'capstan/production');
}
const inTheConsole = (attempts: number) =>
  world.sandbox.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: attempts } }));
const read = (name: string) => readFileSync(join(world.workspace, name), 'utf8');

function tool(name: string, script: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(tools, name), 0o755);
}

/** Runs a script as a runner does, with capstan on the path. */
function run(script: string, env: Readonly<Record<string, string>> = {}) {
  tool('capstan', `exec ${program} "$@"`);
  const file = join(tools, 'script.sh');
  writeFileSync(file, script);
  const path = `${tools}:${process.env['PATH'] ?? ''}`;
  return bash(file, world.workspace, { ...programVariables(tools), ...world.secrets, ...env, PATH: path });
}

describe('the snapshot step of drift.yml', () => {
  it('leaves a branch with a snapshot, over which a plan can be made without credentials', async () => {
    const workflow = parse(readFileSync('examples/github-actions/drift.yml', 'utf8')) as {
      jobs: { drift: { steps: { run?: string }[] } };
    };
    const script = workflow.jobs.drift.steps.find((step) => step.run !== undefined)?.run ?? 'false';
    const first = await run(script, { BIN: built, RUNNER_TEMP: tools });
    const second = await run(script, { BIN: built, RUNNER_TEMP: tools });
    writeFileSync(join(tools, 'fetched.json'), git(world.origin, 'show', 'capstan/snapshot:live.json'));
    const plan = await runProgram(['plan', '--snapshot', join(tools, 'fetched.json'), '--format', 'json'], {
      cwd: world.workspace,
      env: { CAPSTAN_VAR_SANDBOX_URL: 'http://127.0.0.1:1' },
    });

    expect([first.code, second.code, plan.code]).toEqual([0, 0, 0]);
    expect(JSON.parse(plan.stdout)).toMatchObject({ status: 'ready', source: 'snapshot' });
    expect(git(world.origin, 'rev-list', '--count', 'capstan/snapshot')).toBe('1');
  });
});

describe('.gitlab-ci.yml', () => {
  type Part = { readonly script: readonly string[]; readonly stage: string };
  const gitlab = parse(readFileSync('examples/gitlab-ci/.gitlab-ci.yml', 'utf8')) as {
    readonly variables: Readonly<Record<string, string>>;
    readonly default: { readonly before_script: readonly string[] };
    readonly [job: string]: unknown;
  };

  function insteadOf(): Readonly<Record<string, string>> {
    const key = `url.${world.origin}.insteadOf`;
    const url = 'https://capstan:glpat-x@gitlab.example/team/identity.git';
    return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: key, GIT_CONFIG_VALUE_0: url };
  }

  /** The lines of a job in one shell, as the runner of GitLab has them. */
  function job(name: string, env: Readonly<Record<string, string>> = {}) {
    const { script, stage } = gitlab[name] as Part;
    tool('npm', `echo "$@" > '${join(tools, 'npm.txt')}'`);
    const lines = [...gitlab.default.before_script, ...script];
    const predefined = { CAPSTAN_PACKAGE: 'capstan@0.1.0', CI_JOB_STAGE: stage, ...project, ...insteadOf() };
    return run(lines.join('\n'), { ...predefined, ...gitlab.variables, ...env });
  }
  // GitLab's server is the origin of this test.
  const project = { CI_SERVER_HOST: 'gitlab.example', CI_PROJECT_PATH: 'team/identity', CAPSTAN_TAG_TOKEN: 'glpat-x' };
  const digestOf = (text: string): string => text.trim().replace('PLAN_DIGEST=', '');

  it('plans in a merge request: the numbers for the widget, the page, and the digest', async () => {
    program = `'${process.execPath}' '${built}'`;
    const { code } = await job('plan');

    expect(code).toBe(0);
    expect(JSON.parse(read('capstan-out/gitlab-plan.json'))).toEqual({ create: 1, update: 2, delete: 1 });
    expect(read('capstan-out/plan.html')).toContain('login_attempts');
    expect(digestOf(read('capstan-out/plan.env'))).toBe(
      (JSON.parse(read('capstan-out/plan.json')) as { digest: string }).digest,
    );
    expect(readFileSync(join(tools, 'npm.txt'), 'utf8')).toContain('install --global --ignore-scripts capstan@0.1.0');
  });

  it('fails with a blocked plan, and shows it', async () => {
    world.rewrite((text) => text.replace('login_attempts: 5 #', 'login_attempts: 50 #'));
    const { code } = await job('plan');

    expect(code).toBe(5);
    expect(existsSync(join(world.workspace, 'capstan-out/gitlab-plan.json'))).toBe(true);
  });

  it('fails with the code of capstan when no plan can be made', async () => {
    world.rewrite((text) => text.replace('version: 1', 'version: 9'));
    expect((await job('plan')).code).toBe(65);
  });

  it('only checks the file where there are no credentials', async () => {
    const { code } = await job('plan', { CAPSTAN_CLIENT_SECRET: '' });
    expect(code).toBe(0);
    expect(existsSync(join(world.workspace, 'capstan-out/plan.json'))).toBe(false);
  });

  it('takes nothing that came with the commit for its own result, and follows no link of it', async () => {
    await job('plan');
    const outside = join(tools, 'outside');
    mkdirSync(outside);
    const forged = read('capstan-out/plan.json');
    const commits: readonly (() => void)[] = [
      // A plan that someone committed, where none can be made.
      () => {
        mkdirSync(join(world.workspace, 'capstan-out'));
        for (const name of ['plan.json', 'plan.html', 'plan.env', 'gitlab-plan.json'])
          writeFileSync(join(world.workspace, 'capstan-out', name), forged);
      },
      // A link in the place of the folder.
      () => symlinkSync(outside, join(world.workspace, 'capstan-out')),
    ];
    world.rewrite((text) => text.replace('version: 1', 'version: 9'));
    for (const make of commits) {
      rmSync(join(world.workspace, 'capstan-out'), { recursive: true, force: true });
      make();
      expect((await job('plan')).code).toBe(65);
      expect(readdirSync(join(world.workspace, 'capstan-out'))).toEqual([]);
      rmSync(join(world.workspace, 'capstan-out'), { recursive: true, force: true });
      make();
      expect((await job('plan', { CAPSTAN_CLIENT_SECRET: '' })).code).toBe(65);
      expect(readdirSync(join(world.workspace, 'capstan-out'))).toEqual([]);
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  it('shows no artifact of a job that fails before it begins', async () => {
    mkdirSync(join(world.workspace, 'capstan-out'));
    writeFileSync(join(world.workspace, 'capstan-out/plan.html'), 'forged');
    tool('npm', 'exit 1');
    const lines = gitlab.default.before_script.join('\n');
    expect((await run(lines, { CI_JOB_STAGE: 'plan', CAPSTAN_PACKAGE: 'x' })).code).toBe(1);
    expect(readdirSync(join(world.workspace, 'capstan-out'))).toEqual([]);
  });

  it('keeps its artifacts in that folder, and no token in a variable that a file could name', () => {
    const jobs = Object.entries(gitlab).flatMap(([name, part]) => {
      const { artifacts, variables } = part as { artifacts?: { paths: string[]; reports?: Record<string, string> } } & {
        variables?: Record<string, string>;
      };
      return artifacts === undefined
        ? []
        : [{ name, variables, paths: [...artifacts.paths, ...Object.values(artifacts.reports ?? {})] }];
    });
    expect(jobs.map(({ name }) => name)).toEqual(['plan', 'apply', 'drift']);
    for (const { name, paths, variables } of jobs) {
      expect(variables).toBeUndefined();
      if (name !== 'apply') expect(paths.filter((path) => !path.startsWith('capstan-out/'))).toEqual([]);
    }
    expect(JSON.stringify(gitlab.variables)).not.toMatch(/TOKEN|SECRET|KEY|ALLOWED_VARIABLES/);
  });

  it('applies the plan of the pipeline, and then moves the tag', async () => {
    await job('plan');
    program = `'${process.execPath}' '${built}'`;
    const head = git(world.workspace, 'commit-tree', '-m', 'Next', 'HEAD^{tree}');
    const { code } = await job('apply', {
      PLAN_DIGEST: digestOf(read('capstan-out/plan.env')),
      CI_COMMIT_SHA: head,
    });

    expect(code).toBe(0);
    expect(world.sandbox.state().settings['login_attempts']).toBe(5);
    expect(git(world.origin, 'rev-parse', 'capstan/production')).toBe(head);
  });

  it('applies no other plan, and leaves the tag', async () => {
    await job('plan');
    const head = git(world.workspace, 'commit-tree', '-m', 'Next', 'HEAD^{tree}');
    const { code } = await job('apply', {
      PLAN_DIGEST: `sha256:${'0'.repeat(64)}`,
      CI_COMMIT_SHA: head,
    });

    expect(code).toBe(7);
    expect(world.sandbox.state().settings['login_attempts']).toBe(6);
    expect(git(world.origin, 'rev-parse', 'capstan/production')).not.toBe(head);
  });

  it('ends the scheduled job with the code of drift, and keeps the page', async () => {
    await deploy();
    const calm = await job('drift');
    inTheConsole(50);
    const drifted = await job('drift');

    expect([calm.code, drifted.code]).toEqual([0, 3]);
    expect(read('capstan-out/drift.html')).toContain('login_attempts');
  });
});

describe('cron', () => {
  let secrets: World['secrets'] = {};
  beforeEach(() => {
    secrets = world.secrets;
  });
  const metrics = () => readFileSync(join(tools, 'capstan.prom'), 'utf8');

  /** The paths of the examples, as they are in this test. */
  function here(line: string): string {
    writeFileSync(
      join(tools, 'production.env'),
      Object.entries(secrets)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    return line
      .replaceAll('/srv/identity', world.workspace)
      .replaceAll('/etc/capstan', tools)
      .replaceAll('/var/lib/node_exporter/textfile', tools)
      .replaceAll('/usr/local/bin', tools)
      .replaceAll('/usr/bin/', '');
  }

  function unitLines(name: string): readonly string[] {
    return readFileSync(`examples/cron/${name}`, 'utf8').split('\n');
  }

  it('the unit looks at the newest commit, writes metrics, and counts drift as success', async () => {
    await deploy();
    inTheConsole(50);
    const lines = unitLines('capstan-drift.service');
    const commands = lines.flatMap((line) => /^ExecStart(?:Pre)?=(.+)$/.exec(line)?.[1] ?? []);
    const { code } = await run(commands.map(here).join('\n'));
    const fine = lines.find((line) => line.startsWith('SuccessExitStatus='))?.match(/\d+/g);

    expect(commands).toHaveLength(3);
    expect(code).toBe(3);
    expect(fine).toContain('3');
    expect(metrics()).toMatch(/^capstan_drift_rows\{application="sandboxapplication00000001",class="drift"\} 1$/m);
    expect(metrics()).toMatch(/^capstan_drift_success\{.*\} 1$/m);
  });

  it('the timer belongs to the unit, and both have what systemd asks for', () => {
    expect(unitLines('capstan-drift.timer')).toContain('OnCalendar=hourly');
    expect(unitLines('capstan-drift.timer')).toContain('WantedBy=timers.target');
    expect(unitLines('capstan-drift.service')).toContain('Type=oneshot');
  });

  /** Runs the line as cron does: a bare environment, and what the crontab itself sets. */
  function cron() {
    const lines = unitLines('crontab');
    const line = lines.find((text) => /^\d/.test(text)) ?? '';
    // cron takes a percent sign for a line break.
    expect(line).not.toContain('%');
    const set = lines.flatMap((text) => {
      const [, name = '', value = ''] = /^([A-Z]+)=(.*)$/.exec(text) ?? [];
      return name === '' ? [] : [[name, here(value)]];
    });
    tool('capstan', `exec ${program} "$@"`);
    const file = join(tools, 'cron.sh');
    writeFileSync(file, here(line.split(' ').slice(5).join(' ')));
    const bare = { HOME: tools, LOGNAME: 'capstan', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
    return bash(file, '/', { ...bare, ...Object.fromEntries(set) });
  }

  it('the line of the crontab is silent while nothing differs, and says what does', async () => {
    await deploy();
    const calm = await cron();
    inTheConsole(50);
    program = `'${process.execPath}' '${built}'`;
    const drifted = await cron();

    expect(calm).toEqual({ code: 0, log: '' });
    expect(drifted.log).toContain('login_attempts');
    expect(metrics()).toContain('class="drift"} 1');
  });

  it('a run that could not look leaves metrics that say so', async () => {
    secrets = {
      CAPSTAN_CLIENT_ID: 'nobody',
      CAPSTAN_CLIENT_SECRET: 'wrong',
      CAPSTAN_VAR_SANDBOX_URL: world.sandbox.url,
    };
    const { log } = await cron();

    expect(log).not.toBe('');
    expect(metrics()).toMatch(/^capstan_drift_success\{.*\} 0$/m);
  });

  describe('the alerts', () => {
    const application = 'sandboxapplication00000001';
    const hour = 3600;

    /** Whether each alert has something to tell, by the metrics that there are. */
    function firing(nowSeconds: number): Readonly<Record<string, boolean>> {
      const { groups } = parse(readFileSync('examples/cron/alerts.yml', 'utf8')) as {
        groups: [{ rules: { alert: string; expr: string }[] }];
      };
      const text = existsSync(join(tools, 'capstan.prom')) ? metrics() : '';
      const fires = ({ expr }: { expr: string }) =>
        holds(expr.replace('YOUR_APPLICATION_ID', application), samplesIn(text), nowSeconds);
      return Object.fromEntries(groups[0].rules.map((rule) => [rule.alert, fires(rule)]));
    }

    it('fire for drift, for a watch that has stopped, and for one that never succeeded', async () => {
      const now = Date.now() / 1000;
      const never = { CapstanDrift: false, CapstanDriftNotRead: false, CapstanDriftNeverRead: true };
      expect(firing(now)).toEqual(never);
      const right = secrets;
      secrets = { ...secrets, CAPSTAN_CLIENT_SECRET: 'wrong' };
      await cron();
      expect(firing(now)).toEqual(never);
      expect(firing(now + 1000 * hour)).toEqual(never);

      secrets = right;
      await deploy();
      await cron();
      const calm = { CapstanDrift: false, CapstanDriftNotRead: false, CapstanDriftNeverRead: false };
      expect(firing(now)).toEqual(calm);
      expect(firing(now + 4 * hour)).toEqual({ ...calm, CapstanDriftNotRead: true });
      inTheConsole(50);
      await cron();
      expect(firing(now)).toEqual({ ...calm, CapstanDrift: true });
    });
  });
});

type Sample = { readonly name: string; readonly labels: ReadonlyMap<string, string>; readonly value: number };

function samplesIn(metrics: string): readonly Sample[] {
  return [...metrics.matchAll(/^(\w+)\{(.*)\} (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: new Map([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text])),
    value: Number(value),
  }));
}

/** As much of the query language of Prometheus as the alerts use. Anything else is an error, so that nothing passes unread. */
function holds(expr: string, samples: readonly Sample[], now: number): boolean {
  const select = (name: string, matchers = ''): readonly Sample[] =>
    samples.filter(
      (sample) =>
        sample.name === name &&
        [...matchers.matchAll(/(\w+)(=~?)"([^"]*)"/g)].every(([, label = '', operator, text = '']) =>
          operator === '='
            ? sample.labels.get(label) === text
            : new RegExp(`^(?:${text})$`).test(sample.labels.get(label) ?? ''),
        ),
    );
  const sum = /^sum by \(application\) \((\w+)\{(.*)\}\) > (\d+)$/.exec(expr);
  if (sum !== null) return select(sum[1] ?? '', sum[2]).reduce((all, { value }) => all + value, 0) > Number(sum[3]);
  const age = /^time\(\) - (\w+) > (\d+)$/.exec(expr);
  if (age !== null) return select(age[1] ?? '').some(({ value }) => now - value > Number(age[2]));
  const absent = /^absent\((\w+)\{(.*)\}\)$/.exec(expr);
  if (absent !== null) return select(absent[1] ?? '', absent[2]).length === 0;
  throw new Error(`The test does not know how to read ${expr}`);
}
