// npm run bench: what capstan costs, as multiples of a floor measured in the same run. Exits with 1 when a median is over its
// limit by more than a fifth. `-- --rounds 5 --only clients` measures less.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { costMeter, timeOf } from './launch.mjs';
import { machineText } from './machine.mjs';
import { bareNode, growth, startRows } from './rows.mjs';
import { growthExponent, roundsOf, spread } from './statistics.mjs';

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, only: { type: 'string', default: '' } },
});
const rounds = roundsOf(flags.rounds);
// A machine is not equally fast all the time: a limit counts as broken only beyond this.
const leeway = 1.2;
const work = mkdtempSync(join(tmpdir(), 'capstan-bench-'));
const complaints = new Set();
/** The executable takes no file that would tell its own cost. */
const noCost = { cpuMs: null, mebibytes: null };

async function checkRequests(row) {
  if (row.counted !== true) return;
  const requests = await row.application.requests();
  if (requests === row.application.expected) return;
  complaints.add(`${row.name}: ${requests} requests instead of ${row.application.expected}`);
}

async function measure(rows) {
  const costOf = costMeter(work);
  // The first run of each warms the caches of the machine and tells memory and processor; its time does not count.
  for (const row of rows) {
    row.cost = row.program === undefined ? costOf(row.args) : noCost;
    if (row.program !== undefined) timeOf(row.args, row.program);
    await checkRequests(row);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const row of rows.filter(({ every }) => round % every === 0)) {
      row.times.push(timeOf(row.args, row.program));
      await checkRequests(row);
    }
  }
}

/** Each time over that of the other row in the same round: the machine is not equally fast all the time. */
function ratiosOf(row, rows) {
  const other = rows.find(({ name }) => name === (row.of ?? bareNode));
  const step = row.every / other.every;
  return spread(row.times.map((ms, index) => ms / other.times[index * step]));
}

function checkLimit(name, what, value, limit) {
  if (limit !== undefined && value > limit * leeway)
    complaints.add(`${name}: ${value.toFixed(2)} ${what}, over ${limit}`);
}

function line(cells) {
  const widths = [27, 8, 8, 8, 8, 8, 8, 8, 8, 8];
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('');
}

function report(rows) {
  console.log(line(['', 'ms', '', '', 'x', '', '', '', 'cpu', 'peak']));
  console.log(line(['', 'min', 'median', 'max', 'min', 'median', 'max', 'limit', 'ms', 'MiB']));
  for (const row of rows) {
    const [times, ratios] = [spread(row.times), ratiosOf(row, rows)];
    const ms = [times.min, times.median, times.max].map((value) => value.toFixed(0));
    const x = [ratios.min, ratios.median, ratios.max].map((value) => value.toFixed(2));
    const cost = [row.cost.cpuMs, row.cost.mebibytes].map((value) => value?.toFixed(0) ?? '');
    console.log(line([row.name, ...ms, ...x, row.limit?.toFixed(2) ?? '', ...cost]));
    checkLimit(row.name, `x ${row.of}`, ratios.median, row.limit);
    checkLimit(row.name, 's', times.median / 1000, row.seconds);
    checkLimit(row.name, 'MiB', row.cost.mebibytes, row.mebibytes);
  }
  reportGrowth(rows.filter(({ name }) => growth.plans.includes(name)));
}

function reportGrowth(rows) {
  if (rows.length < growth.plans.length) return;
  const points = rows.map((row) => ({ x: row.application.expected, y: spread(row.times).median }));
  const exponent = growthExponent(points);
  console.log(
    `\nThe time of a plan grows with the number of clients to the power of ${exponent.toFixed(2)} (limit ${growth.limit}).`,
  );
  checkLimit('growth', 'as exponent', exponent, growth.limit);
}

let end = () => {};
try {
  const started = await startRows(work, flags.only);
  end = started.end;
  if (started.rows.length === 0) throw new Error(`No row has "${flags.only}" in its name.`);
  await measure(started.rows);
  console.log(`${machineText()}, ${rounds} rounds\n`);
  report(started.rows);
} finally {
  end();
  rmSync(work, { recursive: true, force: true });
}
for (const complaint of complaints) console.error(`Over the limit: ${complaint}`);
process.exitCode = complaints.size === 0 ? 0 : 1;
