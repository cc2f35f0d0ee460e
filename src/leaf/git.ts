import { execFile } from 'node:child_process';
import { access, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep, win32 } from 'node:path';

/** The result of a run of git. */
type GitRun =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  /** git ran and said no; the first line that says why, without the user and password of a URL. */
  | { readonly kind: 'failed'; readonly message: string }
  /** git could not be started, gave more than was asked for, or was ended from outside or by its time limit. */
  | { readonly kind: 'no-git' | 'too-much' | 'stopped' };

// Reading a local repository takes milliseconds; a disk that hangs must not hang the run.
const timeoutMs = 30_000;

// A server may be slow to wake up; a run that waits for a lock has nothing else to do.
const networkTimeoutMs = 60_000;

const reaching =
  /^(?:SSH_AUTH_SOCK|SSH_AGENT_PID|GIT_SSH|GIT_SSH_COMMAND|GIT_SSH_VARIANT|GIT_ASKPASS|GIT_SSL_\w+|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy)$/iu;

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
  return (folder, args, maxBytes) => runGit(folder, args, { maxBytes, timeoutMs, env: neededOf(environment) });
}

/**
 * The same for what has to reach the remote of the repository, by the ways that need no program of a file's choice. It has
 * the variables besides with which people let git reach it: an agent for keys, a helper for passwords, a proxy.
 */
export function networkGitWith(environment: Environment): RunGit {
  const env = {
    ...neededOf(environment),
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => reaching.test(name))),
    GIT_ALLOW_PROTOCOL: 'file:https:ssh',
    // Whatever asks for a password would wait for an answer that cannot come.
    SSH_ASKPASS_REQUIRE: 'never',
  };
  return (folder, args, maxBytes) => runGit(folder, args, { maxBytes, timeoutMs: networkTimeoutMs, env });
}

type Around = { readonly maxBytes: number; readonly timeoutMs: number; readonly env: NodeJS.ProcessEnv };

async function runGit(folder: string, args: readonly string[], { maxBytes, timeoutMs, env }: Around): Promise<GitRun> {
  const options = {
    cwd: (await repositoryOf(folder)) ?? folder,
    env,
    encoding: 'buffer',
    maxBuffer: maxBytes,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const;
  const program = await gitProgram(env['PATH'] ?? '');
  if (program === null) return { kind: 'no-git' };
  return new Promise((resolve) => {
    const child = execFile(program, [...safety, ...literally(args), ...args], options, (error, stdout, stderr) => {
      resolve(error === null ? { kind: 'output', bytes: stdout } : failureOf(error, stderr));
    });
    child.stdin?.end();
  });
}

function neededOf(environment: Environment): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'PROGRAMDATA'];
  return {
    ...variablesNamed(kept, environment),
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
  return { kind: 'failed', message: withoutUser(whyFailed(stderr.toString('utf8')).slice(0, 300).trimEnd()) };
}

// The first line of a push says only where to. Servers frame what they say with empty lines and rules, and ssh and git
// warn before they fail.
const saysNothing = /^(?:To |warning: |hint: |[^\p{L}]*$)/iu;

function whyFailed(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^remote: ?/u, '').trim());
  const line = lines.find((each) => !saysNothing.test(each)) ?? lines.find((each) => each !== '') ?? '';
  return line.replace(/^(?:fatal|error): /iu, '');
}

// The URL of a remote may hold a token.
function withoutUser(text: string): string {
  return text.replace(/(\/\/)[^/@\s]*@/gu, '$1');
}

/** The variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/** Those of these names that there are. Windows knows no case of them: PATH is `Path` there. */
export function variablesNamed(
  names: readonly string[],
  environment: Environment,
  platform: string = process.platform,
): Readonly<Record<string, string>> {
  const inCase = (name: string): string => (platform === 'win32' ? name.toUpperCase() : name);
  const known = new Map(Object.entries(environment).map(([name, value]) => [inCase(name), value]));
  const found = names.map((name) => [name, known.get(inCase(name))] as const);
  return Object.fromEntries(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * What is started as git; null: there is none. Windows would look in the working folder first, which is that of the repository: a commit could
 * bring a git of its own. So it is looked for here, in the folders of PATH that have a whole path.
 */
export async function gitProgram(
  path: string,
  platform: string = process.platform,
  isThere: (file: string) => Promise<boolean> = exists,
): Promise<string | null> {
  if (platform !== 'win32') return 'git';
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''));
  for (const folder of folders.filter((each) => /^(?:[a-z]:[\\/]|\\\\)/iu.test(each))) {
    const file = win32.join(folder, 'git.exe');
    if (await isThere(file)) return file;
  }
  return null;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Who wrote a line, and in which commit. */
export type Author = { readonly name: string; readonly commit: string };

const maxLines = 500;
const maxBytes = 8 * 1024 * 1024;
const record = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)(?: [^\n]*)?\n([\s\S]*?)^\t/gm;

/**
 * Who wrote these lines of a file, by the history that is available. A line is left out when that is not known: no
 * repository, a line that was changed since the last commit, a history that was cut off. Only committed text is looked
 * at, so that no filter of the repository's configuration runs.
 */
export async function blame(
  path: string,
  lines: readonly number[],
  runGit: RunGit,
): Promise<ReadonlyMap<number, Author>> {
  const folder = dirname(resolve(path));
  const name = await nameInRepository(path);
  if (name === null) return new Map();
  const committed = await runGit(folder, ['cat-file', 'blob', `HEAD:${name}`], maxBytes);
  const working = await textOf(path);
  if (committed.kind !== 'output' || working === null) return new Map();
  const places = committedPlaces(lines.slice(0, maxLines), working, committed.bytes.toString('utf8'));
  if (places.size === 0) return new Map();
  const ranges = [...places.keys()].flatMap((line) => ['-L', `${line},${line}`]);
  const args = ['blame', '--line-porcelain', '--no-textconv', '--no-ignore-revs-file', ...ranges, 'HEAD', '--', name];
  const run = await runGit(folder, args, maxBytes);
  if (run.kind !== 'output') return new Map();
  const rows = parsed(run.bytes.toString('utf8'));
  const cut = rows.some(({ boundary }) => boundary) && (await isShallow(folder, runGit));
  const known = rows.filter(({ boundary }) => !(boundary && cut));
  return new Map(known.map(({ line, author }) => [places.get(line) ?? line, author]));
}

/** The file as its commits call it; null when it is in no repository. */
async function nameInRepository(path: string): Promise<string | null> {
  const folder = await realpath(dirname(resolve(path))).catch(() => null);
  const top = folder === null ? null : await repositoryOf(folder);
  if (folder === null || top === null) return null;
  return relative(top, join(folder, basename(path))).replaceAll(sep, '/');
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

// What is unknown is not believed.
async function isShallow(folder: string, runGit: RunGit): Promise<boolean> {
  const run = await runGit(folder, ['rev-parse', '--is-shallow-repository'], 1000);
  return run.kind !== 'output' || run.bytes.toString('utf8').trim() !== 'false';
}

/** By line of the committed text: the line of the working file, for those before and after all that was changed since. */
function committedPlaces(lines: readonly number[], working: string, committed: string): ReadonlyMap<number, number> {
  const [now, then] = [linesOf(working), linesOf(committed)];
  const head = commonStart(now, then);
  const rest = commonStart([...now.slice(head)].reverse(), [...then.slice(head)].reverse());
  const places = new Map<number, number>();
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    if (line <= head) places.set(line, line);
    else if (line > now.length - rest && line <= now.length) places.set(line + then.length - now.length, line);
  }
  return places;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  const differs = a.slice(0, end).findIndex((line, at) => line !== b[at]);
  return differs === -1 ? end : differs;
}

type Row = { readonly line: number; readonly author: Author; readonly boundary: boolean };

/** Each record is a line with the commit, lines that begin with a name, and the text behind a tab. */
function parsed(text: string): readonly Row[] {
  return [...text.matchAll(record)].map(([, commit = '', line, facts = '']) => ({
    line: Number(line),
    author: { name: /^author (.*)$/m.exec(facts)?.[1] ?? '', commit },
    boundary: /^boundary$/m.test(facts),
  }));
}
