// npm run test:nodes: the suite on every line of Node, one after the other. Arguments go to vitest, for a part of it:
// npm run test:nodes -- test/engine test/config
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeLines, packageOf, reportOf } from './node-lines.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

/** The binary of one line, in a folder of its own. No script of the package is run. */
function install(folder, line) {
  mkdirSync(folder);
  const name = packageOf(process.platform, process.arch);
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  execFileSync('npm', ['install', ...flags, `${name}@${line}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: windows,
  });
  const binary = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(binary)) throw new Error(`${name}@${line} has no ${binary}`);
  return binary;
}

/** Shown while it runs, and kept for its closing line. */
function run(binary, args) {
  // Tests that start `node` by its name get the same one.
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(binary, [join(root, 'scripts/test.mjs'), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    process.stdout.write(data);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

async function testOn(line, home) {
  try {
    const binary = install(join(home, line), line);
    const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
    console.log(`\n== Node ${version}\n`);
    const { status, output } = await run(binary, process.argv.slice(2));
    return reportOf(version, status, output);
  } catch (error) {
    return { line, counts: error.message, passed: false };
  }
}

const home = mkdtempSync(join(tmpdir(), 'capstan-nodes-'));
const reports = [];
try {
  for (const line of nodeLines) reports.push(await testOn(line, home));
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log('');
for (const { line, counts, passed } of reports) console.log(`Node ${line}: ${passed ? 'works' : 'FAILS'}, ${counts}`);
process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1;
