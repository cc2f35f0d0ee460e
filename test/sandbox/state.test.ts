import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { readStateFile } from '../../src/sandbox/state-file.ts';
import { client, config, form } from './ask.ts';
import { open } from './sandboxes.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'capstan-sandbox-'));
});
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});
const file = (name = 'state.json') => join(directory, name);

describe('the state file', () => {
  it('survives a restart, with every kind of write', async () => {
    const first = await open({ stateFile: file() });
    await config(first, 'PUT', 'settings', { custom: { a: 'ü' }, user_search_display_fields: [null] });
    await form(first, '/settings/set', { key: '__proto__', value: 'x' });
    await config(first, 'PUT', `clients/${client(first, 1).id}/secret`, { hoursToLive: 168 });
    await form(first, '/settings/widget/publish', { for_client_id: client(first, 2).id });
    first.edit((state) => ({ ...state, settings: { ...state.settings, site_name: 'Console' } }));
    const state = first.state();
    await first.close();
    const second = await open({ stateFile: file(), seed: defaultSeed() });
    expect(second.state()).toEqual(state);
    expect(JSON.stringify(second.state())).toContain('"__proto__":"x"');
    expect(second.applicationId).toBe(first.applicationId);
  });

  it('is made from the seed, readable for its owner only, and leaves no drafts', async () => {
    const seed = { ...defaultSeed(), custom: { from: 'seed' } };
    const sandbox = await open({ stateFile: file(), seed });
    await config(sandbox, 'PUT', 'settings', {});
    expect(readdirSync(directory)).toEqual(['state.json']);
    expect(statSync(file()).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(sandbox.state());
  });

  it('keeps neither file nor memory changed when it cannot be written', async () => {
    mkdirSync(file('sub'));
    const sandbox = await open({ stateFile: file('sub/state.json') });
    const before = sandbox.state();
    rmSync(file('sub'), { recursive: true });
    expect(await config(sandbox, 'PUT', 'settings', {})).toMatchObject({
      status: 500,
      body: { errors: expect.any(String) },
    });
    expect(await form(sandbox, '/settings/set_default', { key: 'a', value: 'b' })).toMatchObject({
      status: 200,
      body: { stat: 'error', code: 500, error: 'unexpected_error' },
    });
    expect(sandbox.state()).toEqual(before);
  });

  it('that cannot be written is refused at once, with 73', async () => {
    await expect(open({ stateFile: file('none/state.json') })).rejects.toMatchObject({
      exitCode: 73,
      message: expect.stringContaining('--state'),
    });
  });

  it.each([
    ['', 'cut off'],
    ['{"application": {"id": "a"}, "settings": {', 'cut off'],
    ['[]', 'not a JSON object'],
    ['{}', 'application: is missing'],
    ['{"application": "a"}', 'application: must be an object'],
    ['{"application": {"id": ""}}', 'application: id: must be a text'],
    ['{"application": {"id": "a"}, "setings": {}}', 'unknown name "setings"'],
    ['{"application": {"id": "a"}, "settings": []}', 'settings: must be an object'],
    ['{"application": {"id": "a"}, "clients": {}}', 'clients: must be a list'],
    ['{"application": {"id": "a"}, "clients": [1]}', 'clients: [0] must be an object'],
    ['{"application": {"id": "a"}, "clients": [{"id": "b"}]}', 'clients: [0] secret: is missing'],
    [
      '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d", "features": "owner"}]}',
      'features: must be a list of texts',
    ],
    [
      '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d", "ipWhitelist": ["x"]}]}',
      'invalid cidr address: x',
    ],
    [
      '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d", "ipWhitelist": "x"}]}',
      'must be a list of texts',
    ],
    [
      '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d", "oldSecrets": [{"secret": "x", "validUntilMs": "1"}]}]}',
      'validUntilMs: must be a number',
    ],
    [
      '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d"}, {"id": "b", "secret": "c", "name": "e"}]}',
      'two clients with the id "b"',
    ],
    [
      '{"application": {"id": "a"}, "options": [{"globalOnly": 1, "group": "", "name": "x", "type": "json", "values": []}]}',
      'globalOnly: must be true or false',
    ],
    [
      '{"application": {"id": "a"}, "options": [{"globalOnly": true, "group": 1, "name": "x", "type": "json", "values": []}]}',
      'group: must be a text',
    ],
    [
      '{"application": {"id": "a"}, "options": [{"globalOnly": true, "group": "", "name": "x", "type": "text", "values": []}]}',
      'must be one of string, boolean',
    ],
    [
      '{"application": {"id": "a"}, "options": [{"globalOnly": true, "group": "", "name": "x", "type": "json", "values": 1}]}',
      'values: must be a list',
    ],
  ])('%j is refused with 65 and its reason, and stays as it is', async (content, reason) => {
    writeFileSync(file(), content);
    await expect(open({ stateFile: file() })).rejects.toMatchObject({
      exitCode: 65,
      message: expect.stringMatching(new RegExp(`state\\.json: .*${reason.replaceAll(/[[\]]/g, '\\$&')}`)),
    });
    expect(readFileSync(file(), 'utf8')).toBe(content);
  });
});

describe('a seed', () => {
  it('written by hand may leave out what has a default', async () => {
    writeFileSync(file(), '{"application": {"id": "a"}, "clients": [{"id": "b", "secret": "c", "name": "d"}]}');
    const sandbox = await open({ seed: readStateFile(file()) });
    expect(sandbox.state()).toEqual({
      application: { id: 'a' },
      settings: {},
      custom: {},
      options: defaultSeed().options,
      clients: [
        { id: 'b', secret: 'c', name: 'd', ipWhitelist: ['0.0.0.0/0'], features: [], settings: {}, custom: {} },
      ],
    });
  });

  it('that cannot be read is refused with 65', () => {
    expect(() => readStateFile(file('none.json'))).toThrow(
      expect.objectContaining({ exitCode: 65, message: expect.stringContaining('none.json') }),
    );
    expect(existsSync(file('none.json'))).toBe(false);
  });
});

it('gives out copies: neither the seed nor a read state is tied to the service', async () => {
  const seed = defaultSeed();
  const sandbox = await open({ seed });
  sandbox.edit((state) => ({ ...state, settings: {} }));
  expect(seed.settings).not.toEqual({});
  const state = sandbox.state() as { settings: Record<string, string> };
  state.settings['site_name'] = 'changed';
  expect(sandbox.state().settings).toEqual({});
});

it('refuses an edit that would not be a state', async () => {
  const sandbox = await open();
  const before = sandbox.state();
  expect(() => sandbox.edit((state) => ({ ...state, clients: [...state.clients, ...state.clients] }))).toThrow(
    'two clients',
  );
  expect(sandbox.state()).toEqual(before);
});

it('loses no write when many come at once', async () => {
  const sandbox = await open({ stateFile: file() });
  const keys = Array.from({ length: 100 }, (_, index) => `key_${index}`);
  const replies = await Promise.all(keys.map((key) => form(sandbox, '/settings/set_default', { key, value: key })));
  expect(replies.every(({ body }) => JSON.stringify(body) === '{"result":false,"stat":"ok"}')).toBe(true);
  expect(sandbox.state().custom).toMatchObject(Object.fromEntries(keys.map((key) => [key, key])));
  expect(sandbox.requests).toHaveLength(100);
  expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
});

it('says which port is taken, with 64', async () => {
  const sandbox = await open();
  const port = Number(new URL(sandbox.url).port);
  await expect(open({ port })).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringContaining(`Port ${port} is already in use`),
  });
});

it('listens on the loopback address only', async () => {
  const sandbox = await open();
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('outlives callers that hang up in the middle or talk nonsense', async () => {
  const sandbox = await open();
  const port = Number(new URL(sandbox.url).port);
  const half = 'PUT /config/x/settings HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"';
  for (const text of [half, 'nonsense\r\n\r\n', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        text === half ? socket.write(text, () => socket.destroy()) : socket.write(text),
      );
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.resume();
    });
  }
  expect(await config(sandbox, 'GET', 'settings')).toMatchObject({ status: 200 });
});
