// npm prepare: builds the program where npm makes a package of a clone for another project, as `npm install git+https://...` does. npm
// runs nothing else then. In a clone of your own nothing is done: `npm test` and `npm start` build what is stale.
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { INIT_CWD: startedIn = root } = process.env;
if (resolve(startedIn) !== resolve(root))
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
