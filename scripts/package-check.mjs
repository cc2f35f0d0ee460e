// npm run package-check: what npm would publish is complete, no more than meant, and works from a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { checkLoading, checkResolution, checkTypes } from './check-consumers.mjs';
import { lockFileComplaints } from './check-lock-file.mjs';
import { firstWalk } from './first-walk.mjs';

const windows = process.platform === 'win32';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** In bytes. A job that runs the program once fetches all of it. */
const largestPackage = 700_000;
const complaints = lockFileComplaints(join(root, 'package-lock.json'));

/** The program is one file: it must run without any package installed. */
function checkProgram(home) {
  const folder = join(home, 'examples/quickstart');
  const run = (args) =>
    spawnSync(process.execPath, [join(home, 'bin/capstan.cjs'), ...args], { cwd: folder, encoding: 'utf8' });
  const version = run(['--version']);
  if (!version.stdout.startsWith(`capstan/${manifest.version} `))
    complaints.push(`--version says ${version.stdout}${version.stderr}`);
  const attempts = [['schema', 'plan'], ['validate']];
  for (const args of attempts) {
    const { status, stdout, stderr } = run(args);
    if (status !== 0) complaints.push(`${args.join(' ')} ends with ${status}: ${stdout}${stderr}`);
  }
}

/** As a first user installs it, in an empty folder. With an empty cache and no network: it needs nothing but itself. */
function install(tarball, folder) {
  mkdirSync(folder);
  const flags = ['--offline', '--cache', join(work, 'cache'), '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...flags, tarball], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: windows,
  });
  const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (installed.join() !== 'capstan') complaints.push(`Beside capstan the package installs ${installed.join(', ')}`);
  if (!existsSync(join(folder, 'node_modules/.bin', windows ? 'capstan.cmd' : 'capstan')))
    complaints.push('An install brings no command capstan');
}

/** What every consumer on Node with TypeScript has. An import of anything else fails. */
function linkTypesOfNode(folder) {
  mkdirSync(join(folder, '@types'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, '@types/node'), 'dir');
}

const work = mkdtempSync(join(tmpdir(), 'capstan-package-'));
try {
  // npm builds first (prepack).
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', work], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: windows,
  });
  const [{ filename, files, size }] = JSON.parse(packed.slice(packed.indexOf('[')));
  if (size > largestPackage) complaints.push(`The package has ${size} bytes, more than ${largestPackage}`);
  const paths = files.map(({ path }) => path);
  const needed = [
    'bin/capstan.cjs',
    'bin/parser-thread.cjs',
    'dist/cli.cjs',
    'dist/parser-thread.cjs',
    'dist/index.cjs',
    'dist/index.js',
    'dist/types/index.d.cts',
    'dist/types/index.d.ts',
    'dist/THIRD-PARTY.txt',
    'schemas/config.schema.json',
    // What `capstan init` copies.
    'examples/github-actions/deploy.yml',
    'examples/gitlab-ci/.gitlab-ci.yml',
    'LICENSE',
    'README.md',
  ];
  for (const path of needed) if (!paths.includes(path)) complaints.push(`${path} is missing`);
  for (const path of paths)
    if (/^(src|test|bench|scripts|\.ci)\/|\.tmp$|(^|\/)\.env/.test(path))
      complaints.push(`${path} should not be published`);

  const consumer = join(work, 'consumer');
  install(join(work, filename), consumer);
  const home = join(consumer, 'node_modules/capstan');
  checkProgram(home);
  complaints.push(...(await firstWalk([process.execPath, join(home, 'bin/capstan.cjs')], consumer, manifest.version)));
  linkTypesOfNode(join(consumer, 'node_modules'));
  complaints.push(...checkTypes(consumer, join(root, 'node_modules/typescript/bin/tsc')), ...checkLoading(consumer));
  complaints.push(...(await checkResolution(join(work, filename))));
} finally {
  rmSync(work, { recursive: true, force: true });
}

const { messages } = await publint({ pkgDir: root, strict: true });
complaints.push(...messages.map((message) => formatMessage(message, manifest)));
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
