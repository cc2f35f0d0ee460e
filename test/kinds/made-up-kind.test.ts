import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reviewChange } from '../../src/engine/impact/impact-of-change.ts';
import { absorb, apply, findDrift, load, type Plan, plan, undo, validate } from '../../src/index.ts';
import { keyCallsOf, propertyCallOf, propertyOf, thingsKind } from '../../src/kinds/index.ts';
import type { Property, ThingsKind } from '../../src/kinds/kind.ts';
import { type Call, describeCall } from '../../src/model/change.ts';
import { resolveThings } from '../../src/model/live.ts';
import { aLiveState, callerId } from '../support/builders.ts';
import { makeKeysCheap } from '../support/cheap-keys.ts';
import { serveWebhooks } from './service-with-webhooks.ts';

// The row is all that the program is told of the kind, and this its part of the schema.
vi.mock('../../src/kinds/table.ts', async (original) => {
  const { thingKinds } = await original<{ thingKinds: readonly ThingsKind[] }>();
  const property: Omit<Property, 'name' | 'type' | 'member' | 'call' | 'noun' | 'says'> = {
    maxEntries: 10,
    known: null,
    includes: {},
    rank: 'beside-settings',
    planned: 'update',
    unmanaged: 'silent',
    entry: 'event',
  };
  const webhook: ThingsKind<'made-up'> = {
    name: 'made-up',
    noun: 'webhook',
    place: { member: 'webhooks', path: '/webhooks', parameter: 'webhook_id', id: 'id' },
    keys: null,
    properties: [
      {
        ...property,
        name: 'url',
        type: 'text',
        member: 'url',
        call: { path: '/webhooks/set_url', parameter: 'url' },
        noun: 'URL',
        says: 'Where events go.',
      },
      {
        ...property,
        name: 'events',
        type: 'words',
        member: 'events',
        call: null,
        noun: 'events',
        says: 'Which events.',
      },
    ],
    inherits: false,
    calls: false,
    rank: 2,
    guards: [
      {
        code: 'webhook-in-clear',
        property: 'url',
        check: ({ after }) =>
          typeof after === 'string' && after.startsWith('http://')
            ? { severity: 'refuse', fact: 'would send events in clear', cure: 'use https' }
            : null,
      },
    ],
  };
  return { thingKinds: [...thingKinds, webhook] };
});
vi.mock('../../src/generated/validate-config.js', async (original) => {
  const { validate: real } = await original<typeof import('../../src/generated/validate-config.js')>();
  const validate = (data: { readonly webhooks?: unknown }) => {
    const { webhooks: _webhooks, ...rest } = data;
    return real(rest);
  };
  return { validate };
});

makeKeysCheap();

let folder: string;
let service: Awaited<ReturnType<typeof serveWebhooks>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-made-up-'));
  service = await serveWebhooks(callerId);
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const yes = (): 'yes' => 'yes';

function here() {
  const env = { CAPSTAN_CLIENT_ID: callerId, CAPSTAN_CLIENT_SECRET: 'canary' };
  return { cwd: folder, env, sleep: () => Promise.resolve() };
}

function write(lines: readonly string[], name = 'capstan.yaml', head: readonly string[] = []): void {
  const application = ['application:', '  id: app', `  configUrl: ${service.url}`, `  captureUrl: ${service.url}`];
  writeFileSync(join(folder, name), ['version: 1', ...head, ...application, ...lines, ''].join('\n'));
}

function orders(...lines: readonly string[]): readonly string[] {
  return ['webhooks:', '  orders:', '    id: wh1', ...lines.map((line) => `    ${line}`)];
}

function codes({ findings }: Plan): readonly string[] {
  return findings.map(({ code, severity, target }) => `${severity} ${code} ${target}`);
}

function nextMonth(): string {
  return new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

const aReplacingCall: Call = {
  kind: 'replace-client',
  id: 'c1',
  scope: { kind: 'made-up', alias: 'orders', clientId: 'wh/1' },
  changes: [],
};
const wanted = ['url: https://c.example/hook', 'events: [updated, created]'];

describe('a kind that is a row in the table', () => {
  it('is planned, applied, read back and undone', async () => {
    const before = structuredClone(service.webhooks);
    write(orders(...wanted));
    const made = await plan('capstan.yaml', here());
    const change = { action: 'update', id: 'wh1', origin: 'unknown' };
    expect(made.changes).toMatchObject([
      { ...change, target: 'webhooks.orders.url', before: 'https://a.example/hook', after: 'https://c.example/hook' },
      { ...change, target: 'webhooks.orders.events', before: ['created'], after: ['created', 'updated'] },
    ]);
    expect(made.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /config/app/webhooks/wh1',
      'POST /webhooks/set_url',
    ]);
    expect(Object.keys(made.fingerprints)).toEqual(['webhooks.orders']);
    expect(service.writes()).toEqual([]);

    const saved: Plan = JSON.parse(JSON.stringify(made));
    const { run } = await apply('capstan.yaml', { ...here(), plan: saved });
    expect(run).toMatchObject({ result: 'done', sideEffects: [] });
    expect(run.outcomes).toMatchObject([
      { status: 'done', verified: true, seen: 'new' },
      { status: 'done', verified: true, seen: 'new' },
    ]);
    expect(service.writes()).toEqual([
      'PUT /config/app/webhooks/wh1 {"id":"wh1","url":"https://a.example/hook","events":["created","updated"],"createdBy":"ann"}',
      'POST /webhooks/set_url url=https://c.example/hook&webhook_id=wh1',
    ]);
    expect(await plan('capstan.yaml', here())).toMatchObject({ status: 'in-sync', changes: [] });

    const undone = await undo(run.run.id, { ...here(), approve: yes, files: ['capstan.yaml'] });
    expect(undone.run.result).toBe('done');
    expect(service.webhooks).toEqual(before);
    expect(undone.reapplyConflicts.map(({ target }) => target)).toEqual([
      'webhooks.orders.url',
      'webhooks.orders.events',
    ]);
  });

  it('is not undone when someone changed it since, and stops a run between plan and write', async () => {
    write(orders('events: []'));
    const saved = await plan('capstan.yaml', here());
    const { run } = await apply('capstan.yaml', { ...here(), plan: saved });
    const edit = (url: string, events: readonly string[]) =>
      service.webhooks.set('wh1', { id: 'wh1', url, events, createdBy: 'ann' });
    edit('https://a.example/hook', ['deleted']);
    const seen: Plan[] = [];
    const approve = (one: Plan): 'no' => {
      seen.push(one);
      return 'no';
    };
    const undone = await undo(run.run.id, { ...here(), approve });
    expect(undone.run.result).toBe('refused');
    expect(codes(undone.plan)).toContain('refuse changed-since webhooks.orders.events');
    const late = await apply('capstan.yaml', {
      ...here(),
      approve: () => {
        edit('https://a.example/hook', ['created', 'deleted']);
        return 'yes';
      },
    });
    expect(late.run).toMatchObject({ result: 'stale' });
    // What the plan does not touch is carried over.
    const beside = await apply('capstan.yaml', {
      ...here(),
      approve: () => {
        edit('https://moved.example/hook', ['created', 'deleted']);
        return 'yes';
      },
    });
    expect(beside.run).toMatchObject({ result: 'done', changedMeanwhile: ['webhooks.orders'] });
    expect(service.webhooks.get('wh1')).toMatchObject({ url: 'https://moved.example/hook', events: [] });
  });

  it('has targets like others, for all lists of a file', async () => {
    const changed = async (options: object = {}) =>
      (await plan('capstan.yaml', { ...here(), ...options })).changes.map(({ target }) => target);
    write(orders(...wanted));
    expect(await changed({ only: ['webhooks.*.url'] })).toEqual(['webhooks.orders.url']);
    await expect(changed({ only: ['webhooks.orders.urls'] })).rejects.toMatchObject({
      problems: [{ code: 'bad-target', cure: expect.stringContaining('webhooks.ALIAS.events, webhooks.ALIAS') }],
    });
    expect(codes(await plan('capstan.yaml', { ...here(), only: ['webhooks.other.url'] }))).toEqual([
      'refuse only-matches-nothing global',
    ]);
    write([...orders(...wanted), 'expected: [webhooks.orders.url, webhooks.others]']);
    expect(codes(await plan('capstan.yaml', here()))).toContain('warning names-nothing global');
    write(orders(...wanted), 'base.yaml');
    write(['ignore: [webhooks.orders.events]'], 'capstan.yaml', ['extends: base.yaml']);
    expect(await changed()).toEqual(['webhooks.orders.url']);
    write(['drop: [webhooks.orders]'], 'capstan.yaml', ['extends: base.yaml']);
    expect(await changed()).toEqual([]);
    write(['drop: [webhooks.orders.url]'], 'capstan.yaml', ['extends: base.yaml']);
    expect(await changed()).toEqual(['webhooks.orders.events']);
    const accept = "accept: [{ target: webhooks.orders.events, live: [created], until: '2099-01-01', reason: test }]";
    write([...orders(...wanted), accept.replace('2099-01-01', nextMonth())]);
    expect(await changed()).toEqual(['webhooks.orders.url']);
  });

  it('has guards: one for things that are missing, and its own', async () => {
    write(orders('url: http://c.example/hook'));
    expect(codes(await plan('capstan.yaml', here()))).toEqual(['refuse webhook-in-clear webhooks.orders.url']);
    write(orders('url: https://c.example/hook'));
    service.webhooks.delete('wh1');
    expect(codes(await plan('capstan.yaml', here()))).toEqual(['refuse client-missing webhooks.orders']);
    expect(await plan('capstan.yaml', { ...here(), only: ['webhooks.others'] }).then(codes)).toEqual([
      'refuse only-matches-nothing global',
    ]);
  });

  it('is judged in a file alone', async () => {
    write(['webhooks:', '  orders:', '    url: ${secret:URL}', '  wrong:', '    id: a b']);
    const { problems } = await validate('capstan.yaml', here());
    expect(problems.map(({ code, source }) => `${code} ${source?.line}`)).toEqual([
      'missing-key 7',
      'secret-not-allowed 8',
      'variable-not-allowed 8',
      'bad-id 10',
    ]);
    write(orders(...wanted));
    expect(await validate('capstan.yaml', here())).toMatchObject({ valid: true });
  });

  it('tells drift from what is pending', async () => {
    write(orders('url: https://a.example/hook', 'events: [created]'), 'applied.yaml');
    write(orders('url: https://c.example/hook', 'events: [created]'));
    service.webhooks.set('wh1', { id: 'wh1', url: 'https://a.example/hook', events: [], createdBy: 'ann' });
    const drift = await findDrift('capstan.yaml', { ...here(), baseline: 'applied.yaml' });
    expect(drift.rows.map((row) => `${row.class} ${row.target}`)).toEqual([
      'pending webhooks.orders.url',
      'drift webhooks.orders.events',
    ]);
    const made = await plan('capstan.yaml', { ...here(), baseline: 'applied.yaml' });
    expect(codes(made)).toContain('refuse overwrites-drift webhooks.orders.events');
    const { absorbed } = await absorb('capstan.yaml', { ...here(), baseline: 'applied.yaml', approve: yes });
    expect(absorbed).toEqual([{ target: 'webhooks.orders.events', file: 'capstan.yaml' }]);
    expect(readFileSync(join(folder, 'capstan.yaml'), 'utf8')).toContain('    events: []\n');
    write([...orders('url: https://a.example/hook', 'events: []')]);
    const both = await findDrift('capstan.yaml', { ...here(), baseline: 'applied.yaml' });
    expect(both.rows.map((row) => `${row.class} ${row.target}`)).toEqual(['converged webhooks.orders.events']);
  });

  it('goes by its id in what protects', async () => {
    write(orders(...wanted));
    writeFileSync(
      join(folder, 'capstan.protect.yaml'),
      "version: 1\nprotect:\n  - { target: 'webhooks.@wh1.url', reason: contract }\n",
    );
    expect(codes(await plan('capstan.yaml', here()))).toContain('refuse protected webhooks.orders.url');
  });

  it('comes in the order of kinds and aliases, and is left out where it was not read', async () => {
    write([...orders(...wanted), '  bills:', '    id: wh2', '    events: [paid]', '  gone:', '    id: wh9']);
    const made = await plan('capstan.yaml', here());
    expect(made.changes.map(({ target }) => target)).toEqual([
      'webhooks.bills.events',
      'webhooks.orders.url',
      'webhooks.orders.events',
    ]);
    expect(Object.keys(made.fingerprints)).toEqual(['webhooks.bills', 'webhooks.orders']);
    const { desired } = await load('capstan.yaml', here());
    expect(resolveThings(desired, aLiveState({}))).toEqual([]);
    write(orders(...wanted), 'applied.yaml');
    const { rows } = await findDrift('capstan.yaml', { ...here(), baseline: 'applied.yaml' });
    expect(rows.map((row) => `${row.class} ${row.target}`)).toEqual([
      'pending webhooks.bills.events',
      'drift webhooks.orders.url',
      'drift webhooks.orders.events',
    ]);
    const { run } = await apply('capstan.yaml', { ...here(), approve: yes, only: ['webhooks.bills'] });
    const undone = await undo(run.run.id, { ...here(), approve: yes, files: ['capstan.yaml'] });
    expect(undone.reapplyConflicts.map(({ target }) => target)).toEqual(['webhooks.bills.events']);
    expect(service.webhooks.get('wh2')?.events).toEqual([]);
  });

  it('has no settings, and no call for each property', () => {
    expect(() => keyCallsOf({ kind: 'made-up' })).toThrow('a webhook has no settings');
    const events = propertyOf(thingsKind('made-up'), 'events');
    expect(() => events && propertyCallOf(events)).toThrow('no call writes events alone');
    const change = { action: 'update', target: 'webhooks.orders.url', before: 'a', after: 'b' } as const;
    expect(reviewChange(change, () => undefined).impact).toContain('another value of url on orders is unknown');
    expect(describeCall(aReplacingCall, 'app').path).toBe('/config/app/webhooks/wh%2F1');
  });
});
