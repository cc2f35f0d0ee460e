import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { commit, git } from '../support/git-repository.ts';
import { openProgramDoor } from '../support/program-door.ts';
import { type GithubStandIn, startGithub } from './github-stand-in.ts';
import { type ActionRun, type Job, runAction, stepHere } from './run-action.ts';

/** The token of the job; nothing may print it. */
export const token = 'ghs_tokenofthejobthatnobodymayprint';

/** A repository with the quickstart's file and its origin, a sandbox as the live application, and GitHub. */
export type World = {
  readonly workspace: string;
  readonly origin: string;
  readonly sandbox: Sandbox;
  readonly github: GithubStandIn;
  /** What the job's `env:` holds: the credentials, and where the application is. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where scripts find a capstan that runs in the process of the test. */
  readonly program: string;
  /** Runs the action and its capstan here. It is found already: to look for it takes a process, and has tests of its own. */
  readonly run: (inputs: Job['inputs'], around?: Partial<Job>) => Promise<ActionRun>;
  /** Runs the action by its shell scripts, and only its capstan here. */
  readonly runInShell: World['run'];
  /** Runs the action as it is: with the built capstan. */
  readonly runBuilt: (inputs: Job['inputs'], around?: Partial<Job>) => Promise<ActionRun>;
  readonly rewrite: (change: (text: string) => string) => void;
  readonly close: () => Promise<void>;
};

type MakeRepositories = () => string;

// Made once and copied: git takes longer than all the rest.
function once(make: MakeRepositories): MakeRepositories {
  let folder: string | undefined;
  return () => {
    folder ??= make();
    return folder;
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-ci-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with the repository of the file, and its origin. */
const plainRepositories = once(() => {
  const folder = temporaryFolder();
  const [workspace, origin] = [join(folder, 'work'), join(folder, 'origin.git')];
  git(folder, 'init', '--quiet', '--template=', '--bare', origin);
  git(folder, 'init', '--quiet', '--template=', workspace);
  git(workspace, 'remote', 'add', 'origin', '../origin.git');
  cpSync('examples/quickstart/capstan.yaml', join(workspace, 'capstan.yaml'));
  writeFileSync(join(workspace, '.gitignore'), '.capstan/\nplan.json*\n*.jsonl\n');
  commit(workspace);
  return folder;
});

/** The same after `adopt`, and pushed. */
export const adoptedRepositories: MakeRepositories = once(() => {
  const folder = temporaryFolder();
  cpSync(plainRepositories(), folder, { recursive: true });
  const workspace = join(folder, 'work');
  adopt({ workspace });
  git(workspace, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main', 'capstan/production');
  git(workspace, 'branch', '--quiet', '--set-upstream-to=origin/main');
  return folder;
});

/** The repository in which the action runs in these tests. */
export async function startWorld(repositories: MakeRepositories = plainRepositories): Promise<World> {
  const seed = defaultSeed();
  const owner = seed.clients.find(({ features }) => features.includes('owner'));
  const folder = mkdtempSync(join(tmpdir(), 'capstan-ci-'));
  const [sandbox, github, door] = await Promise.all([startSandbox({ seed }), startGithub(), openProgramDoor(folder)]);
  cpSync(repositories(), folder, { recursive: true });
  const [workspace, origin] = [join(folder, 'work'), join(folder, 'origin.git')];
  const secrets = {
    CAPSTAN_CLIENT_ID: owner?.id ?? '',
    CAPSTAN_CLIENT_SECRET: owner?.secret ?? '',
    CAPSTAN_VAR_SANDBOX_URL: sandbox.url,
  };
  const runBuilt: World['run'] = (inputs, around = {}) =>
    runAction({
      workspace,
      inputs,
      token,
      ...around,
      env: { ...secrets, GITHUB_API_URL: github.url, ...around.env },
    });
  return {
    workspace,
    origin,
    sandbox,
    github,
    secrets,
    program: door.path,
    run: (inputs, around = {}) => runBuilt(inputs, { installed: 'capstan', runStep: stepHere, ...around }),
    runInShell: (inputs, around = {}) => {
      const env = { NODE_OPTIONS: door.nodeOptions, ...around.env };
      return runBuilt({ path: door.path, ...inputs }, { installed: door.path, ...around, env });
    },
    runBuilt,
    rewrite: (change) => {
      const file = join(workspace, 'capstan.yaml');
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    },
    close: async () => {
      await Promise.all([sandbox.close(), github.close(), door.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A first commit with the tag `capstan/production`, of a file that is in sync with live, and on it the quickstart's file. */
export function adopt({ workspace }: Pick<World, 'workspace'>, file = 'capstan.yaml'): void {
  const path = join(workspace, file);
  const whole = readFileSync(path, 'utf8');
  const document = parseDocument(whole);
  document.setIn(['settings', 'login_attempts'], 6);
  document.setIn(['custom'], { site_locale: 'US', is_test_site: 'true' });
  document.deleteIn(['absent']);
  document.setIn(['clients', 'web-login', 'settings', 'site_name'], 'Example Shop');
  writeFileSync(path, String(document));
  commit(workspace);
  git(workspace, 'tag', 'capstan/production');
  writeFileSync(path, whole);
  commit(workspace);
}

/** Markdown with the characters in place of their numbers, as a page shows them. */
export function readable(markdown: string | undefined): string {
  return (markdown ?? '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

type PullRequest = {
  readonly from?: 'branch' | 'fork';
  readonly title?: string;
  readonly ref?: string;
  readonly by?: string;
  readonly number?: number;
  /** The last commit of its branch. */
  readonly head?: string;
};

/** The event of a pull request, number 12 unless said otherwise. */
export function pullRequest({
  from = 'branch',
  title = 'Lock out later',
  ref = 'topic',
  by = 'somebody',
  number = 12,
  head = 'a'.repeat(40),
}: PullRequest = {}) {
  const base = { ref: 'main', repo: { id: 1, full_name: 'example/identity' } };
  const repo = from === 'branch' ? base.repo : { id: 2, full_name: 'stranger/identity' };
  const pull = { number, title, user: { login: by }, base, head: { ref, repo, sha: head } };
  return { name: 'pull_request', payload: { action: 'synchronize', number, pull_request: pull } } as const;
}
