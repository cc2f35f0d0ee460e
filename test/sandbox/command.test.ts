import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { Sandbox } from '../../src/commands/sandbox.ts';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { greeting } from '../../src/sandbox/greeting.ts';
import { switchList } from '../../src/sandbox/switches.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'capstan-sandbox-'));
  // A root of its own: the command is tested from its source, not from whatever was built last.
  writeFileSync(join(directory, 'package.json'), '{"name": "test", "version": "0.0.0", "oclif": {}}');
});
afterEach(() => rmSync(directory, { recursive: true }));

async function started(...args: string[]) {
  const printed: string[] = [];
  const log = vi.spyOn(Sandbox.prototype, 'log').mockImplementation((text = '') => void printed.push(text));
  const run = Sandbox.run(args, directory);
  await expect.poll(() => printed, { timeout: 10_000 }).not.toEqual([]);
  await expect.poll(() => process.listenerCount('SIGINT')).toBeGreaterThan(0);
  log.mockRestore();
  const text = printed.join('\n');
  return { run, text, url: /http:\/\/\S+/.exec(text)?.[0] ?? '' };
}

it('prints where it listens and a configuration to copy, and ends cleanly when interrupted', async () => {
  const { run, text, url } = await started(
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
  process.emit('SIGINT');
  await run;
  await expect(fetch(url)).rejects.toThrow();
});

it('starts from a seed and keeps a state', async () => {
  const seed = join(directory, 'seed.json');
  writeFileSync(seed, JSON.stringify({ ...defaultSeed(), application: { id: 'seeded' } }));
  const { run, text } = await started('--port', '0', '--seed', seed, '--state', join(directory, 'state.json'));
  process.emit('SIGTERM');
  await run;
  expect(text).toContain('id: "seeded"');
});

it('prints its switches and starts nothing', async () => {
  const printed: string[] = [];
  const log = vi.spyOn(Sandbox.prototype, 'log').mockImplementation((text = '') => void printed.push(text));
  await Sandbox.run(['--switch', 'createdStatus=200', '--switch', 'list'], directory);
  log.mockRestore();
  expect(printed).toEqual([switchList()]);
});

it('starts its clock where it is told', async () => {
  const { run, url } = await started('--port', '0', '--clock', '2020-02-29T12:00:00Z');
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
  process.emit('SIGINT');
  await run;
});

it.each(['yesterday', '2020-02-30T12:00:00', '1582945200'])('refuses the clock %s', async (clock) => {
  await expect(Sandbox.run(['--port', '0', '--clock', clock], directory)).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringContaining('2026-01-31T09:30:00Z'),
  });
});

it('refuses an unknown switch before it listens', async () => {
  await expect(Sandbox.run(['--switch', 'casheSeconds=1'], directory)).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringContaining('Did you mean cacheSeconds?'),
  });
});

it('quotes odd credentials for the shell and says when nobody could use them', () => {
  const seed = defaultSeed();
  const odd = { ...seed, clients: seed.clients.map((one) => ({ ...one, secret: "it's $HOME" })) };
  expect(greeting('http://127.0.0.1:1', odd)).toContain("export CAPSTAN_CLIENT_SECRET='it'\\''s $HOME'\n");
  expect(greeting('http://127.0.0.1:1', { ...seed, clients: [] })).toContain('nobody can');
});
