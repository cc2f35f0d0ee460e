import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { type SandboxOptions, startSandbox } from '../../../src/sandbox/run-sandbox.ts';
import { createApi } from '../../../src/service/client/create-api.ts';
import type { WriteApi } from '../../../src/service/interface.ts';
import { features } from '../../support/properties.ts';
import { applicationId, basic, caller, canary, connect, json, serve, valueIn } from './loopback.ts';

/** An API that signs, against a sandbox that checks signatures by itself. `aheadMs`: of this side's clock. */
async function signing(options: SandboxOptions = {}, aheadMs = 0) {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  const { clients } = sandbox.state();
  const owner = clients.find((client) => client.features.includes('owner'));
  const web = clients.find((client) => client.features.includes('login_client'));
  if (owner === undefined || web === undefined) throw new Error('the seed has no owner or no login client');
  const { url } = sandbox;
  const api = createApi({
    application: { id: sandbox.applicationId, region: null, configUrl: url, captureUrl: url, auth: 'signed' },
    credentials: { clientId: owner.id, clientSecret: new Secret(owner.secret) },
    userAgent: { name: 'capstan', version: '0' },
    now: () => Date.now() + aheadMs,
  });
  onTestFinished(() => api.close());
  return { sandbox, api, web, secret: owner.secret };
}

/** Against a service of which nothing is known but what it answers. */
async function answered(body: unknown, status: number, headers: Record<string, string> = {}) {
  const { url, seen } = await serve((_, response) => {
    response.sendDate = false;
    json(response, body, status, headers);
  });
  const application = { id: applicationId, region: null, configUrl: url, captureUrl: url, auth: 'signed' } as const;
  const { api } = connect(url, { application });
  return { seen, sent: await api.deleteKey(null, 'a') };
}

const values = new Map([
  ['site_name', 'ü & = + %20 "x"\nline\ttab'],
  ['redirect_uri', 'https://a.example/?b=c&d=e#f'],
]);

const calls: readonly [string, (api: WriteApi, id: string) => Promise<unknown>][] = [
  ['setting keys for all', (api) => api.setKeys(null, values)],
  ['setting keys of a client', (api, id) => api.setKeys(id, values)],
  ['deleting a key', (api, id) => api.deleteKey(id, 'a key & more=')],
  ['deleting a default', (api) => api.deleteKey(null, 'x')],
  [
    'setting features',
    (api, id) => api.setProperty({ kind: 'client', clientId: id }, features, ['direct_read_access']),
  ],
];

describe('a signed call', () => {
  it.each(calls)('is accepted by a service that checks signatures: %s', async (_, call) => {
    const { sandbox, api, web, secret } = await signing();
    expect(await call(api, web.id)).toEqual({ kind: 'done' });
    const [request] = sandbox.requests;
    expect(request?.headers['date']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(request?.headers['authorization']).toMatch(/^Signature sandbox\w+:[\w+/]{27}=$/);
    expect(JSON.stringify(sandbox.requests)).not.toContain(secret);
  });

  it('carries values to the service as they are', async () => {
    const { sandbox, api, web } = await signing();
    await api.setKeys(web.id, values);
    const after = sandbox.state().clients.find(({ id }) => id === web.id);
    expect({ ...after?.settings, ...after?.custom }).toMatchObject(Object.fromEntries(values));
  });

  it('is the exception: reads and full replaces go to the Configuration API, which takes Basic alone', async () => {
    const { sandbox, api } = await signing();
    const read = valueIn(await api.readGlobalSettings());
    const none = { settings: new Set<string>(), custom: new Set<string>() };
    const body = {
      settings: new Map([...read.sections.settings].filter(([, value]) => value !== null)),
      custom: read.sections.custom,
    };
    expect(await api.replaceSettings(null, read, body, none)).toEqual({ kind: 'done' });
    expect(sandbox.requests.map(({ method, headers }) => [method, headers['authorization']?.split(' ')[0]])).toEqual([
      ['GET', 'Basic'],
      ['PUT', 'Basic'],
    ]);
    expect(sandbox.requests.every(({ headers }) => headers['date'] === undefined)).toBe(true);
  });

  it('has no credentials in its path or body, and no Basic beside its signature', async () => {
    const { seen } = await answered({ stat: 'ok' }, 200);
    expect(seen[0]).toMatchObject({ url: '/settings/delete_default', body: 'key=a' });
    const headers = JSON.stringify(seen[0]?.headers);
    for (const word of [canary, basic, 'Basic']) expect(headers).not.toContain(word);
    expect(seen[0]?.headers.authorization).toMatch(new RegExp(`^Signature ${caller}:`));
    // The clock is handed in.
    expect(seen[0]?.headers.date).toBe('2026-01-01 00:00:00');
  });

  it('is not made where the file does not ask for it', async () => {
    const { url, seen } = await serve((_, response) => json(response, { stat: 'ok' }));
    await connect(url).api.deleteKey(null, 'a');
    expect(seen[0]?.headers).toMatchObject({ authorization: basic });
    expect(seen[0]?.headers).not.toHaveProperty('date');
  });
});

describe('a refused signature', () => {
  it.each([
    ['ahead of', 10 * 60_000, '200'],
    ['behind', -10 * 60_000, '200'],
    ['ahead of', 10 * 60_000, '401'],
  ] as const)('names the clock of this machine when that is %s that of the service', async (word, aheadMs, status) => {
    const { api } = await signing({ switches: { registrationAuthStatus: status } }, aheadMs);
    const sent = await api.deleteKey(null, 'a');
    expect(sent).toMatchObject({ kind: 'rejected', failure: { code: 'unauthorized' } });
    expect(JSON.stringify(sent)).toMatch(new RegExp(`whose clock is (599|600|601) s ${word} that of the service`));
  });

  it('says that the clocks agree when they do, since then the credentials are wrong', async () => {
    const refusal = { stat: 'error', code: 402, error: 'invalid_client_credentials' };
    const { sent } = await answered(refusal, 200, { date: 'Thu, 01 Jan 2026 00:00:01 GMT' });
    expect(sent).toMatchObject({ failure: { reason: expect.stringContaining('agrees with that of the service') } });
  });

  it('asks for a look at the clock when the service never told the time', async () => {
    for (const headers of [{}, { date: 'yesterday-ish' }, { date: '2026-01-01' }]) {
      const { sent } = await answered({ errors: 'Authentication required.' }, 401, headers);
      expect(sent).toMatchObject({ failure: { reason: expect.stringContaining('check its clock') } });
    }
  });

  it('is the only thing that the clock is named for', async () => {
    const { sent } = await answered({ stat: 'error', code: 403, error: 'client_permission_error' }, 200);
    expect(JSON.stringify(sent)).not.toContain('clock');
    const { url } = await serve((_, response) => json(response, { errors: 'Authentication required.' }, 401));
    expect(JSON.stringify(await connect(url).api.deleteKey(null, 'a'))).not.toContain('clock');
  });
});
