import { expect, it } from 'vitest';
import type { Interception, RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import { client, config, form } from './ask.ts';
import { open } from './sandboxes.ts';

/** A sandbox under one fault, and what a PUT of settings comes to there. */
async function putUnder(fault: Interception, latencyMs = 0) {
  const sandbox = await open({ intercept: () => fault, latencyMs });
  const reply = await config(sandbox, 'PUT', 'settings', { site_name: 'New' }).catch(() => 'broken' as const);
  const [record] = sandbox.requests;
  return { reply, written: sandbox.state().settings['site_name'] === 'New', status: record?.status };
}

it('answers in place of the service, with or without its work', async () => {
  const reply = { status: 503, headers: { 'retry-after': '1' }, body: 'busy' };
  const skipped = await putUnder({ kind: 'answer', work: 'skipped', reply });
  expect(skipped).toMatchObject({ reply: { status: 503, text: 'busy' }, written: false, status: 503 });
  const done = await putUnder({ kind: 'answer', work: 'done', reply: { status: 504 } });
  expect(done).toMatchObject({ reply: { status: 504, body: {} }, written: true, status: 504 });
});

it('lets a test change the true reply', async () => {
  const edited = await putUnder({
    kind: 'edit-reply',
    edit: (reply) => ({ ...reply, body: reply.body.replace('New', 'Lie') }),
  });
  expect(edited).toMatchObject({ reply: { status: 200, body: { site_name: 'Lie' } }, written: true });
});

it.each(['done', 'skipped'] as const)('resets the connection with the work %s', async (work) => {
  expect(await putUnder({ kind: 'reset', work })).toEqual({
    reply: 'broken',
    written: work === 'done',
    status: undefined,
  });
});

it.each(['done', 'skipped'] as const)('cuts the answer off with the work %s', async (work) => {
  const cut = await putUnder({ kind: 'cut-off', work });
  expect(cut).toEqual({ reply: 'broken', written: work === 'done', status: 200 });
  const atOnce = await putUnder({
    kind: 'cut-off',
    work,
    reply: { status: 500, body: 'nothing of this' },
    sendBytes: 0,
  });
  expect(atOnce).toEqual({ reply: 'broken', written: work === 'done', status: 500 });
});

it.each(['before-work', 'after-work'] as const)('waits %s, then goes on with the next fault', async (when) => {
  expect(await putUnder({ kind: 'delay', delayMs: 1, when })).toMatchObject({ reply: { status: 200 }, written: true });
  const then: Interception = { kind: 'answer', work: 'skipped', reply: { status: 500 } };
  const until = new Promise((resolve) => setTimeout(resolve, 1));
  expect(await putUnder({ kind: 'hold', until })).toMatchObject({ reply: { status: 200 }, written: true });
  expect(await putUnder({ kind: 'hold', until, then })).toMatchObject({ reply: { status: 500 }, written: false });
  expect(await putUnder({ kind: 'delay', delayMs: 1, when, then }, 1)).toMatchObject({
    reply: { status: 500 },
    written: false,
  });
});

it('stays silent until the sandbox closes', async () => {
  const sandbox = await open({ intercept: () => ({ kind: 'silence', work: 'done' }) });
  const reply = config(sandbox, 'PUT', 'settings', { site_name: 'New' }).catch(() => 'broken');
  await expect.poll(() => sandbox.state().settings['site_name']).toBe('New');
  await sandbox.close();
  expect(await reply).toBe('broken');
});

it('shows the interceptor what was asked and by whom, and goes on without a fault', async () => {
  const seen: RecordedRequest[] = [];
  const sandbox = await open({
    intercept: (request) => {
      seen.push(request);
      return undefined;
    },
  });
  await form(sandbox, '/settings/set_default?trace=1', { key: 'a', value: 'b&c' });
  await config(sandbox, 'PUT', 'settings', { site_name: 'x' }, null);
  const { id } = client(sandbox, 0);
  const expected = [
    {
      method: 'POST',
      path: '/settings/set_default',
      query: { trace: '1' },
      form: { key: 'a', value: 'b&c' },
      body: undefined,
      clientId: id,
    },
    { method: 'PUT', form: {}, query: {}, body: { site_name: 'x' }, text: '{"site_name":"x"}', clientId: undefined },
  ];
  expect(seen).toMatchObject(expected);
  expect(seen.map(({ status }) => status)).toEqual([undefined, undefined]);
  expect(sandbox.requests).toMatchObject(expected);
  expect(sandbox.requests.map(({ status }) => status)).toEqual([200, 401]);
  sandbox.clearRequests();
  expect(sandbox.requests).toEqual([]);
});

it('forgets a request that was cleared while it was answered', async () => {
  const clearing: Interception = {
    kind: 'edit-reply',
    edit: (reply) => {
      sandbox.clearRequests();
      return reply;
    },
  };
  const sandbox = await open({ intercept: () => clearing });
  expect(await config(sandbox, 'GET', 'settings')).toMatchObject({ status: 200 });
  expect(sandbox.requests).toEqual([]);
});
