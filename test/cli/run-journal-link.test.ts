import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';

describe('a link in the place of .capstan', () => {
  let sandbox: Sandbox;
  const cwd = mkdtempSync(join(tmpdir(), 'capstan-link-'));
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: scenarioState({ settings: { cache_settings: 0, login_attempts: 9 } }) });
    mkdirSync(join(cwd, 'elsewhere'));
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, '.capstan'));
    writeFileSync(
      join(cwd, 'capstan.yaml'),
      `version: 1\napplication: { id: ${scenarioApplication}, configUrl: "${sandbox.url}", captureUrl: "${sandbox.url}" }\nsettings: { login_attempts: 5 }\n`,
    );
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(cwd, { recursive: true });
  });

  it('is not followed: anyone who can put a link into the repository does not choose where journals go', async () => {
    const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
    const run = await runProgram(['apply', '--auto-approve'], { cwd, env });
    expect({ code: run.code, requests: sandbox.requests }).toEqual({ code: 64, requests: [] });
    expect(run.stderr).toContain('The journal folder .capstan/runs leads through the link .capstan.');
    expect(readdirSync(join(cwd, 'elsewhere'))).toEqual([]);
  });
});
