import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { greeting } from '../../src/sandbox/run-sandbox.ts';
import { switchList } from '../../src/sandbox/switches.ts';
import { beginProgram, runProgram } from '../support/run-program.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'capstan-sandbox-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function started(...args: string[]) {
  const { ended, printed, signal } = beginProgram(['sandbox', ...args], { cwd: directory });
  await expect.poll(printed, { timeout: 10_000 }).not.toBe('');
  const text = printed();
  return { ended, signal, text, url: /http:\/\/\S+/.exec(text)?.[0] ?? '' };
}

it('prints where it listens and a configuration to copy, and ends cleanly when interrupted', async () => {
  const { ended, signal, text, url } = await started(
    '--port',
    '0',
    '--switch',
    'createdStatus=200',
    '--switch',
    'cacheSeconds=0',
  );
  const owner = defaultSeed().clients[0];
  expect(text).toContain(`export CAPSTAN_CLIENT_ID=${owner?.id}\nexport CAPSTAN_CLIENT_SECRET=${owner?.secret}\n`);
  expect(parse(text.slice(text.indexOf('version: 1')))).toEqual({
    version: 1,
    application: { id: defaultSeed().application.id, configUrl: url, captureUrl: url },
    settings: { login_attempts: 5 },
    custom: { site_locale: 'US' },
  });
  expect((await fetch(`${url}/config/x/settings`)).status).toBe(401);
  signal('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  await expect(fetch(url)).rejects.toThrow();
});

it('starts from a seed and keeps a state', async () => {
  const seed = join(directory, 'seed.json');
  writeFileSync(seed, JSON.stringify({ ...defaultSeed(), application: { id: 'seeded' } }));
  const { ended, signal, text } = await started(
    '--port',
    '0',
    '--seed',
    seed,
    '--state',
    join(directory, 'state.json'),
  );
  signal('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect(text).toContain('id: "seeded"');
});

it('prints its switches and starts nothing', async () => {
  const words = ['sandbox', '--switch', 'createdStatus=200', '--switch', 'list'];
  expect(await runProgram(words, { cwd: directory })).toEqual({ code: 0, stdout: `${switchList()}\n`, stderr: '' });
});

it('starts its clock where it is told', async () => {
  const { ended, signal, url } = await started('--port', '0', '--clock', '2020-02-29T12:00:00Z');
  const { id, secret } = defaultSeed().clients[0] ?? { id: '', secret: '' };
  const signed = (date: string) => {
    const signature = createHmac('sha1', secret).update(`/settings/keys\n${date}\n`).digest('base64');
    return new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Signature ${id}:${signature}`, date };
      const sent = request(`${url}/settings/keys`, { method: 'POST', headers }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      });
      sent.once('error', reject).end();
    });
  };
  expect(await signed('2020-02-29 12:00:01')).toContain('"stat":"ok"');
  expect(await signed('2020-02-29 12:10:01')).toContain('"code":402');
  signal('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

it.each(['yesterday', '2020-02-30T12:00:00', '1582945200'])('refuses the clock %s', async (clock) => {
  expect(await runProgram(['sandbox', '--port', '0', '--clock', clock], { cwd: directory })).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('2026-01-31T09:30:00Z'),
  });
});

it('refuses an unknown switch before it listens', async () => {
  expect(await runProgram(['sandbox', '--switch', 'casheSeconds=1'], { cwd: directory })).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('Did you mean cacheSeconds?'),
  });
});

it('quotes odd credentials for the shell and says when no one could use them', () => {
  const seed = defaultSeed();
  const odd = { ...seed, clients: seed.clients.map((one) => ({ ...one, secret: "it's $HOME" })) };
  expect(greeting('http://127.0.0.1:1', odd)).toContain("export CAPSTAN_CLIENT_SECRET='it'\\''s $HOME'\n");
  expect(greeting('http://127.0.0.1:1', { ...seed, clients: [] })).toContain('no one can');
});
