// npm start: from a fresh clone to a plan, an apply and a plan that is in sync, against a sandbox on this machine.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIsStale, installArguments, installIsStale } from './stale.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function need(what, command, args, options = {}) {
  console.log(`> ${what}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

function capstan(args, cwd, env) {
  console.log(`\n$ capstan ${args.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin/capstan.cjs'), ...args], { cwd, env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function tour() {
  const { startSandbox } = await import(pathToFileURL(join(root, 'dist/index.js')).href);
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'capstan-quickstart-'));
  cpSync(join(root, 'examples/quickstart'), folder, { recursive: true });
  const owner = sandbox.state().clients.find(({ features }) => features.includes('owner'));
  const env = {
    ...process.env,
    CAPSTAN_VAR_SANDBOX_URL: sandbox.url,
    CAPSTAN_CLIENT_ID: owner.id,
    CAPSTAN_CLIENT_SECRET: owner.secret,
  };
  try {
    console.log(
      `\nA sandbox answers on ${sandbox.url}; it ends with this tour. The file is examples/quickstart/capstan.yaml.`,
    );
    const steps = [['validate'], ['plan'], ['apply', '--auto-approve'], ['plan', '--detailed-exitcode']];
    for (const args of steps) {
      const code = await capstan(args, folder, env);
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  }
}

const next = `
What to try next:
  node bin/capstan.cjs sandbox          a sandbox that stays, with a file to start from
  node bin/capstan.cjs plan --verbose   places, whole values, every request
  node bin/capstan.cjs --help           all commands
`;

if (installIsStale(root)) {
  const shell = process.platform === 'win32';
  need('Installing what package-lock.json names', 'npm', installArguments, { shell });
}
if (buildIsStale(root)) need('Building', process.execPath, ['scripts/build.mjs', '--without-types']);
process.exitCode = await tour();
if (process.exitCode === 0) console.log(next);
