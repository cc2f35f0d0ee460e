// npm test: installs and builds what is missing, runs every test, and ends with a line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsStale, installArguments, installIsStale } from './stale.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// A shell only for npm, which is a script of its own on some systems.
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status ?? 1;

function stopUnless(status) {
  if (status === 0) return;
  console.log('0 passed, 1 failed');
  process.exit(status);
}

if (installIsStale(root)) stopUnless(run('npm', installArguments, { shell: process.platform === 'win32' }));
if (buildIsStale(root)) stopUnless(run(process.execPath, ['scripts/build.mjs', '--without-types']));

const extra = process.argv.slice(2);
// A part of the tests cannot reach the bounds of coverage.
const coverage = extra.length === 0 ? ['--coverage'] : [];
process.exitCode = run(process.execPath, [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  ...coverage,
  '--reporter=default',
  '--reporter=./test/support/closing-line-reporter.ts',
  ...extra,
]);
