import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ImportFlags, importApplication } from '../../../src/cli/actions/import.ts';
import { exitCode } from '../../../src/cli/exit-codes.ts';
import { defaultSeed } from '../../../src/sandbox/default-seed.ts';
import { type Sandbox, type SandboxState, startSandbox } from '../../../src/sandbox/run-sandbox.ts';
import type { ExpectedEnd } from '../../../src/workflows/ending.ts';
import { planFile } from '../../../src/workflows/plan.ts';
import { type FakeSession, fakeSession } from '../../cli/fake-session.ts';

const [owner, webLogin] = [defaultSeed().clients[0], defaultSeed().clients[2]];
let folder = '';
let sandbox: Sandbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-import-test-'));
  sandbox = await startSandbox();
});

afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const session = (variables: FakeSession['variables'] = {}): FakeSession =>
  fakeSession({
    cwd: folder,
    variables: { CAPSTAN_CLIENT_ID: owner?.id, CAPSTAN_CLIENT_SECRET: owner?.secret, ...variables },
  });

const flags = (parts: Partial<ImportFlags> = {}): ImportFlags => ({
  format: 'text',
  verbosity: 'normal',
  from: null,
  application: sandbox.applicationId,
  region: 'us',
  configUrl: sandbox.url,
  captureUrl: null,
  clients: [],
  secrets: 'unmanaged',
  destination: { kind: 'file', path: 'capstan.yaml' },
  ...parts,
});

const inFile = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The code and the problem of an import that does not end well. */
async function endOf(parts: Partial<ImportFlags>, use = session()): Promise<unknown> {
  return importApplication(flags(parts), use).then(
    () => 'done',
    (error: unknown) => error,
  );
}

/** An end with this exit code and one problem. */
function end(number: number, code: string): unknown {
  const [ending] = Object.entries(exitCode).find(([, each]) => each === number) ?? [];
  return expect.objectContaining({ ending, problems: [expect.objectContaining({ code })] });
}

describe('capstan import', () => {
  it('writes a file from which a plan is in sync, and says so', async () => {
    const use = session();
    expect(await importApplication(flags(), use)).toBe(0);
    expect(use.printed.join('')).toMatch(/^in sync/);
    const read = parse(inFile('capstan.yaml'));
    expect(read.settings.login_attempts).toBe(6);
    expect(Object.keys(read.clients)).toHaveLength(6);
    expect(read.clients['hosted-login-client'].settings).not.toHaveProperty('janrainOidcClientId');
    expect(statSync(join(folder, 'capstan.yaml')).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['capstan.yaml']);
  });

  it('writes no secret, and asks the service for nothing but reads', async () => {
    const use = session();
    await importApplication(flags(), use);
    const all = [inFile('capstan.yaml'), ...use.printed, ...use.told].join('\n');
    expect(all).not.toContain('sandbox0rpx0key');
    expect(all).not.toContain('sandboxsecret');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('asks for captureUrl when it is not given', async () => {
    const [without, given] = [session(), session()];
    await importApplication(flags(), without);
    await importApplication(
      flags({ captureUrl: sandbox.url, destination: { kind: 'file', path: 'other.yaml' } }),
      given,
    );
    expect(without.told.join('')).toContain('--capture-url');
    expect(given.told.join('')).not.toContain('--capture-url');
    expect(parse(inFile('other.yaml')).application.captureUrl).toBe(sandbox.url);
  });

  it('refers to secrets and lists their names when they are to be managed, whatever the environment holds', async () => {
    const use = session({ CAPSTAN_VAR_RPX_KEY: 'another value than the live one' });
    expect(await importApplication(flags({ secrets: 'references' }), use)).toBe(0);
    expect(inFile('capstan.yaml')).toContain('rpx_key: ${secret:CAPSTAN_VAR_RPX_KEY}');
    expect(inFile('.env.example')).toMatch(/^CAPSTAN_VAR_RPX_KEY=$/m);
    expect(use.told.join('')).toContain('CAPSTAN_VAR_RPX_KEY');
  });

  it('takes a .env.example that says the same, and refuses another one before it writes anything', async () => {
    await importApplication(flags({ secrets: 'references' }), session());
    const again = { secrets: 'references', destination: { kind: 'file', path: 'two.yaml' } } as const;
    expect(await endOf(again)).toBe('done');
    writeFileSync(join(folder, '.env.example'), 'MINE=\n');
    expect(await endOf({ ...again, destination: { kind: 'file', path: 'three.yaml' } })).toEqual(
      end(64, 'file-exists'),
    );
    expect(readdirSync(folder).sort()).toEqual(['.env.example', 'capstan.yaml', 'two.yaml']);
  });

  it('never overwrites, and notices before any request', async () => {
    writeFileSync(join(folder, 'capstan.yaml'), 'mine\n');
    expect(await endOf({})).toEqual(end(64, 'file-exists'));
    expect(inFile('capstan.yaml')).toBe('mine\n');
    expect(sandbox.requests).toHaveLength(0);
  });

  it('says when the folder cannot be written to', async () => {
    expect(await endOf({ destination: { kind: 'file', path: 'no/such/folder.yaml' } })).toEqual(
      end(73, 'output-not-writable'),
    );
    expect(await endOf({ destination: { kind: 'file', path: '.' } })).toEqual(end(73, 'output-not-writable'));
  });

  it('writes only the clients that are named, by name or id, and reads no other', async () => {
    await importApplication(flags({ clients: ['App Login Client', String(webLogin?.id)] }), session());
    expect(Object.keys(parse(inFile('capstan.yaml')).clients)).toEqual(['app-login-client', 'web-login-client']);
    expect(sandbox.requests.some(({ path }) => path.includes('sandboxclientexport'))).toBe(false);
  });

  it('names the clients there are when one is not found', async () => {
    expect(await endOf({ clients: ['Nobody'] })).toEqual(end(64, 'unknown-client'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('prints the entries of one client for a file that is there already', async () => {
    writeFileSync(join(folder, 'capstan.yaml'), 'mine\n');
    const use = session();
    expect(await importApplication(flags({ clients: ['App Login Client'], destination: { kind: 'print' } }), use)).toBe(
      0,
    );
    expect(Object.keys(parse(use.printed.join('')))).toEqual(['clients']);
    expect(use.told.join('')).toContain('in sync');
    expect(readdirSync(folder)).toEqual(['capstan.yaml']);
  });

  it('prints a whole file when no client is named', async () => {
    const use = session();
    await importApplication(flags({ destination: { kind: 'print' }, secrets: 'references' }), use);
    expect(parse(use.printed.join('')).version).toBe(1);
    expect(use.told.join('')).toContain('CAPSTAN_VAR_RPX_KEY');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lists what it does not manage, all of it when asked, nothing when to be quiet', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`a${index}_token`, 'x'.repeat(20)]));
    sandbox.edit((state: SandboxState) => ({ ...state, custom: { ...many, ...state.custom } }));
    const told = async (verbosity: ImportFlags['verbosity']): Promise<string> => {
      const use = session();
      await importApplication(flags({ verbosity, destination: { kind: 'print' } }), use);
      return use.told.join('');
    };
    expect(await told('normal')).toMatch(/32 entries are not managed[\s\S]*and 12 more/);
    expect(await told('verbose')).not.toContain('more; --verbose');
    expect(await told('quiet')).toBe('in sync: a plan from the written file has no changes\n');
  });

  it('gives JSON to those who ask for it', async () => {
    const use = session();
    await importApplication(flags({ format: 'json' }), use);
    const { problems, notes } = JSON.parse(use.printed.join(''));
    expect(problems).toEqual([]);
    expect(notes.map(({ message }: { message: string }) => message)).toContainEqual('settings.rpx_key: a secret');
    expect(await endOf({ format: 'json', destination: { kind: 'print' } })).toEqual(end(64, 'wrong-usage'));
  });

  it('keeps the file and says what differs when the application changed in between', async () => {
    let reads = 0;
    const moving = await startSandbox({
      intercept: ({ path }) => {
        if (path.endsWith('/settings') && !path.includes('/clients/')) reads += 1;
        if (reads === 2) moving.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: 9 } }));
        return undefined;
      },
    });
    const ended = await endOf({ configUrl: moving.url });
    await moving.close();
    expect(ended).toEqual(end(1, 'import-not-in-sync'));
    expect(String(ended)).toContain('settings.login_attempts');
    expect(parse(inFile('capstan.yaml')).settings.login_attempts).toBe(6);
  });

  it('leaves the file when a plan cannot be made for a reason beside it', async () => {
    writeFileSync(join(folder, 'capstan.protect.yaml'), 'version: 2\n');
    const use = session();
    expect(await endOf({}, use)).toMatchObject({ ending: 'invalidFile' });
    expect(use.told.join('')).toContain('capstan.yaml was written, but no plan');
    expect(parse(inFile('capstan.yaml')).version).toBe(1);
  });

  it('answers for its own file, and not for entries of a protect file beside it that name nothing', async () => {
    const entry = '{ target: clients.nowhere.features, reason: R }';
    writeFileSync(join(folder, 'capstan.protect.yaml'), `version: 1\nprotect: [${entry}]\n`);
    await importApplication(flags({}), session());
    expect(parse(inFile('capstan.yaml')).version).toBe(1);
  });

  it('leaves out what shows a secret, so that the file stays sound once the secret is set', async () => {
    const secret = String(defaultSeed().settings['rpx_key']);
    sandbox.edit((state) => ({ ...state, custom: { ...state.custom, url: `https://x.example/?key=${secret}` } }));
    const use = session({ CAPSTAN_VAR_RPX_KEY: secret });
    await importApplication(flags({ secrets: 'references' }), use);
    expect(inFile('capstan.yaml')).toContain('# url: not managed here: it shows the value of a secret');
    const request = {
      file: 'capstan.yaml',
      only: [],
      secrets: 'required',
      baseline: undefined,
      liveEdits: 'kept',
      key: 'when-asked',
    } as const;
    expect((await planFile(request, use)).status).toBe('in-sync');
  });

  it.each(['file', 'print'] as const)('calls a client whose name shows a secret by its id (%s)', async (kind) => {
    const use = session();
    const name = `App ${defaultSeed().settings['rpx_key']}`;
    const other = `App ${use.variables['CAPSTAN_CLIENT_SECRET']}`;
    sandbox.edit((state) => ({
      ...state,
      custom: { ...state.custom, [`x-${use.variables['CAPSTAN_CLIENT_SECRET']}`]: 'x' },
      clients: state.clients.map((client, at) => ({ ...client, name: [name, other][at] ?? client.name })),
    }));
    await importApplication(flags(kind === 'print' ? { destination: { kind } } : {}), use);
    const text = kind === 'print' ? use.printed.join('') : inFile('capstan.yaml');
    const [first] = defaultSeed().clients;
    expect(text).toContain(`# "(secret) ${first?.id}"\n`);
    expect(text).toContain(`  ${first?.id}:\n`);
    expect(text).toContain('# (a name that shows a secret): not managed here: its name shows the value of a secret');
    for (const secret of [name, other]) expect(`${text}${use.told.join('')}`).not.toContain(secret.slice(4));
    await expect(
      importApplication(flags({ clients: ['Nobody'], destination: { kind: 'print' } }), use),
    ).rejects.toSatisfy((error) => {
      const said = JSON.stringify((error as ExpectedEnd).problems);
      return said.includes(`(secret) ${first?.id}`) && [name, other].every((one) => !said.includes(one.slice(4)));
    });
  });

  it('ends with 77 when the credentials are missing or refused, without a file', async () => {
    expect(await endOf({}, session({ CAPSTAN_CLIENT_SECRET: '' }))).toEqual(end(77, 'credentials-missing'));
    expect(await endOf({}, session({ CAPSTAN_CLIENT_SECRET: 'wrong' }))).toMatchObject({ ending: 'notPermitted' });
    expect(await endOf({ clients: ['x'] }, session({ CAPSTAN_CLIENT_SECRET: 'wrong' }))).toMatchObject({
      ending: 'notPermitted',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [{ region: null, configUrl: null }, 64, 'wrong-usage'],
    [{ configUrl: 'not a url' }, 64, 'wrong-usage'],
    [{ configUrl: 'https://v1.api.us.janrain.com/path' }, 64, 'wrong-usage'],
    [{ configUrl: 'http://v1.api.us.janrain.com' }, 64, 'wrong-usage'],
    [{ captureUrl: 'https://evil.example.com' }, 65, 'host-not-allowed'],
  ])('refuses %j before any request', async (parts, number, code) => {
    expect(await endOf(parts)).toEqual(end(number, code));
    expect(sandbox.requests).toHaveLength(0);
  });

  it('refuses a misspelled variable before any request', async () => {
    expect(await endOf({}, session({ CAPSTAN_CLIENT_SECRT: 'x' }))).toEqual(end(64, 'unknown-variable'));
  });
});
