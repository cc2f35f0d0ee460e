// .ci/run: the action from a checkout alone, as `uses:` gives it to a runner: nothing is installed and nothing built.
// Needs the registry. What is checked is the last commit; without git, the files that are here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const complaints = [];

const made = new Set(['node_modules', 'dist', 'coverage', '.git'].map((name) => join(root, name)));

function checkOut(folder) {
  const { status } = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder]);
  if (status !== 0) cpSync(root, folder, { recursive: true, filter: (path) => !made.has(path) });
}

function run(args, cwd, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) complaints.push(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** The program that the install step names in its outputs. */
function installed(checkout) {
  const output = join(checkout, '..', 'output');
  writeFileSync(output, '');
  run(['action/install.mjs'], checkout, { GITHUB_OUTPUT: output, INPUT_PATH: '', INPUT_VERSION: '' });
  return /^bin<<(\S+)\n(.*)\n\1$/m.exec(readFileSync(output, 'utf8'))?.[2] ?? '';
}

const work = mkdtempSync(join(tmpdir(), 'capstan-action-'));
try {
  const checkout = join(work, 'checkout');
  checkOut(checkout);
  for (const name of ['node_modules', 'dist']) {
    if (existsSync(join(checkout, name))) complaints.push(`${name} is committed`);
  }
  const bin = installed(checkout);
  if (bin !== join(checkout, 'bin/capstan.cjs')) complaints.push(`The action would run ${bin || 'nothing'}`);
  else {
    if (!run([bin, '--version'], work).startsWith('capstan/')) complaints.push('--version says nothing');
    const sandbox = { SANDBOX_URL: 'http://127.0.0.1:8787', CAPSTAN_ALLOWED_VARIABLES: 'SANDBOX_URL' };
    run([bin, 'validate'], join(checkout, 'examples/quickstart'), sandbox);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
