// npm run fuzz [-- --stories N --seed S --kind commands --kind requests --without-laws --without-crashes]: asks every law
// with a seed that no one tried, tells many stories of each kind, then kills an apply at every point.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const bundle = join(root, 'node_modules/.cache/capstan-fuzz.mjs');
const given = process.argv.slice(2);
const args = given.filter((word) => !word.startsWith('--without-'));
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
const options = fuzzOptions(args, here);

const laws = given.includes('--without-laws') ? 0 : askLaws(options.seed);
const bugs = await fuzz(options, say);
const crashes = given.includes('--without-crashes') ? 0 : killEverywhere();
process.exitCode = laws === 0 && bugs === 0 && crashes === 0 ? 0 : 1;

// A law that breaks prints the seed, the path and the value: the value becomes an example of that law.
function askLaws(seed) {
  say(`asking every law with seed ${seed} (CAPSTAN_LAW_SEED=${seed} npx vitest run FILE asks one of them again)`);
  return vitest(lawFiles(), { CAPSTAN_LAW_RUNS: '1000', CAPSTAN_LAW_SEED: String(seed) });
}

// Stories are told below, with seeds of their own.
function lawFiles() {
  const files = readdirSync(join(root, 'test'), { recursive: true }).map((name) => join('test', name));
  return files.filter(
    (file) =>
      file.endsWith('.test.ts') &&
      !file.startsWith(join('test', 'lifecycle')) &&
      (file.endsWith('.law.test.ts') || readFileSync(join(root, file), 'utf8').includes("from 'fast-check'")),
  );
}

function killEverywhere() {
  say('killing an apply of ten calls at every request and every record');
  return vitest(['test/crash'], { CAPSTAN_CRASH_EVERY: '1' });
}

function vitest(files, env) {
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const given = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(process.execPath, [program, 'run', ...files], given).status ?? 1;
}
