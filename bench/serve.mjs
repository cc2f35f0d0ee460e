// A service for benchmarks, in a process of its own: answers as the sandbox does, from memory, after a fixed time.
import { createServer } from 'node:http';
import { startSandbox } from '../dist/index.js';

const [clientCount, latencyMs, customKeys = 20, width = 0] = process.argv.slice(2).map(Number);
const globalKeys = 60;
const clientKeys = 30;

const numbered = (count, make) => Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
const idOf = (index) => `benchclient${String(index).padStart(20, '0')}`;

function seed() {
  const names = Array.from({ length: Math.max(globalKeys, clientKeys) }, (_, index) => `bench_setting_${index}`);
  const client = (index) => ({
    id: idOf(index),
    secret: `benchsecret${index}`,
    name: `Client ${index}`,
    ipWhitelist: ['0.0.0.0/0'],
    features: index === 0 ? ['owner'] : ['login_client'],
    settings: index === 0 ? {} : numbered(clientKeys, (key) => [names[key], `value ${key}`]),
    custom: {},
  });
  return {
    application: { id: 'benchapplication' },
    settings: numbered(globalKeys, (key) => [names[key], `value ${key}`]),
    custom: numbered(customKeys, (key) => [`custom_${key}`, `value ${key}`.padEnd(width, 'x')]),
    options: names.map((name) => ({ name, type: 'string', globalOnly: false, group: 'bench', values: [] })),
    // The first one is the caller, and not declared.
    clients: Array.from({ length: clientCount + 1 }, (_, index) => client(index)),
  };
}

/** Asks the sandbox once for everything that a plan reads. */
async function answers() {
  const sandbox = await startSandbox({ seed: seed() });
  const authorization = `Basic ${Buffer.from(`${idOf(0)}:benchsecret0`).toString('base64')}`;
  const base = '/config/benchapplication';
  const ofClients = Array.from({ length: clientCount }, (_, index) => `${base}/clients/${idOf(index + 1)}/settings`);
  const paths = [`${base}/clients`, `${base}/settings`, `${base}/settings/options`, ...ofClients];
  const bodies = new Map();
  for (const path of paths) {
    const response = await fetch(sandbox.url + path, { headers: { authorization } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    bodies.set(path, Buffer.from(await response.text()));
  }
  await sandbox.close();
  return bodies;
}

const bodies = await answers();

/** The reply at a path; of the applications of a fleet, which differ by a number behind the id, each has the same. */
function bodyOf(path) {
  const known = bodies.get(path);
  if (known !== undefined) return known;
  const [, id] = /^\/config\/(benchapplication\d+)\//u.exec(path) ?? [];
  if (id === undefined) return undefined;
  const body = bodies.get(path.replace(id, 'benchapplication'));
  return body?.toString().replaceAll('/config/benchapplication/', `/config/${id}/`);
}

/** What was written to clients since the last count of requests, by the path of their settings. */
const written = new Map();

/** Does what a call for keys of a client asks, and answers it. */
async function write(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const path = `/config/benchapplication/clients/${form.get('for_client_id')}/settings`;
  const body = JSON.parse(written.get(path) ?? bodies.get(path));
  written.set(path, JSON.stringify({ ...body, ...JSON.parse(form.get('items')) }));
  return '{"stat":"ok"}';
}

let requests = 0;
const server = createServer(async (request, response) => {
  requests += 1;
  const body =
    request.url === '/settings/set_multi' ? await write(request) : (written.get(request.url) ?? bodyOf(request.url));
  setTimeout(() => {
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body ?? '{}');
  }, latencyMs);
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, paths: [...bodies.keys()] }));
process.on('message', () => {
  process.send({ requests });
  requests = 0;
  written.clear();
});
process.on('disconnect', () => process.exit());
