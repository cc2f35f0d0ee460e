import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import compareSchema from '../../schemas/compare.schema.json' with { type: 'json' };
import inventorySchema from '../../schemas/inventory.schema.json' with { type: 'json' };
import snapshotSchema from '../../schemas/snapshot.schema.json' with { type: 'json' };
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';

const cwd = mkdtempSync(join(tmpdir(), 'capstan-compare-'));
let sandbox: Sandbox;

beforeAll(async () => {
  const settings = { cache_settings: 0, login_attempts: 9, rpx_key: 'canary-live' };
  sandbox = await startSandbox({ seed: scenarioState({ settings }) });
  const application = `{ id: ${scenarioApplication}, configUrl: "${sandbox.url}", captureUrl: "${sandbox.url}" }`;
  writeFileSync(join(cwd, 'a.yaml'), `version: 1\napplication: ${application}\nsettings: { login_attempts: 5 }\n`);
  writeFileSync(join(cwd, 'b.yaml'), `version: 1\napplication: ${application}\nsettings: { login_attempts: 6 }\n`);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(cwd, { recursive: true });
});

const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };

function schemaErrors(schema: object, json: string): unknown {
  const validate = new Ajv2020({ allowUnionTypes: true, strictTypes: false }).compile(schema);
  return validate(JSON.parse(json)) ? [] : validate.errors;
}

describe('capstan compare', () => {
  it('prints what its schema describes', async () => {
    const { code, stdout } = await runProgram(['compare', 'a.yaml', 'b.yaml', '--format', 'json'], { cwd });
    expect({ code, errors: schemaErrors(compareSchema, stdout) }).toEqual({ code: 2, errors: [] });
  });

  it.each(['markdown', 'sarif', 'github', 'gitlab'])('prints %s, with the same exit code', async (format) => {
    const { code, stdout } = await runProgram(['compare', 'a.yaml', 'b.yaml', '--format', format], { cwd });
    expect(code).toBe(2);
    expect(stdout).not.toBe('');
  });

  it.each([
    [['b.yaml', 'a.yaml'], 'b.yaml'],
    [['live:b.yaml', 'a.yaml'], 'a.yaml'],
  ])('places the rows of SARIF for %s in a file that is a side', async (sides, uri) => {
    const { stdout } = await runProgram(['compare', ...sides, '--format', 'sarif'], { cwd, env });
    expect(stdout.match(/"uri": "[^"]*"/gu)).toEqual([`"uri": "${uri}"`]);
  });

  it('prints a page with the differences and the inventory of both sides', async () => {
    const { code, stdout } = await runProgram(['compare', 'a.yaml', 'live:b.yaml', '--format', 'html'], { cwd, env });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^<!doctype html>/i);
    expect(stdout).toContain('login_attempts');
    expect(stdout).not.toContain('canary');
  });

  it('prints the inventory of one side as CSV, a row for each client and a column for each key', async () => {
    const { code, stdout } = await runProgram(['compare', 'live:a.yaml', '--format', 'csv'], { cwd, env });
    expect(code).toBe(0);
    const lines = stdout.split('\r\n');
    expect(lines[0]).toMatch(/^"client name","client id",.*"settings.login_attempts"/u);
    expect(lines[1]).toMatch(/^"global","",.*"9"/u);
    expect(lines.length).toBeGreaterThan(3);
    expect(stdout).toContain(`"${scenarioCaller.id}"`);
    expect(stdout).not.toContain('canary');
  });

  it('prints the inventory of one side as JSON, as its schema describes it, and no secret', async () => {
    const { code, stdout } = await runProgram(['compare', 'live:a.yaml', '--format', 'json'], { cwd, env });
    expect({ code, errors: schemaErrors(inventorySchema, stdout) }).toEqual({ code: 0, errors: [] });
    expect(stdout).toContain('settings.login_attempts');
    expect(stdout).not.toContain('canary');
  });

  it('prints the differences of two sides as CSV', async () => {
    const { code, stdout } = await runProgram(['compare', 'a.yaml', 'b.yaml', '--format', 'csv'], { cwd });
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: '"target","class","a.yaml","b.yaml","note"\r\n"settings.login_attempts","differs","5","6",""\r\n',
    });
  });

  it('prints the inventory of one side as a page, and in no format for people', async () => {
    const { code, stdout } = await runProgram(['compare', 'live:a.yaml', '--format', 'html'], { cwd, env });
    expect({ code, isPage: /^<!doctype html>/i.test(stdout) }).toEqual({ code: 0, isPage: true });
    expect(stdout).not.toContain('canary');
    const text = await runProgram(['compare', 'a.yaml'], { cwd });
    expect(text.code).toBe(64);
    expect(text.stderr).toContain('--format html');
  });
});

describe('capstan snapshot', () => {
  it('writes what its schema describes, and no secret', async () => {
    expect((await runProgram(['snapshot', '-f', 'a.yaml', '--out', 'live.json'], { cwd, env })).code).toBe(0);
    const text = readFileSync(join(cwd, 'live.json'), 'utf8');
    expect(schemaErrors(snapshotSchema, text)).toEqual([]);
    expect(text).not.toContain('canary');
  });

  it('goes to stdout without --out', async () => {
    const plain = await runProgram(['snapshot', '-f', 'a.yaml'], { cwd, env });
    expect(JSON.parse(plain.stdout)).toMatchObject({ kind: 'capstan-snapshot' });
  });
});
