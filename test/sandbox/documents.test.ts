import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import type { SandboxClient, SandboxState, SettingOption } from '../../src/sandbox/run-sandbox.ts';
import type { Json, JsonObject } from '../../src/sandbox/state.ts';
import { ask } from './ask.ts';
import { open } from './sandboxes.ts';

type Exchange = {
  readonly source: string;
  readonly state: {
    readonly settings?: JsonObject;
    readonly custom?: JsonObject;
    readonly client?: { readonly settings: JsonObject; readonly custom: JsonObject };
    readonly options?: readonly SettingOption[];
    readonly only?: 'owner';
  };
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly body?: JsonObject;
    readonly form?: Readonly<Record<string, string>>;
    readonly anonymous?: true;
  };
  readonly reply: { readonly status: number; readonly body: Json };
};

const DIRECTORY = new URL('../fixtures/documents/', import.meta.url);

const EXCHANGES = readdirSync(DIRECTORY)
  .filter((file) => file.endsWith('.json') && !file.endsWith('.vector.json'))
  .map((file) => ({ file, exchange: JSON.parse(readFileSync(new URL(file, DIRECTORY), 'utf8')) as Exchange }));

const OWNER: SandboxClient = {
  id: 'documentsowner000000000000000001',
  secret: 'documentssecret00000000000000001',
  name: 'application owner',
  ipWhitelist: ['0.0.0.0/0'],
  features: ['access_issuer', 'direct_access', 'owner'],
  settings: {},
  custom: {},
};

function stateFor({ state }: Exchange): SandboxState {
  const { settings = {}, custom = {}, options = defaultSeed().options } = state;
  const own = state.client ?? { settings: {}, custom: {} };
  const target = { ...OWNER, ...own, id: 'documentsclient00000000000000001', name: 'target', features: [] };
  return {
    application: { id: 'documentsapplication000001' },
    settings,
    custom,
    options,
    clients: state.only === 'owner' ? [OWNER] : [OWNER, target],
  };
}

/** Takes out what is random in replies: request ids and versions. */
function comparable(body: Json): Json {
  const text = JSON.stringify(body)
    .replace(/("request_id":)"[a-z0-9]{16}"/, '$1"documentsreq0001"')
    .replace(/("janrain_settings_version":)"[0-9a-f-]{36}"/, '$1"00000000-0000-4000-8000-000000000001"');
  return JSON.parse(text) as Json;
}

describe('the exchanges that the public documents print', () => {
  it('are all there', () => {
    expect(EXCHANGES.length).toBeGreaterThan(25);
    expect(EXCHANGES.every(({ exchange }) => exchange.source.startsWith('https://'))).toBe(true);
  });

  it.each(EXCHANGES)('$file', async ({ exchange }) => {
    const sandbox = await open({ seed: stateFor(exchange) });
    const { anonymous, ...request } = exchange.request;
    const answered = await ask(sandbox, anonymous ? { ...request, as: null } : request);
    expect(answered.status).toBe(exchange.reply.status);
    expect(comparable(answered.body)).toEqual(exchange.reply.body);
  });
});
