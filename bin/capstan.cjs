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
  const isAhead = readsAhead();
  require('./kept-code.cjs').keepCompiled(ownFolder(isAhead));
  // Node has compiled code of its parts, which fits the usual settings of V8 alone. So what every command needs is loaded before
  // they change.
  for (const part of ['net', 'os', 'sea', 'fs/promises']) require(`node:${part}`);
  // What these need for digests and requests comes later, and would take twice as long to load then.
  if (['plan', 'apply', 'drift'].includes(first)) for (const part of ['crypto', 'assert']) require(`node:${part}`);
  // What parsing a large file leaves behind is collected sooner: 100,000 keys then take half the memory in the same time.
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--heap-growing-percent=50');
  // Most runs end before optimised code has paid for its compilation, which keeps the second core busy.
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=200000');
  if (isAhead) prepareForThread(() => setFlagsFromString('--semi-space-growth-factor=1'));
  require('../dist/cli.cjs').main();
}

// A plan that reads while another thread parses its file mostly makes what dies with the reply that it is made for. It needs little
// room for what is young: with more of it, it takes 15 to 100 MiB more and no less time. Other runs would take a tenth more time. V8
// forgets the setting when it makes the heap of the thread, some time after that was started.
function prepareForThread(keepYoungSmall) {
  // What is compiled on the thread is kept too; not where a program uses the library.
  require('node:worker_threads').setEnvironmentData('capstan.keepsCompiled', true);
  keepYoungSmall();
  process.on('worker', (worker) => {
    const again = setInterval(keepYoungSmall, 1).unref();
    worker.once('online', () => clearInterval(again));
  });
}

// As src/workflows/read-ahead.ts decides. To be wrong costs time or memory and nothing else.
function readsAhead() {
  if (first !== 'plan') return false;
  const words = process.argv.slice(3);
  const at = words.findIndex((word) => /^(?:-f|--file)/.test(word));
  const [, joined] = /^(?:-f|--file=)(.+)$/.exec(words[at] ?? '') ?? [];
  const file = at === -1 ? 'capstan.yaml' : (joined ?? words[at + 1] ?? '');
  try {
    const { size } = require('node:fs').statSync(file);
    return size >= 32 * 1024 && size <= 1024 * 1024 && !words.some((word) => word.startsWith('--fleet'));
  } catch {
    return false;
  }
}

// What is kept has the functions that ran, and is not made anew: a plan would compile each time what a `validate` did not need.
function ownFolder(isAhead) {
  const isHelp = process.argv.some((word) => word === '--help' || word === '-h');
  if (isHelp || !['validate', 'plan', 'apply', 'drift'].includes(first)) return [];
  // V8 takes what was kept with the same settings alone.
  return isAhead ? [first, 'ahead'] : [first];
}
