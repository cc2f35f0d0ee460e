// npm run fuzz [-- --stories N --seed S --without-crashes]: tells many stories, then kills an apply at every point.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const bundle = join(root, 'node_modules/.cache/capstan-fuzz.mjs');
const given = process.argv.slice(2);
const args = given.filter((word) => word !== '--without-crashes');
const say = (line) => process.stdout.write(`${line}\n`);

mkdirSync(dirname(bundle), { recursive: true });
await build({
  entryPoints: [join(here, 'fuzz.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
});
const { fuzz, fuzzOptions } = await import(pathToFileURL(bundle).href);
const bugs = await fuzz(fuzzOptions(args, join(here, 'regressions')), say);

const crashes = given.includes('--without-crashes') ? 0 : killEverywhere();
process.exitCode = bugs === 0 && crashes === 0 ? 0 : 1;

function killEverywhere() {
  say('killing an apply of ten calls at every request and every record');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, CAPSTAN_CRASH_EVERY: '1' };
  return spawnSync(process.execPath, [vitest, 'run', 'test/crash'], { cwd: root, stdio: 'inherit', env }).status ?? 1;
}
