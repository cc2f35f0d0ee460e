#!/usr/bin/env node
'use strict';

// `env -S node --` above would keep Node from taking --env-file for itself, but not every system's env knows -S.

const [first, second] = process.argv.slice(2);

// Scripts ask for the version all the time: it is answered before anything else loads.
if ((first === '--version' || first === '-v') && second === undefined) {
  const { version } = require('../package.json');
  process.stdout.once('error', ({ code }) => {
    if (code === 'EPIPE') return;
    process.exitCode = 73;
    process.stderr.write(`error: The result cannot be written to stdout (${code}).  [output-not-writable]\n`);
  });
  process.stdout.write(`capstan/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  keepCompiled();
  // Node has compiled code of its parts, which fits the usual settings of V8 alone. So what every command needs is loaded before
  // they change.
  for (const part of ['net', 'os', 'sea', 'timers/promises', 'fs/promises']) require(`node:${part}`);
  // What parsing a large file leaves behind is collected sooner: 100,000 keys then take half the memory in the same time.
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--heap-growing-percent=50');
  // Most runs end before optimised code has paid for its compilation, which keeps the second core busy.
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=200000');
  require('../dist/cli.cjs').main();
}

// What was compiled is kept for the next start: by Node from version 22 on, before that by kept-code.cjs. Node's usual folder
// is in /tmp, where others may put code too; so it is a folder of the user. In CI, where what is cached may come from a job that
// is trusted less, there is none.
function keepCompiled() {
  if (process.env.CI) return;
  const { isAbsolute, join } = require('node:path');
  const { LOCALAPPDATA, XDG_CACHE_HOME, HOME } = process.env;
  const [above] = [LOCALAPPDATA, XDG_CACHE_HOME, HOME && join(HOME, '.cache')].filter(
    (name) => name && isAbsolute(name),
  );
  const folder = above && join(above, 'capstan', 'compiled', ...ownFolder());
  if (folder === undefined || !isOwn(folder)) return;
  const { enableCompileCache } = require('node:module');
  if (enableCompileCache !== undefined) enableCompileCache(folder);
  else require('./kept-code.cjs').keepCode(folder, join(__dirname, '..', 'dist'));
}

// What is kept has the functions that ran, and is not made anew: a plan would compile each time what a `validate` did not need.
function ownFolder() {
  const isHelp = process.argv.some((word) => word === '--help' || word === '-h');
  return !isHelp && ['validate', 'plan', 'apply', 'drift'].includes(first) ? [first] : [];
}

// Under sudo the home folder may be that of another user, who could put code there, or another folder in its place. So each
// folder down to it is of this user or of root, and no one else may write to it, unless the owner of an entry alone may move it.
function isOwn(folder) {
  if (process.getuid === undefined) return true;
  const { realpathSync, statSync } = require('node:fs');
  const { dirname } = require('node:path');
  const own = [process.getuid(), 0];
  try {
    makeFolder(folder);
    const real = realpathSync(folder);
    for (let path = real; ; path = dirname(path)) {
      const { uid, mode } = statSync(path);
      const isShared = (mode & 0o022) !== 0 && (path === real || (mode & 0o1000) === 0);
      if (isShared || !own.includes(uid)) return false;
      if (path === dirname(path)) return true;
    }
  } catch {
    return false;
  }
}

// With `recursive` Node tries for ever where a folder takes none, as /proc does.
function makeFolder(folder) {
  const { existsSync, mkdirSync } = require('node:fs');
  const { dirname } = require('node:path');
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, 0o700);
}
