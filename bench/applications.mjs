// The applications that are planned over: a service with so many clients, and the file that asks for ten changes.
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
export const changedClients = 10;
const idOf = (index) => `benchclient${String(index).padStart(20, '0')}`;

/** Who asks, for the environment of what is measured. */
export const caller = { CAPSTAN_CLIENT_ID: idOf(0), CAPSTAN_CLIENT_SECRET: 'benchsecret0' };

/** Starts the service of an application in a process of its own, and writes into `work` what is planned over it. */
export async function startApplication(work, wanted) {
  const { clients = 0, latencyMs = 5, keys = 20, width = 0, applications = 0, written = 0 } = wanted;
  const server = fork(join(folder, 'serve.mjs'), [clients, latencyMs, keys, width].map(String));
  const { port, paths } = await nextMessage(server);
  if (applications > 0) paths.splice(0, Infinity, ...writeFleet(work, { port, paths, clients, applications }));
  const name = `${clients}-${keys}-${latencyMs}-${applications}-${written}`;
  const [file, readList] = [join(work, `${name}.yaml`), join(work, `${name}.json`)];
  writeFileSync(file, clients > 0 ? manyClients(port, clients) : manyKeys(port, keys, width));
  writeFileSync(readList, JSON.stringify({ port, paths, writes: writesOf(written) }));
  return {
    file,
    readList,
    // What is written to is read before and looked at after.
    expected: (clients + 3) * Math.max(1, applications) + 3 * written,
    journal: join(work, `runs-${name}`),
    fleet: fleetFile(work, port),
    /** How many requests came since this was asked before. */
    requests: async () => {
      server.send('requests');
      return (await nextMessage(server)).requests;
    },
    end: () => server.disconnect(),
  };
}

const fleetFile = (work, port) => join(work, `fleet-${port}.yaml`);

/** A fleet of applications that are all alike, each with a file of its own. Gives the paths that a plan of all reads. */
function writeFleet(work, { port, paths, clients, applications }) {
  const folder = join(work, `apps-${port}`);
  mkdirSync(folder);
  const ids = Array.from({ length: applications }, (_, index) => `benchapplication${index + 1}`);
  const text = manyClients(port, clients);
  for (const id of ids) writeFileSync(join(folder, `${id}.yaml`), text.replace('benchapplication', id));
  const members = ids.map((id) => `  ${id}: { file: apps-${port}/${id}.yaml }\n`);
  writeFileSync(fleetFile(work, port), `version: 1\napplications:\n${members.join('')}`);
  return ids.flatMap((id) => paths.map((path) => path.replace('benchapplication', id)));
}

/** What an apply of the file writes: the first setting of some clients. */
function writesOf(count) {
  return Array.from({ length: count }, (_, index) => {
    const form = new URLSearchParams({ for_client_id: idOf(index + 1), items: '{"bench_setting_0":"another"}' });
    return { path: `/config/benchapplication/clients/${idOf(index + 1)}/settings`, form: form.toString() };
  });
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

function header(port) {
  const url = `http://127.0.0.1:${port}`;
  return ['version: 1', `application: { id: benchapplication, configUrl: "${url}", captureUrl: "${url}" }`];
}

/** Clients with ten settings each, of which the first ones change. */
export function manyClients(port, clientCount) {
  const settings = (first) => [first, ...Array.from({ length: 9 }, (_, key) => `value ${key + 1}`)];
  const lines = (values) => values.map((value, key) => `      bench_setting_${key}: ${value}`);
  const clients = Array.from({ length: clientCount }, (_, index) => {
    const values = settings(index < changedClients ? 'another' : 'value 0');
    return [`  client-${index + 1}:`, `    id: ${idOf(index + 1)}`, '    settings:', ...lines(values)].join('\n');
  });
  return [...header(port), 'settings: { bench_setting_1: value 1 }', 'clients:', ...clients, ''].join('\n');
}

/** One scope with many keys, of which the first one changes. */
function manyKeys(port, keyCount, width) {
  const value = (key) => (key === 0 ? 'another' : `value ${key}`).padEnd(width, 'x');
  const lines = Array.from({ length: keyCount }, (_, key) => `  custom_${key}: ${value(key)}`);
  return [...header(port), 'custom:', ...lines, ''].join('\n');
}
