#!/usr/bin/env node
'use strict';

// `env -S node --` above would keep Node from taking --env-file for itself, but not every system's env knows -S.

const [first, second] = process.argv.slice(2);

// Scripts ask for the version all the time: it is answered before anything else loads.
if ((first === '--version' || first === '-v') && second === undefined) {
  const { version } = require('../package.json');
  process.stdout.write(`capstan/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  keepCompiled();
  // What parsing a large file leaves behind is collected sooner: 100,000 keys then take half the memory in the same time.
  require('node:v8').setFlagsFromString('--heap-growing-percent=50');
  require('../dist/cli.cjs').main();
}

// From version 22 on Node keeps what it compiled for the next start. Its usual folder is in /tmp, where others may put code
// too; so it is a folder of the user. In CI, where what is cached may come from a job that is trusted less, there is none.
function keepCompiled() {
  const { enableCompileCache } = require('node:module');
  if (enableCompileCache === undefined || process.env.CI) return;
  const { isAbsolute, join } = require('node:path');
  const { LOCALAPPDATA, XDG_CACHE_HOME, HOME } = process.env;
  const [folder] = [LOCALAPPDATA, XDG_CACHE_HOME, HOME && join(HOME, '.cache')].filter(
    (name) => name && isAbsolute(name),
  );
  if (folder !== undefined) enableCompileCache(join(folder, 'capstan', 'compiled'));
}
