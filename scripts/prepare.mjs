// npm prepare: builds the program where npm makes a package of a clone for another project, as `npm install git+https://...` and pre-commit
// do. npm runs nothing else then. In a clone of your own nothing is done: `npm test` and `npm start` build what is stale.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { INIT_CWD: startedIn = root, npm_command: command } = process.env;

function run(program, args, shell = false) {
  // npm reads stdout.
  execFileSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell });
}

// `npm ci` below comes here again: it makes no package.
if (command !== 'ci' && resolve(startedIn) !== resolve(root)) {
  // For a global install npm puts the packages of the clone into the global folder, where nothing finds them.
  const flags = [
    '--global=false',
    '--location=project',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  if (!existsSync(join(root, 'node_modules/esbuild'))) run('npm', ['ci', ...flags], process.platform === 'win32');
  run(process.execPath, ['scripts/build.mjs']);
}
