import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import driftSchema from '../../schemas/drift.schema.json' with { type: 'json' };
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { isWrite } from '../support/scenario-text.ts';

const cwd = mkdtempSync(join(tmpdir(), 'capstan-drift-'));
let sandbox: Sandbox;
let webhook: Server;
let notices: string[] = [];
let answer = 200;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: scenarioState({ settings: { cache_settings: 0, login_attempts: 9 } }) });
  webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      notices.push(body);
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => {
    webhook.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  await sandbox.close();
  webhook.close();
  rmSync(cwd, { recursive: true });
});

function file(attempts: number, url = sandbox.url): void {
  const application = `{ id: ${scenarioApplication}, configUrl: "${url}", captureUrl: "${url}" }`;
  writeFileSync(
    join(cwd, 'capstan.yaml'),
    `version: 1\napplication: ${application}\nsettings: { login_attempts: ${attempts} }\n`,
  );
}

function drift(...words: readonly string[]) {
  notices = [];
  const { port } = webhook.address() as AddressInfo;
  const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
  const notify = ['--notify', `http://127.0.0.1:${port}/secret-path`, '--metrics', 'capstan.prom'];
  return runProgram(['drift', ...notify, ...words], { cwd, env });
}

const metrics = (): string => readFileSync(join(cwd, 'capstan.prom'), 'utf8');

describe('capstan drift', () => {
  it('tells the webhook, writes metrics that everyone may read, and writes nothing to the service', async () => {
    file(5);
    const { code } = await drift();
    expect(code).toBe(3);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('settings.login_attempts');
    expect(metrics()).toContain(`capstan_drift_rows{application="${scenarioApplication}",class="unknown"} 1`);
    expect(statSync(join(cwd, 'capstan.prom')).mode & 0o777).toBe(0o644);
    expect(sandbox.requests.filter(isWrite)).toEqual([]);
  });

  it('keeps quiet when nothing differs', async () => {
    file(9);
    expect((await drift()).code).toBe(0);
    expect(notices).toEqual([]);
  });

  it('prints what its schema describes', async () => {
    file(5);
    const { stdout } = await drift('--format', 'json');
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(driftSchema);
    expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
  });

  it('is not hidden by a webhook that fails', async () => {
    file(5);
    answer = 404;
    const { code, stderr } = await drift();
    answer = 200;
    expect(code).toBe(3);
    expect(stderr).toContain('No notification was sent');
    expect(stderr).not.toContain('secret-path');
  });

  it('keeps the time of the last success when it cannot read', async () => {
    file(9);
    await drift();
    const [before] = /last_success_timestamp_seconds\{.*/.exec(metrics()) ?? [];
    file(9, 'http://127.0.0.1:1');
    expect((await drift()).code).toBe(69);
    expect(metrics()).toContain(before);
    expect(metrics()).toContain(`capstan_drift_success{application="${scenarioApplication}"} 0`);
    expect(metrics()).not.toContain('capstan_drift_rows{');
  });

  it('keeps an application in the metrics when its file cannot be loaded, so that alerts still see it', async () => {
    file(9);
    await drift();
    const [before = 'none'] = /last_success_timestamp_seconds\{.*/.exec(metrics()) ?? [];
    writeFileSync(join(cwd, 'capstan.yaml'), 'version: 1\nnonsense: 1\n');
    expect((await drift()).code).toBe(65);
    expect(metrics()).toContain(before);
    expect(metrics()).toContain(`capstan_drift_success{application="${scenarioApplication}"} 0`);
  });

  it('does not say "no drift" of targets that do not exist', async () => {
    file(9);
    const { code, stdout, stderr } = await drift('--only', 'settings.login_atempts');
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('only-matches-nothing');
    expect(metrics()).toContain(`capstan_drift_success{application="${scenarioApplication}"} 0`);
  });

  it('refuses a webhook that is no URL before any request', async () => {
    file(5);
    expect((await runProgram(['drift', '--notify', 'nowhere'], { cwd })).code).toBe(64);
  });
});
