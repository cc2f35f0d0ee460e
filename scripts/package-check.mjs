// npm run package-check: what npm would publish is complete, no more than meant, and works from a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { checkLoading, checkResolution, checkTypes } from './check-consumers.mjs';
import { lockFileComplaints } from './check-lock-file.mjs';
import { firstWalk } from './first-walk.mjs';

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

/** Only what the package names, and what every consumer on Node with TypeScript has: an import of anything else fails. */
function linkDependencies(folder) {
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, name), 'dir');
  }
}

const work = mkdtempSync(join(tmpdir(), 'capstan-package-'));
try {
  // npm builds first (prepack).
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', work], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files, size }] = JSON.parse(packed.slice(packed.indexOf('[')));
  if (size > largestPackage) complaints.push(`The package has ${size} bytes, more than ${largestPackage}`);
  const paths = files.map(({ path }) => path);
  const needed = [
    'bin/capstan.cjs',
    'dist/cli.cjs',
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

  // As a consumer gets it, in a folder of its own; nothing has to be fetched.
  const home = join(work, 'consumer/node_modules/capstan');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', join(work, filename), '-C', home, '--strip-components=1']);
  checkProgram(home);
  const first = join(work, 'first');
  mkdirSync(first);
  complaints.push(...(await firstWalk([process.execPath, join(home, 'bin/capstan.cjs')], first, manifest.version)));
  linkDependencies(join(work, 'consumer/node_modules'));
  const consumer = join(work, 'consumer');
  complaints.push(...checkTypes(consumer, join(root, 'node_modules/typescript/bin/tsc')), ...checkLoading(consumer));
  complaints.push(...(await checkResolution(join(work, filename))));
} finally {
  rmSync(work, { recursive: true, force: true });
}

const { messages } = await publint({ pkgDir: root, strict: true });
complaints.push(...messages.map((message) => formatMessage(message, manifest)));
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
