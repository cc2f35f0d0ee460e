import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Secret } from '../../src/model/value.ts';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { createApi, networkBy } from '../../src/service/client/create-api.ts';
import { openSandboxHere, type SandboxHere } from '../support/sandbox-here.ts';

// Laws ask the service in one of the ways and take it for the other.
const seed = defaultSeed();
const [owner] = seed.clients;
let overHttp: Sandbox;
let here: SandboxHere;
beforeAll(async () => {
  overHttp = await startSandbox({ seed });
  here = openSandboxHere({ seed });
});
afterAll(() => overHttp.close());

async function asked(sandbox: Sandbox, network?: ReturnType<typeof networkBy>) {
  const { url, applicationId } = sandbox;
  const api = createApi({
    application: { id: applicationId, region: null, configUrl: url, captureUrl: url },
    credentials: { clientId: owner?.id ?? '', clientSecret: new Secret(owner?.secret ?? '') },
    userAgent: { name: 'capstan', version: '0.0.0' },
    network,
  });
  const items = new Map([['site_name', 'Über & \u2028 100 %']]);
  const seen = [
    await api.listClients(),
    await api.readGlobalSettings(),
    await api.setKeys(null, items),
    await api.setKeys('no such client', items),
    await api.readGlobalSettings(),
  ];
  await api.close();
  const requests = sandbox.requests.map(
    ({ headers: { host: _, connection: _kept, 'content-length': _bytes, ...headers }, ...request }) => ({
      ...request,
      headers,
    }),
  );
  // Numbers of requests are random, and ports free ones.
  const text = inspect(seen, { depth: null })
    .replaceAll(url, 'URL')
    .replace(/request \w{16}/g, 'request N');
  return { seen: text, requests, state: sandbox.state() };
}

it('a sandbox without connections sees and answers what one over HTTP does', async () => {
  expect(await asked(here, networkBy(here.transport))).toEqual(await asked(overHttp));
});
