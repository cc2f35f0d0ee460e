import { execFile } from 'node:child_process';
import { access, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What came of a run of git. */
type GitRun =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  /** git ran and said no; the first line of why. */
  | { readonly kind: 'failed'; readonly message: string }
  /** git could not be started, gave more than was asked for, or was ended from outside or by its time limit. */
  | { readonly kind: 'no-git' | 'too-much' | 'stopped' };

// Reading a local repository takes milliseconds; a disk that hangs must not hang the run.
const timeoutMs = 30_000;

// A repository's own configuration must not be able to start programs or reach the network.
const safety = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'protocol.allow=never',
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
];

// What is asked for are names and never patterns. check-ignore knows no patterns, and refuses the flag that says so.
function literally([command]: readonly string[]): readonly string[] {
  return command === 'check-ignore' ? [] : ['--literal-pathspecs'];
}

/** The variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/** Runs git in a folder. */
export type RunGit = (folder: string, args: readonly string[], maxBytes: number) => Promise<GitRun>;

/** The folder of the repository that a folder is in, links resolved; null outside of one. */
export async function repositoryOf(folder: string): Promise<string | null> {
  let here = await realpath(folder).catch(() => null);
  while (here !== null && !(await isThere(join(here, '.git')))) here = here === dirname(here) ? null : dirname(here);
  return here;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Git on the repository that a folder is in, in its top folder, without a shell and without anything of the environment
 * that it does not need. `.git` is what no commit can bring: a folder of the commit that looks like a
 * repository, with programs in its configuration, is never asked.
 */
export function gitWith(environment: Environment): RunGit {
  return async (folder, args, maxBytes) => {
    const options = {
      cwd: (await repositoryOf(folder)) ?? folder,
      env: neededOf(environment),
      encoding: 'buffer',
      maxBuffer: maxBytes,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    } as const;
    return new Promise((resolve) => {
      const child = execFile('git', [...safety, ...literally(args), ...args], options, (error, stdout, stderr) => {
        resolve(error === null ? { kind: 'output', bytes: stdout } : failureOf(error, stderr));
      });
      child.stdin?.end();
    });
  };
}

function neededOf(environment: Environment): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'PROGRAMDATA'];
  const own = kept.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const]));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Git before 2.45 knows only this way to keep a partial clone from fetching.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

function failureOf(error: Error & { readonly code?: unknown }, stderr: Buffer): GitRun {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return { kind: 'too-much' };
  if (typeof error.code === 'string') return { kind: 'no-git' };
  if (typeof error.code !== 'number') return { kind: 'stopped' };
  const [line = ''] = stderr.toString('utf8').split('\n');
  return { kind: 'failed', message: line.replace(/^fatal: /u, '').slice(0, 300) };
}
