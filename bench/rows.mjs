// What is measured, against what, and how much it may cost. README.md says what each row is.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { changedClients, startApplication } from './applications.mjs';

const require = createRequire(import.meta.url);
const folder = dirname(fileURLToPath(import.meta.url));
export const program = join(folder, '../bin/capstan.cjs');
const floorProgram = join(folder, 'floor.cjs');

export const bareNode = 'node -e 0';
const executable = 'the executable';

/** The plans whose times say how the time grows with the clients; the limit is for the exponent. */
export const growth = { plans: [200, 2000, 5000, 10_000].map((clients) => `plan, ${clients} clients`), limit: 1.05 };

/** Rows for a plan of an application and for its floor, which are measured one right after the other. */
function planRows({ clients, latencyMs = 5, every = 1, ...limits }) {
  const what = latencyMs === 5 ? `${clients} clients` : `${clients} clients at ${latencyMs} ms`;
  const shared = { application: { clients, latencyMs }, every, counted: true };
  return [
    { name: `floor, ${what}`, ...shared, argsFor: ({ readList }) => [floorProgram, readList] },
    { name: `plan, ${what}`, ...shared, argsFor: planArgs, of: `floor, ${what}`, ...limits },
  ];
}

/** The same for an apply, which changes some of the clients; the service forgets between two runs what was written. */
function applyRows({ clients, latencyMs, every, limit }) {
  const what = `${clients} clients at ${latencyMs} ms`;
  const shared = { application: { clients, latencyMs, written: changedClients }, every, counted: true };
  return [
    { name: `writer, ${what}`, ...shared, argsFor: ({ readList }) => [floorProgram, readList] },
    { name: `apply, ${what}`, ...shared, argsFor: applyArgs, of: `writer, ${what}`, limit },
  ];
}

function applyArgs({ file, journal }) {
  return [program, 'apply', '--quiet', '--auto-approve', '--journal', journal, '-f', file];
}

/** The same for a fleet: a plan of each application, in one run. */
function fleetRows({ applications, latencyMs = 5, every, ...limits }) {
  const what = latencyMs === 5 ? `${applications} applications` : `${applications} applications at ${latencyMs} ms`;
  const shared = { application: { clients: 5, applications, latencyMs }, every, counted: true };
  return [
    { name: `floor, ${what}`, ...shared, argsFor: ({ readList }) => [floorProgram, readList] },
    { name: `fleet, ${what}`, ...shared, argsFor: fleetArgs, of: `floor, ${what}`, ...limits },
  ];
}

function fleetArgs({ fleet }) {
  return [program, 'plan', '--quiet', '--fleet', fleet];
}

export function planArgs({ file }) {
  return [program, 'plan', '--quiet', '-f', file];
}

function startRow(name, args, limit) {
  return { name, argsFor: () => args, of: bareNode, every: 1, limit };
}

// `every`: only in each second, third, ... round, for what takes long. `of`: the row of the same round that it is a multiple of.
function specifications(work) {
  const [small, parser] = [join(work, 'small.yaml'), join(work, 'parse.cjs')];
  writeFileSync(small, 'version: 1\napplication: { id: benchapplication, region: us }\nsettings: { a_setting: a }\n');
  const yaml = JSON.stringify(require.resolve('yaml'));
  writeFileSync(
    parser,
    `require(${yaml}).parseDocument(require('node:fs').readFileSync(process.argv[2], 'utf8'), { uniqueKeys: false });`,
  );
  const wide = { keys: 40_000, width: 88 };
  return [
    { name: bareNode, argsFor: () => ['-e', '0'], every: 1 },
    startRow('--version', [program, '--version'], 1.25),
    startRow('--help', [program, '--help'], 2.5),
    startRow('validate, a small file', [program, 'validate', '--quiet', '-f', small], 3),
    { ...startRow(`${executable}, --version`, ['--version']), makes: executable },
    { ...startRow(`${executable}, validate`, ['validate', '--quiet', '-f', small]), makes: executable },
    ...planRows({ clients: 20, limit: 2.2 }),
    ...planRows({ clients: 200, limit: 1.7 }),
    ...planRows({ clients: 200, latencyMs: 50, every: 3, limit: 1.15 }),
    ...applyRows({ clients: 20, latencyMs: 50, every: 3, limit: 1.15 }),
    ...planRows({ clients: 2000, every: 3, limit: 1.35, mebibytes: 150 }),
    ...planRows({ clients: 5000, every: 5, mebibytes: 220 }),
    ...planRows({ clients: 10_000, every: 5 }),
    ...fleetRows({ applications: 10, every: 3 }),
    ...fleetRows({ applications: 100, every: 5 }),
    ...fleetRows({ applications: 1000, every: 15, limit: 1.2, mebibytes: 400 }),
    ...fleetRows({ applications: 1000, latencyMs: 50, every: 15, limit: 1.2, mebibytes: 400 }),
    { name: 'parse, 4 MiB', application: wide, every: 5, argsFor: ({ file }) => [parser, file] },
    {
      name: 'plan, 4 MiB',
      application: wide,
      every: 5,
      counted: true,
      argsFor: planArgs,
      of: 'parse, 4 MiB',
      limit: 3,
    },
    {
      ...{ name: 'plan, 100,000 keys', application: { keys: 100_000 }, every: 5, counted: true },
      ...{ argsFor: planArgs, seconds: 10, mebibytes: 400 },
    },
  ];
}

/** The single executable, made for the rows that start it; undefined where it cannot be made, and a line says so. */
function madeExecutable(work) {
  // By a process of its own: the greatest memory of this one would be that of the processes that it starts.
  const from = pathToFileURL(join(folder, '../scripts/single-executable.mjs')).href;
  const places = [join(folder, '..'), join(work, 'bin')].map((place) => JSON.stringify(place)).join(', ');
  const code = `import { makeExecutable } from '${from}'; console.log(await makeExecutable(${places}));`;
  try {
    const made = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return made.toString('utf8').trim();
  } catch (error) {
    console.log(`Left out: ${executable}, which cannot be made here (${error.message.split('\n')[0]}).\n`);
    return undefined;
  }
}

/** The rows whose name has `part` in it, with what they are multiples of, their services started. */
export async function startRows(work, part) {
  const all = specifications(work);
  const picked = all.filter(({ name }) => name.includes(part));
  const names = new Set(picked.flatMap(({ name, of = bareNode }) => [name, of, bareNode]));
  const applications = new Map();
  const rows = [];
  const made = picked.some(({ makes }) => makes === executable) ? madeExecutable(work) : undefined;
  const wantedRows = all.filter(({ name, makes }) => names.has(name) && (makes === undefined || made !== undefined));
  for (const { argsFor, application: wanted, makes, ...row } of wantedRows) {
    const key = JSON.stringify(wanted);
    if (wanted !== undefined && !applications.has(key)) applications.set(key, await startApplication(work, wanted));
    const application = applications.get(key);
    const program = makes === undefined ? undefined : made;
    rows.push({ ...row, application, program, args: argsFor(application), times: [] });
  }
  const end = () => {
    for (const application of applications.values()) application.end();
  };
  return { rows, end };
}
