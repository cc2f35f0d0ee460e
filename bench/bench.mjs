// npm run bench: what capstan costs, as multiples of a floor measured in the same run. Exits with 1 over a bound.
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
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

/** One scope with many keys, of which the first one changes. */
function manyKeys(port, keyCount, width) {
  const url = `http://127.0.0.1:${port}`;
  const value = (key) => (key === 0 ? 'another' : `value ${key}`).padEnd(width, 'x');
  return [
    'version: 1',
    `application: { id: benchapplication, configUrl: "${url}", captureUrl: "${url}" }`,
    'custom:',
    ...Array.from({ length: keyCount }, (_, key) => `  custom_${key}: ${value(key)}`),
    '',
  ].join('\n');
}

async function planOf({ clients = 0, keys = 20, width = 0 }) {
  const server = fork(join(folder, 'serve.mjs'), [clients, latencyMs, keys, width].map(String));
  const { port } = await nextMessage(server);
  const file = join(work, `${clients}-${keys}.yaml`);
  writeFileSync(file, clients > 0 ? configuration(port, clients) : manyKeys(port, keys, width));
  const requests = async () => {
    server.send('requests');
    return (await nextMessage(server)).requests;
  };
  return {
    args: [program, 'plan', '--quiet', '-f', file],
    file,
    expected: clients + 3,
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

const plans = {
  'plan, 20 clients': await planOf({ clients: 20 }),
  'plan, 200 clients': await planOf({ clients: 200 }),
  'plan, 4 MiB': await planOf({ keys: 40_000, width: 88 }),
  'plan, 100,000 keys': await planOf({ keys: 100_000 }),
};
const parseFile = join(work, 'parse.cjs');
writeFileSync(
  parseFile,
  `require(${JSON.stringify(require.resolve('yaml'))}).parseDocument(require('node:fs').readFileSync(process.argv[2], 'utf8'), { uniqueKeys: false });`,
);
const bare = 'node -e 0';
const parsed = 'parse, 4 MiB';
// A bound is a multiple of another row, `of`, in the same round; and for what has to fit a machine, seconds and MiB.
const rows = [
  { name: bare, args: ['-e', '0'] },
  { name: '--version', args: [program, '--version'], bound: 1.5 },
  { name: '--help', args: [program, '--help'], bound: 4.2 },
  { name: 'plan, 20 clients', bound: 9.5 },
  { name: 'plan, 200 clients', bound: 18 },
  { name: parsed, args: [parseFile, plans['plan, 4 MiB'].file], every: 5 },
  { name: 'plan, 4 MiB', of: parsed, bound: 3, every: 5 },
  { name: 'plan, 100,000 keys', seconds: 10, mebibytes: 400, every: 5 },
].map((row) => ({ args: plans[row.name]?.args, of: bare, every: 1, times: [], ...row }));

const complaints = [];
function checkBound(row, ratio, ms, peak) {
  const over = [
    ratio > (row.bound ?? Number.POSITIVE_INFINITY) && `${ratio.toFixed(2)} x ${row.of}, over ${row.bound}`,
    ms > (row.seconds ?? Number.POSITIVE_INFINITY) * 1000 && `${(ms / 1000).toFixed(1)} s, over ${row.seconds}`,
    peak > (row.mebibytes ?? Number.POSITIVE_INFINITY) && `${peak.toFixed(0)} MiB, over ${row.mebibytes}`,
  ];
  complaints.push(...over.filter(Boolean).map((what) => `${row.name}: ${what}`));
}

try {
  for (let round = 0; round < rounds + warmUps; round += 1) {
    for (const row of rows.filter(({ every }) => (round - warmUps) % every === 0)) {
      const ms = measured(row.args);
      if (round >= warmUps) row.times.push(ms);
      const plan = plans[row.name];
      if (plan === undefined) continue;
      const requests = await plan.requests();
      if (requests !== plan.expected) complaints.push(`${row.name}: ${requests} requests instead of ${plan.expected}`);
    }
  }
  console.log(`node ${process.version}, ${rounds} rounds, ${latencyMs} ms per request\n`);
  console.log('what                   median      ratio    bound   peak RSS');
  for (const row of rows) {
    // Each round against the other row of the same round: the machine is not equally fast all the time.
    const other = rows.find(({ name }) => name === row.of);
    const step = row.every / other.every;
    const ratio = median(row.times.map((ms, index) => ms / other.times[index * step]));
    const [ms, peak] = [median(row.times), peakMiB(row.args)];
    console.log(
      `${row.name.padEnd(20)} ${ms.toFixed(1).padStart(8)} ms ${ratio.toFixed(2).padStart(9)} ${(row.bound?.toFixed(1) ?? '').padStart(8)} ${`${peak.toFixed(0)} MiB`.padStart(10)}`,
    );
    checkBound(row, ratio, ms, peak);
  }
} finally {
  for (const plan of Object.values(plans)) plan.end();
  rmSync(work, { recursive: true, force: true });
}
for (const complaint of new Set(complaints)) console.error(`Over the bound: ${complaint}`);
process.exitCode = complaints.length === 0 ? 0 : 1;
