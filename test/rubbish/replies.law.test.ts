import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedJson, parseJson, scanJson } from '../../src/leaf/parse-json.ts';
import { classifyRead } from '../../src/service/responses/classify-read.ts';
import { classifyWrite } from '../../src/service/responses/classify-write.ts';
import { parseOptions, parseSettings } from '../../src/service/responses/parse-settings.ts';
import { parseClients, parseOneClient } from '../../src/service/responses/parse-things.ts';
import type { Exchange } from '../../src/service/transport/exchange.ts';
import { mangled, mutated, rubbishRuns } from './mutations.ts';

const self = '/config/app1';
const settings = {
  _self: `${self}/clients/web/settings`,
  _global: { _self: `${self}/settings`, site_name: 'canary-global', custom: { a: 'x' } },
  login_attempts: 5,
  rpx_key: 'canary-key',
  custom: { ['__proto__']: 'canary-custom', n: '1' },
};
const client = {
  _self: `${self}/clients/web`,
  _id: 'web',
  _secret: 'canary-client-secret',
  name: 'canary-name',
  features: ['owner'],
  ipWhitelist: ['0.0.0.0/0'],
};
const option = {
  name: 'site_name',
  type: 'string',
  globalOnly: false,
  group: 'canary-group',
  values: ['canary-value'],
};
const refusals = [
  { stat: 'error', code: 200, error: 'canary-error', argument_name: 'items' },
  { errors: 'canary-text' },
];

const replies: readonly unknown[] = [settings, client, [client], [option], { options: [option] }, ...refusals];
const headers = fc.constantFrom(new Map([['content-type', 'application/json']]), new Map([['retry-after', '1e9']]));
const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 502, 510, 0);

describe('a reply of rubbish', () => {
  const bodies = fc.constantFrom(...replies).chain((reply) =>
    fc.oneof(
      mangled(Buffer.from(JSON.stringify(reply))),
      mutated(reply).map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    ),
  );
  const exchanges = fc
    .record({ status, headers, body: bodies })
    .map((reply): Exchange => ({ kind: 'reply', ...reply }));

  it('to a read is judged without a throw, and without quoting it', () => {
    fc.assert(
      fc.property(exchanges, (reply) => {
        const attempt = classifyRead(reply, 'GET x', 0);
        if (attempt.kind === 'failed') expect(JSON.stringify(attempt)).not.toContain('canary');
        if (attempt.kind === 'json') judgeMeaning(attempt.json);
      }),
      rubbishRuns,
    );
  });

  it('to a write is judged without a throw, and without quoting it or what was sent', () => {
    const written = fc.constantFrom('POST' as const, 'PUT' as const).map((method) => ({
      method,
      asked: `${method} x`,
      keys: ['site_name'],
      sent: 'items=canary-sent',
    }));
    fc.assert(
      fc.property(exchanges, written, (reply, request) => {
        const sent = classifyWrite(reply, request, 0);
        expect(JSON.stringify(sent)).not.toContain('canary');
        // What proves nothing is never "done".
        if (sent.kind === 'done') expect(reply.kind === 'reply' && reply.status).toBe(200);
      }),
      rubbishRuns,
    );
  });

  it('is JSON for the parser just when it is for JavaScript, but for depth and keys that stand twice', () => {
    fc.assert(
      fc.property(bodies, (bytes) => {
        const text = bytes.toString('utf8');
        const parsed = parseJson(text);
        const scan = scanJson(text, 64);
        if (parsed.ok) expect(scan.kind).toBe('sound');
        if (parsed.ok || scan.kind !== 'sound') return;
        expect(() => JSON.parse(text)).toThrow();
      }),
      rubbishRuns,
    );
  });
});

function judgeMeaning(json: ParsedJson): void {
  const clients = [parseClients(json, 'web'), parseOneClient(json, 'web')];
  const others = [parseSettings(json, 'web'), parseSettings(json, null), parseOptions(json)];
  const wrong = [...clients, ...others].map((result) => (result.ok ? '' : result.wrong)).join(' ');
  expect(wrong).not.toContain('canary');
  // No reader of clients ever hands the secret on.
  expect(JSON.stringify(clients.map(plain))).not.toContain('canary-client-secret');
}

function plain(value: unknown): unknown {
  return value instanceof Map ? [...value].map(([key, part]) => [key, plain(part)]) : spread(value);
}

function spread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, part]) => [key, plain(part)]);
}
