// npm run bench: what capstan costs, as multiples of `node -e 0` measured in the same run. Exits with 1 over a bound.
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const program = join(folder, '../bin/capstan.cjs');
const rounds = Number(process.argv[2] ?? 15);
const warmUps = 2;
const latencyMs = 5;
const work = mkdtempSync(join(tmpdir(), 'capstan-bench-'));

// Both cost time at every start of Node, on the other side of the ratio as well.
const { NODE_EXTRA_CA_CERTS: _certs, NODE_OPTIONS: _options, ...environment } = process.env;
const env = {
  ...environment,
  CAPSTAN_CLIENT_ID: `benchclient${'0'.repeat(20)}`,
  CAPSTAN_CLIENT_SECRET: 'benchsecret0',
};

const idOf = (index) => `benchclient${String(index).padStart(20, '0')}`;

function configuration(port, clientCount) {
  const keys = Array.from(
    { length: 10 },
    (_, key) => `      bench_setting_${key}: ${key === 0 ? 'another' : `value ${key}`}`,
  );
  const clients = Array.from({ length: clientCount }, (_, index) => {
    // Ten changes in all.
    const changed = index < 10 ? keys : [`      bench_setting_0: value 0`, ...keys.slice(1)];
    return [`  client-${index + 1}:`, `    id: ${idOf(index + 1)}`, '    settings:', ...changed].join('\n');
  });
  const url = `http://127.0.0.1:${port}`;
  return [
    'version: 1',
    `application: { id: benchapplication, configUrl: "${url}", captureUrl: "${url}" }`,
    'settings: { bench_setting_1: value 1 }',
    'clients:',
    ...clients,
    '',
  ].join('\n');
}

async function planOf(clientCount) {
  const server = fork(join(folder, 'serve.mjs'), [String(clientCount), String(latencyMs)]);
  const { port } = await nextMessage(server);
  const file = join(work, `${clientCount}.yaml`);
  writeFileSync(file, configuration(port, clientCount));
  const requests = async () => {
    server.send('requests');
    return (await nextMessage(server)).requests;
  };
  return {
    args: [program, 'plan', '--quiet', '-f', file],
    expected: clientCount + 3,
    requests,
    end: () => server.disconnect(),
  };
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the server ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

// The child tells its own peak when it ends; loaded before everything else, and loading nothing.
const peakFile = join(work, 'peak.cjs');
writeFileSync(
  peakFile,
  'process.on("exit", () => require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS)));',
);

function measured(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

function peakMiB(args) {
  const { output } = spawnSync(process.execPath, ['-r', peakFile, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return Number(output[3].toString()) / 1024;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const plans = { 'plan, 20 clients': await planOf(20), 'plan, 200 clients': await planOf(200) };
const rows = [
  { name: 'node -e 0', args: ['-e', '0'], bound: Number.POSITIVE_INFINITY },
  { name: '--version', args: [program, '--version'], bound: 1.5 },
  { name: '--help', args: [program, '--help'], bound: 4.2 },
  { name: 'plan, 20 clients', args: plans['plan, 20 clients'].args, bound: 9.5 },
  { name: 'plan, 200 clients', args: plans['plan, 200 clients'].args, bound: 18 },
].map((row) => ({ ...row, times: [] }));

const complaints = [];
try {
  for (let round = 0; round < rounds + warmUps; round += 1) {
    for (const row of rows) {
      const ms = measured(row.args);
      if (round >= warmUps) row.times.push(ms);
      const plan = plans[row.name];
      if (plan === undefined) continue;
      const requests = await plan.requests();
      if (requests !== plan.expected) complaints.push(`${row.name}: ${requests} requests instead of ${plan.expected}`);
    }
  }
  const [bare] = rows;
  console.log(`node ${process.version}, ${rounds} rounds, ${latencyMs} ms per request\n`);
  console.log('what                 median     x node    bound   peak RSS');
  for (const row of rows) {
    // Each round against the bare start of the same round: the machine is not equally fast all the time.
    const ratio = median(row.times.map((ms, index) => ms / bare.times[index]));
    const bound = row.bound === Number.POSITIVE_INFINITY ? '' : row.bound.toFixed(1);
    const peak = `${peakMiB(row.args).toFixed(0)} MiB`;
    console.log(
      `${row.name.padEnd(18)} ${median(row.times).toFixed(1).padStart(6)} ms ${ratio.toFixed(2).padStart(10)} ${bound.padStart(8)} ${peak.padStart(10)}`,
    );
    if (ratio > row.bound) complaints.push(`${row.name}: ${ratio.toFixed(2)} x node, over ${row.bound}`);
  }
} finally {
  for (const plan of Object.values(plans)) plan.end();
  rmSync(work, { recursive: true, force: true });
}
for (const complaint of new Set(complaints)) console.error(`Over the bound: ${complaint}`);
process.exitCode = complaints.length === 0 ? 0 : 1;
