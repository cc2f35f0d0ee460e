// The only module of the action that runs git. Nothing in a commit may decide what is run, or see the credentials.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program.mjs';
import { surroundings } from './surroundings.mjs';

// As in src/leaf/git.ts; a test compares the two with each other.
const safety = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'protocol.allow=never',
    'safe.bareRepository=explicit',
  ].flatMap((setting) => ['-c', setting]),
];

const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'PROGRAMDATA'];
// The variables for access to a server, set by the owner of the job.
const keptForPush = [
  ...kept,
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'all_proxy', 'no_proxy'],
  ...['SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'TEMP', 'TMP'],
];

/** Runs git on the repository that a folder is in; reaches no server. */
export function git(folder, ...args) {
  return run(folder, args, { ...only(kept), GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' });
}

/** The same for `git push`: over https, over ssh, or to a folder. */
export function gitPush(folder, ...args) {
  const quiet = ['--no-verify', '--no-signed', '--recurse-submodules=no'];
  return run(folder, ['push', ...quiet, ...args], { ...only(keptForPush), GIT_ALLOW_PROTOCOL: 'http:https:ssh:file' });
}

function run(folder, args, env) {
  return runProgram('git', [...safety, ...args], topOf(folder), { ...env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' });
}

function only(names) {
  const { env } = surroundings();
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

// git starts in the folder of `.git`, which no commit can contain: no folder of the commit is used as a repository.
function topOf(folder) {
  const start = realpathSync(folder);
  for (let here = start; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here;
    if (here === dirname(here)) return start;
  }
}
