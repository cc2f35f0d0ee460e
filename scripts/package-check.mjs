// npm run package-check: what npm would publish is complete, no more than meant, and works from a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const complaints = [];

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
    'LICENSE',
    'README.md',
  ];
  for (const path of needed) if (!paths.includes(path)) complaints.push(`${path} is missing`);
  for (const path of paths)
    if (/^(src|test|bench|scripts|\.ci)\/|\.tmp$|(^|\/)\.env/.test(path))
      complaints.push(`${path} should not be published`);

  // The program is one file: it must run without any package installed.
  execFileSync('tar', ['-xzf', join(work, filename), '-C', work]);
  const run = (args) =>
    spawnSync(process.execPath, [join(work, 'package/bin/capstan.cjs'), ...args], { cwd: work, encoding: 'utf8' });
  const version = run(['--version']);
  if (!version.stdout.startsWith(`capstan/${manifest.version} `))
    complaints.push(`--version says ${version.stdout}${version.stderr}`);
  const schema = run(['schema', 'plan']);
  if (schema.status !== 0) complaints.push(`schema plan ends with ${schema.status}: ${schema.stderr}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

const { messages } = await publint({ pkgDir: root, strict: true });
complaints.push(...messages.map((message) => formatMessage(message, manifest)));
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
