// npm run package: the single executable of this system, in out/.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeExecutable } from './single-executable.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
const executable = await makeExecutable(root, join(root, 'out'));
console.log(`${executable} (${Math.round(statSync(executable).size / 1024 / 1024)} MiB)`);
