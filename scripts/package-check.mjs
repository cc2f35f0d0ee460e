// npm run package-check: what npm would publish is complete, no more than meant, and works from a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { lockFileComplaints } from './check-lock-file.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
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

/** The types stand by themselves, and the steps of the pipeline can be imported and run. */
function checkTypes(folder) {
  const source = [
    "import { plan } from 'capstan';",
    'type Arguments = Parameters<typeof plan>;',
    'export async function status(...given: Arguments): Promise<string> {',
    '  const planned = await plan(...given);',
    "  return planned.kind === 'failed' ? planned.failures.map(({ code }) => code).join() : planned.plan.status;",
    '}',
    '// @ts-expect-error: what is missing is noticed, so the types are more than any.',
    'plan();',
  ].join('\n');
  writeFileSync(join(folder, 'consumer.mts'), source);
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    'consumer.mts',
  ];
  const types = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (types.status !== 0) complaints.push(`A consumer does not compile:\n${types.stdout}${types.stderr}`);
  const load = "import('capstan').then(({ plan }) => { if (typeof plan !== 'function') throw new Error('no plan'); });";
  const loaded = spawnSync(process.execPath, ['--input-type=module', '--eval', load], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (loaded.status !== 0) complaints.push(`import('capstan') fails: ${loaded.stderr}`);
}

const work = mkdtempSync(join(tmpdir(), 'capstan-package-'));
try {
  // npm builds first (prepack).
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', work], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[')));
  const paths = files.map(({ path }) => path);
  const needed = [
    'bin/capstan.cjs',
    'dist/cli.cjs',
    'dist/index.js',
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
  linkDependencies(join(work, 'consumer/node_modules'));
  checkTypes(join(work, 'consumer'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

const { messages } = await publint({ pkgDir: root, strict: true });
complaints.push(...messages.map((message) => formatMessage(message, manifest)));
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
