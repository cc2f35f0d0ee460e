import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../support/run-program.ts';

const application = '73jzx34tnr5ruhsze494ssgz2b';
const web = 'weblogin000000000000000000000';
const csvName = `${application}_settings.csv`;
const heading = 'Client Name,Client ID,login_attempts,site_name,rpx_key,banner,partner_token';
const csv = `${heading}
Global,N/A,5,Shop,canary-rpx,x,********
Web login,${web},,Web,,"y, z",
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'capstan-import-from-'));
  write(csvName, csv);
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

const run = (...words: readonly string[]) => runProgram(words, { cwd });

function written(name = 'capstan.yaml'): { readonly text: string; readonly file: Record<string, unknown> } {
  const text = readFileSync(join(cwd, name), 'utf8');
  return { text, file: parse(text) };
}

describe('capstan import --from', () => {
  it('writes a file from the settings export of the Console, without credentials or a request', async () => {
    const { code, stdout, stderr } = await run('import', '--from', csvName, '--region', 'eu');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'in sync: a plan from the written file has no changes\n' });
    const { text, file } = written();
    expect(file).toEqual({
      version: 1,
      application: { id: application, region: 'eu' },
      settings: { login_attempts: 5, site_name: 'Shop' },
      custom: { banner: 'x' },
      clients: {
        'web-login': { id: web, name: 'Web login', settings: { site_name: 'Web' }, custom: { banner: 'y, z' } },
      },
    });
    expect(text).toContain(`# Taken from ${csvName}, not from the live application.`);
    expect(text).toContain('# features: not managed here: no list of them was given');
    expect(stderr).toContain('are imported as custom');
    expect(text + stdout + stderr).not.toContain('canary');
    expect((await run('validate')).code).toBe(0);
  });

  it('refers to secrets when asked, and leaves out what the export masks', async () => {
    const { code, stderr } = await run('import', '--from', csvName, '--region', 'eu', '--manage-secrets');
    expect(code).toBe(0);
    const { text, file } = written();
    expect(file['settings']).toMatchObject({ rpx_key: '${secret:CAPSTAN_VAR_RPX_KEY}' });
    expect(text).toContain('# partner_token: not managed here: (secret) the service returns its value masked or empty');
    expect(readFileSync(join(cwd, '.env.example'), 'utf8')).toContain('CAPSTAN_VAR_RPX_KEY=\n');
    expect(text + stderr).not.toContain('canary');
  });

  it('says that the region is a guess where nothing tells it', async () => {
    const { code, stdout, stderr } = await run('import', '--from', csvName, '--print');
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({ application: { id: application, region: 'us' } });
    expect(stdout).toContain('# The source does not contain the region');
    expect(stderr).toContain('The source does not contain the region');
  });

  it('needs --application where the name of the file does not say it', async () => {
    write('export.csv', csv);
    const without = await run('import', '--from', 'export.csv', '--print');
    expect(without.code).toBe(64);
    expect(without.stderr).toContain('--application ID');
    const { code, stdout } = await run('import', '--from', 'export.csv', '--application', 'other', '--print');
    expect({ code, application: parse(stdout).application }).toEqual({
      code: 0,
      application: { id: 'other', region: 'us' },
    });
  });

  it('writes entries of one client, and knows those that are there', async () => {
    const { code, stdout } = await run('import', '--from', csvName, '--client', 'Web login', '--print');
    expect({ code, clients: Object.keys(parse(stdout).clients) }).toEqual({ code: 0, clients: ['web-login'] });
    const wrong = await run('import', '--from', csvName, '--client', 'Shop', '--print');
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toContain('"Web login"');
  });

  it('says with a place what it does not understand, and writes nothing', async () => {
    write('broken_settings.csv', `${heading}\nGlobal,N/A,5\n`);
    const { code, stderr } = await run('import', '--from', 'broken_settings.csv', '--application', 'a');
    expect(code).toBe(65);
    expect(stderr).toContain('broken_settings.csv:2:1');
    expect(stderr).toContain('csv-row-length');
    expect(() => written()).toThrow();
  });

  it('writes a file from a folder of replies that curl saved', async () => {
    const settings = {
      _self: `/config/${application}/settings`,
      login_attempts: 5,
      rpx_key: 'canary',
      custom: { banner: 'x' },
    };
    const client = {
      _self: `/config/${application}/clients/${web}`,
      _secret: 'canary',
      name: 'Web login',
      features: ['owner'],
    };
    write('curl/a.json', JSON.stringify(settings));
    write('curl/b.json', JSON.stringify([client]));
    write('curl/c.json', JSON.stringify({ _self: `${client._self}/settings`, site_name: 'Web', custom: {} }));
    const { code, stderr } = await run('import', '--from', 'curl', '--region', 'us');
    expect(code).toBe(0);
    const { text, file } = written();
    expect(file).toMatchObject({
      settings: { login_attempts: 5 },
      clients: { 'web-login': { id: web, features: ['owner'], settings: { site_name: 'Web' } } },
    });
    expect(text + stderr).not.toContain('canary');
    const one = await run('import', '--from', 'curl/a.json', '--print', '--quiet');
    expect(parse(one.stdout)).toMatchObject({ settings: { login_attempts: 5 } });
    write('curl/d.json', '<html>');
    const broken = await run('import', '--from', 'curl', '--print');
    expect({ code: broken.code, place: broken.stderr.includes('curl/d.json:1:1') }).toEqual({ code: 65, place: true });
  });

  it('writes a file from a snapshot, with its region', async () => {
    const section = { values: {}, hidden: {}, inexact: [] };
    const hidden = { rpx_key: 'hmac:00000000:0000000000000000' };
    const snapshot = {
      kind: 'capstan-snapshot',
      formatVersion: 1,
      tool: { name: 'capstan', version: '0.1.0' },
      application: { id: application, region: 'au' },
      readAt: '2026-11-01T00:00:00.000Z',
      redacted: [],
      options: null,
      global: { settings: { ...section, values: { login_attempts: 5 }, hidden }, custom: section },
      clients: [],
    };
    write('snap.json', JSON.stringify(snapshot));
    expect((await run('import', '--from', 'snap.json', '--manage-secrets')).code).toBe(0);
    const settings = { login_attempts: 5, rpx_key: '${secret:CAPSTAN_VAR_RPX_KEY}' };
    expect(written().file).toMatchObject({ application: { id: application, region: 'au' }, settings });
    const other = await run('import', '--from', 'snap.json', '--application', 'x', '--print');
    expect({ code: other.code, told: other.stderr.includes('--application') }).toEqual({ code: 65, told: true });
  });

  it.each([
    ['a file that is not there', 'none.csv', 'ENOENT'],
    ['a folder without replies', 'empty', 'contains no'],
  ])('refuses %s', async (_, from, told) => {
    mkdirSync(join(cwd, 'empty'));
    const { code, stderr } = await run('import', '--from', from, '--application', 'a', '--print');
    expect({ code, told: stderr.includes(told) }).toEqual({ code: 65, told: true });
  });

  it('refuses bytes that are no text', async () => {
    writeFileSync(join(cwd, 'x.csv'), Buffer.from([0xff, 0xfe, 0x41, 0x00]));
    const { code, stderr } = await run('import', '--from', 'x.csv', '--application', 'a', '--print');
    expect({ code, told: stderr.includes('UTF-8') }).toEqual({ code: 65, told: true });
  });

  it('asks for --application where there is no --from', async () => {
    const { code, stderr } = await run('import', '--region', 'us');
    expect({ code, told: stderr.includes('--application') }).toEqual({ code: 64, told: true });
  });
});

describe('capstan compare', () => {
  it('takes an export and a folder of replies as sides', async () => {
    write(
      'curl/a.json',
      JSON.stringify({ _self: `/config/${application}/settings`, login_attempts: 6, custom: { banner: 'x' } }),
    );
    const { code, stdout } = await run('compare', csvName, 'curl', '--format', 'json');
    const { a, b, rows } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect([a.kind, b.kind, a.application.id, b.application.id]).toEqual(['csv', 'replies', application, application]);
    expect(rows.map(({ target }: { target: string }) => target)).toContain('settings.login_attempts');
    expect(rows.map(({ target }: { target: string }) => target)).not.toContain('custom.banner');
    expect(stdout).not.toContain('canary');
  });

  it('finds no difference between an export and the file that was made of it', async () => {
    await run('import', '--from', csvName, '--region', 'us');
    const { code, stdout } = await run('compare', 'capstan.yaml', csvName);
    expect(code).toBe(0);
    expect(stdout).toContain('not declared in capstan.yaml');
    const page = await run('compare', csvName, '--format', 'html');
    expect({ code: page.code, shows: page.stdout.includes('canary') }).toEqual({ code: 0, shows: false });
  });
});
