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

process.exitCode = run(process.execPath, [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=./test/support/closing-line-reporter.ts',
  ...process.argv.slice(2),
]);
