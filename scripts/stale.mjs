// Whether something made is missing or older than what it is made from.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'src',
  'schemas',
  'docs/guards',
  'package.json',
  'scripts/build.mjs',
  'scripts/common-types.mjs',
  'scripts/generate.mjs',
  'scripts/leave-out.mjs',
  'scripts/third-party.mjs',
];

/** True when the built program does not have all that the sources have. */
export function buildIsStale(root) {
  const made = join(root, 'dist/cli.cjs');
  if (!existsSync(made) || !existsSync(join(root, 'src/generated'))) return true;
  return newest(sources.map((path) => join(root, path))) > statSync(made).mtimeMs;
}

/** True when the packages that the lock file names are not there yet. */
export function installIsStale(root) {
  // npm writes this file at the end of every install.
  const made = join(root, 'node_modules/.package-lock.json');
  return !existsSync(made) || statSync(join(root, 'package-lock.json')).mtimeMs > statSync(made).mtimeMs;
}

function newest(paths) {
  return Math.max(0, ...paths.map(newestIn));
}

function newestIn(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
}

/** What npm is asked for: exactly what the lock file names. `package-check` holds that it names the packages of every system. */
export const installArguments = ['ci', '--no-audit', '--no-fund'];
