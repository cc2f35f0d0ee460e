// npm run bench:peers: what it costs to start the programs that people know from the same work, beside capstan, in one run.
// auth0-deploy-cli comes from npm, into a folder that is removed again. decK is measured where it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineText } from './machine.mjs';
import { bareNode, program } from './rows.mjs';
import { roundsOf, spread } from './statistics.mjs';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const rounds = roundsOf(flags.rounds);
const auth0 = 'auth0-deploy-cli@8.44.0';

function install(folder) {
  const words = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--silent', auth0];
  const { status, stderr } = spawnSync('npm', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not install ${auth0}: ${stderr}`);
  return join(folder, 'node_modules/auth0-deploy-cli/lib/index.js');
}

function installed(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function rowsOf(a0deploy) {
  const node = (name, ...args) => ({ name, command: process.execPath, args, times: [] });
  const deck = installed('deck');
  return [
    node(bareNode, '-e', '0'),
    node('capstan --version', program, '--version'),
    node('a0deploy --version', a0deploy, '--version'),
    node('capstan --help', program, '--help'),
    node('a0deploy --help', a0deploy, '--help'),
    ...(deck === undefined
      ? []
      : ['version', '--help'].map((word) => ({ name: `deck ${word}`, command: deck, args: [word], times: [] }))),
  ];
}

function timeOf({ command, args }) {
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(command, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status ?? error}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const folder = mkdtempSync(join(tmpdir(), 'capstan-peers-'));
try {
  const rows = rowsOf(install(folder));
  // The first round warms the caches of the machine.
  for (let round = 0; round <= rounds; round += 1) {
    for (const row of rows) {
      const ms = timeOf(row);
      if (round > 0) row.times.push(ms);
    }
  }
  const [bare] = rows;
  console.log(`${machineText()}, ${rounds} rounds; milliseconds, and multiples of ${bareNode}\n`);
  console.log(`${''.padEnd(22)}${['min', 'median', 'max', 'x median'].map((word) => word.padStart(10)).join('')}`);
  for (const { name, times } of rows) {
    const { min, median, max } = spread(times);
    const x = spread(times.map((ms, round) => ms / bare.times[round])).median;
    const cells = [min.toFixed(0), median.toFixed(0), max.toFixed(0), x.toFixed(2)];
    console.log(`${name.padEnd(22)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
