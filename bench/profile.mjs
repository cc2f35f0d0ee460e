// npm run profile: where a plan spends its time and memory. `-- --clients 2000` says how large the application is, and
// `-- --keep FOLDER` keeps the profiles, which the developer tools of a browser open.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startApplication } from './applications.mjs';
import { env } from './launch.mjs';
import { machineText } from './machine.mjs';
import { costOfPlaces, heapOfPlaces } from './profile-summary.mjs';
import { planArgs, program } from './rows.mjs';

const { values: flags } = parseArgs({
  options: {
    clients: { type: 'string', default: '200' },
    latency: { type: 'string', default: '5' },
    keep: { type: 'string', default: '' },
    top: { type: 'string', default: '10' },
    command: { type: 'string', default: 'plan' },
  },
});
// Bytes between samples: few programs of this size hold more than some megabytes at the end.
const heapInterval = '--heap-prof-interval=16384';
const work = mkdtempSync(join(tmpdir(), 'capstan-profile-'));
const folder = flags.keep === '' ? work : flags.keep;
mkdirSync(folder, { recursive: true });

/** One run for each kind of profile: taking both at once would put the cost of one into the other. */
function profileOf(flag, name, args) {
  const placed = [flag, `${flag}-dir=${folder}`, `${flag}-name=${name}`];
  const { status, stderr } = spawnSync(process.execPath, [...placed, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function print(title, { total, unit, places }) {
  console.log(`\n${title}: ${total.toFixed(1)} ${unit}`);
  for (const { amount, place } of places.slice(0, Number(flags.top))) {
    const share = `${((100 * amount) / total).toFixed(1)} %`;
    console.log(`${amount.toFixed(1).padStart(9)} ${unit} ${share.padStart(8)}  ${place}`);
  }
}

const application = await startApplication(work, { clients: Number(flags.clients), latencyMs: Number(flags.latency) });
try {
  const runs = {
    plan: planArgs(application),
    help: [program, '--help'],
    validate: [program, 'validate', '--quiet', '-f', application.file],
  };
  const args = runs[flags.command];
  if (args === undefined) throw new Error(`--command is one of ${Object.keys(runs).join(', ')}.`);
  console.log(`${flags.command}, ${flags.clients} clients, ${flags.latency} ms per request; ${machineText()}`);
  const cpu = costOfPlaces(profileOf('--cpu-prof', `${flags.command}.cpuprofile`, args));
  const heap = profileOf('--heap-prof', `${flags.command}.heapprofile`, [heapInterval, ...args]);
  print('Processor, by the place itself', cpu.own);
  print('Processor, by the place and all that it calls', cpu.whole);
  print('Processor, by file', cpu.files);
  print('Memory allocated and still held at the end', heapOfPlaces(heap));
  if (folder !== work) console.log(`\nThe profiles are in ${folder}: ${readdirSync(folder).join(', ')}`);
} finally {
  application.end();
  rmSync(work, { recursive: true, force: true });
}
