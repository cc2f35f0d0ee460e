import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApplyFlags, applyFiles } from '../../src/cli/actions/apply.ts';
import { type PlanFlags, planFiles } from '../../src/cli/actions/plan.ts';
import { validateFiles } from '../../src/cli/actions/validate.ts';
import type { Session } from '../../src/cli/terminal/session.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { interruptionBy } from '../support/interruption.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { commonFlags, type FakeSession, fakeSession } from './fake-session.ts';
import { configuration, live } from './program.ts';

let folder = '';
let sandbox: Sandbox;
let fault: NonNullable<SandboxOptions['intercept']> = () => undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-commands-'));
  fault = () => undefined;
  sandbox = await startSandbox({ seed: scenarioState(live), intercept: (request) => fault(request) });
  write('capstan.yaml', configuration(sandbox.url));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const credentials = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
const session = (parts: Partial<Session> = {}): FakeSession =>
  fakeSession({ cwd: folder, variables: credentials, ...parts });
const planFlags: PlanFlags = {
  ...commonFlags,
  out: undefined,
  snapshot: undefined,
  only: [],
  unmanaged: 'counted',
  exitCodes: 'plain',
  secrets: 'required',
  baseline: undefined,
  liveEdits: 'kept',
};
const applyFlags: ApplyFlags = {
  ...commonFlags,
  plan: undefined,
  approval: 'given',
  expectDigest: undefined,
  only: [],
  secrets: 'required',
  baseline: undefined,
  liveEdits: 'kept',
  journal: undefined,
};
const writes = (): readonly string[] =>
  sandbox.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('planFiles', () => {
  it('prints the plan, says what it is doing meanwhile, and sends nothing but reads', async () => {
    const here = session();
    expect(await planFiles({ ...planFlags, exitCodes: 'detailed' }, here)).toBe(2);
    expect(here.printed.join('')).toContain('~ settings.login_attempts  5 -> 3');
    expect(here.steps).toEqual(['Reading scenarioapplication0000000…', '']);
    expect(writes()).toEqual([]);
  });

  it('saves what it prints as JSON', async () => {
    const here = session();
    const out = join(folder, 'plan.json');
    expect(await planFiles({ ...planFlags, format: 'json', out }, here)).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(here.printed.join(''));
    expect(here.told.join('')).toBe(
      `Saved as ${out}, ${JSON.parse(here.printed.join('')).digest}.\nTo apply it until 2026-11-24T10:00:00.000Z: capstan apply ${out}\n`,
    );
  });

  it('saves without a word when asked to be quiet', async () => {
    const here = session();
    await planFiles({ ...planFlags, verbosity: 'quiet', out: join(folder, 'plan.json') }, here);
    expect(here.told).toEqual([]);
  });

  it('narrows the plan to the targets that are asked for', async () => {
    write('capstan.yaml', configuration(sandbox.url, 'custom: { banner: y }\n'));
    const here = session();
    await planFiles({ ...planFlags, only: ['custom.*'] }, here);
    expect(here.printed.join('')).toContain('Plan: 0 to create, 1 to update, 0 to remove.');
  });

  it('needs every secret, unless it may leave out those that are not set', async () => {
    write('capstan.yaml', configuration(sandbox.url, '  rpx_key: ${secret:CAPSTAN_VAR_RPX_KEY}\n'));
    expect(await planFiles(planFlags, session())).toBe(65);
    const here = session();
    expect(await planFiles({ ...planFlags, secrets: 'left-out' }, here)).toBe(0);
    expect(here.printed.join('')).toContain('1 secret was not compared.');
  });

  it('ends with every failure of the service and its cure', async () => {
    const codes = [];
    const told = [];
    for (const status of [401, 403, 500]) {
      fault = () => ({ kind: 'answer', work: 'skipped', reply: { status } });
      const here = session();
      codes.push(await planFiles(planFlags, here));
      told.push(here.told.join(''));
    }
    expect(codes).toEqual([77, 77, 69]);
    for (const text of told) expect(text).toMatch(/\[.+\]\n {4}\w+/);
    fault = () => ({ kind: 'answer', work: 'skipped', reply: { status: 200, body: '{}' } });
    const here = session();
    expect(await planFiles(planFlags, here)).toBe(69);
    expect(here.told.join('')).toContain('capstan never plans');
  });

  it('ends with 65 when the service knows no such application', async () => {
    write('capstan.yaml', configuration(sandbox.url).replace('scenarioapplication', 'another'));
    const here = session();
    expect(await planFiles(planFlags, here)).toBe(65);
    expect(here.told.join('')).toContain('Check id and region');
  });

  it('takes the key for fingerprints from the environment, so that plans of other callers can be compared', async () => {
    const keyIdOf = async (variables: Record<string, string>): Promise<string | undefined> => {
      const here = session({ variables: { ...credentials, ...variables } });
      await planFiles({ ...planFlags, format: 'json' }, here);
      return JSON.parse(here.printed.join('')).configDigest.split(':')[1];
    };
    expect(await keyIdOf({ CAPSTAN_FINGERPRINT_KEY: 'a fingerprint key' })).not.toBe(await keyIdOf({}));
    expect(await keyIdOf({ CAPSTAN_FINGERPRINT_KEY: '' })).toBe(await keyIdOf({}));
  });

  it('refuses slips in the names of variables before any request', async () => {
    const here = session({ variables: { ...credentials, CAPSTAN_CLIENT_SECRT: 'x' } });
    expect(await planFiles(planFlags, here)).toBe(64);
    expect(sandbox.requests).toEqual([]);
  });

  it('saves one plan only', async () => {
    await expect(planFiles({ ...planFlags, file: ['a', 'b'], out: 'x' }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
  });
});

describe('applyFiles', () => {
  it('shows the plan, applies it and says what it did', async () => {
    const here = session();
    expect(await applyFiles(applyFlags, here)).toBe(0);
    expect(here.printed.join('')).toMatch(
      /5 -> 3[\s\S]*done {4}c1[\s\S]*Applied: 1 of 1 request done, run 20261121100000-[0-9a-f]{8}\./,
    );
    expect(sandbox.state().settings['login_attempts']).toBe(3);
  });

  it('applies after yes and after nothing else', async () => {
    for (const answer of ['no', 'n', 'ok', '', null]) {
      const here = session({ prompt: async () => answer });
      expect(await applyFiles({ ...applyFlags, approval: 'ask' }, here)).toBe(130);
      expect(here.told.join('')).toContain('Nothing was applied');
    }
    expect(writes()).toEqual([]);
    const questions: string[] = [];
    const here = session({
      prompt: async (question) => {
        questions.push(question);
        return ' yes ';
      },
    });
    expect(await applyFiles({ ...applyFlags, approval: 'ask' }, here)).toBe(0);
    expect(here.told).toEqual(['\nApply this change to application scenarioapplication0000000?\n']);
    expect(questions).toEqual(['[y]es, [n]o, [d]etails: ']);
  });

  it('shows the plan to anyone who is asked, also when stdout is for a machine', async () => {
    const here = session({ prompt: async () => 'yes' });
    expect(await applyFiles({ ...applyFlags, approval: 'ask', format: 'json' }, here)).toBe(0);
    expect(here.told.join('')).toContain('5 -> 3');
    expect(JSON.parse(here.printed.join(''))).toMatchObject({
      status: 'ready',
      result: 'done',
      outcomes: [{ status: 'done' }],
    });
  });

  it('needs someone to ask before it reads anything', async () => {
    await expect(applyFiles({ ...applyFlags, approval: 'ask' }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
    expect(sandbox.requests).toEqual([]);
  });

  it('does nothing when all is in sync, and asks nobody', async () => {
    write('capstan.yaml', configuration(sandbox.url).replace('attempts: 3', 'attempts: 5'));
    const here = session({ prompt: () => Promise.reject(new Error('asked')) });
    expect(await applyFiles({ ...applyFlags, approval: 'ask' }, here)).toBe(0);
    expect(here.printed.join('')).toContain('No changes');
  });

  it('applies a saved plan that still holds', async () => {
    const out = join(folder, 'plan.json');
    await planFiles({ ...planFlags, out }, session());
    expect(await applyFiles({ ...applyFlags, plan: out }, session())).toBe(0);
    expect(sandbox.state().settings['login_attempts']).toBe(3);
    const again = session();
    expect(await applyFiles({ ...applyFlags, plan: out }, again)).toBe(7);
    expect(again.told.join('')).toContain('settings.login_attempts: in the approved plan (5 -> 3), no longer needed');
  });

  it('narrows a saved plan to the targets that it was made for', async () => {
    write('capstan.yaml', configuration(sandbox.url, 'custom: { banner: y }\n'));
    const out = join(folder, 'plan.json');
    await planFiles({ ...planFlags, out, only: ['settings.*'] }, session());
    await expect(applyFiles({ ...applyFlags, plan: out, only: ['settings.*'] }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
    expect(await applyFiles({ ...applyFlags, plan: out }, session())).toBe(0);
    expect(sandbox.state()).toMatchObject({ settings: { login_attempts: 3 }, custom: { banner: 'x' } });
  });

  it('checks a saved plan before any request', async () => {
    const out = join(folder, 'plan.json');
    await planFiles({ ...planFlags, out }, session());
    sandbox.clearRequests();
    const later = session({ now: () => new Date('2027-01-01T00:00:00Z') });
    expect(await applyFiles({ ...applyFlags, plan: out }, later)).toBe(7);
    expect(await applyFiles({ ...applyFlags, plan: out }, session({ toolVersion: '9.9.9' }))).toBe(7);
    expect(sandbox.requests).toEqual([]);
  });

  it('binds an approval to a digest', async () => {
    const here = session();
    await planFiles({ ...planFlags, format: 'json' }, here);
    const { digest } = JSON.parse(here.printed.join(''));
    expect(await applyFiles({ ...applyFlags, expectDigest: 'sha256:x' }, session())).toBe(7);
    expect(writes()).toEqual([]);
    expect(await applyFiles({ ...applyFlags, expectDigest: digest }, session())).toBe(0);
  });

  it('stops between calls when a signal came', async () => {
    write('capstan.yaml', configuration(sandbox.url, 'absent: { custom: [banner] }\n'));
    let code: number | null = null;
    fault = ({ method }) => {
      if (method === 'POST') code = 143;
      return undefined;
    };
    const here = session({ interruption: interruptionBy(() => code) });
    expect(await applyFiles(applyFlags, here)).toBe(143);
    expect(here.printed.join('')).toContain('Interrupted: 1 of 2 requests done');
    expect(sandbox.state().custom).toEqual({ banner: 'x' });
  });

  it('asks for the files that have a plan, whatever became of another one', async () => {
    write('b.yaml', configuration(sandbox.url));
    const here = session({ prompt: async () => 'no' });
    const applied = applyFiles({ ...applyFlags, approval: 'ask', file: ['none.yaml', 'b.yaml'] }, here);
    await expect(applied).rejects.toThrow('Cancelled. Nothing was applied.');
    expect(here.told.join('')).toContain('none.yaml does not exist');
    expect(here.told.join('')).toContain('Apply 1 change to 1 application?');
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('takes a saved plan, or an expected digest, for one file only', async () => {
    const file = ['a.yaml', 'b.yaml'];
    await expect(applyFiles({ ...applyFlags, file, plan: 'x' }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
    await expect(applyFiles({ ...applyFlags, file, expectDigest: 'x' }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  it('writes nothing when a guard refuses', async () => {
    write('capstan.yaml', configuration(sandbox.url, 'absent: { custom: [banner] }\n'));
    write('capstan.protect.yaml', 'version: 1\nprotect: [{ target: custom.banner, reason: "It is needed." }]\n');
    const here = session();
    expect(await applyFiles(applyFlags, here)).toBe(5);
    expect(here.printed.join('')).toContain('Blocked by 1 error');
    expect(writes()).toEqual([]);
  });
});

describe('validateFiles', () => {
  const flags = { ...commonFlags, show: 'verdict' } as const;

  it('says that a file is valid, secrets or not, without a request', async () => {
    write('capstan.yaml', configuration(sandbox.url, '  rpx_key: ${secret:CAPSTAN_VAR_RPX_KEY}\n'));
    const here = session({ variables: {} });
    expect(await validateFiles(flags, here)).toBe(0);
    expect(here.printed.join('')).toMatch(
      /^note: capstan\.yaml:.*[\s\S]*capstan\.yaml is valid\. It manages 2 settings\.\n$/,
    );
    expect(sandbox.requests).toEqual([]);
  });

  it('counts the files that belong to it, and says it in a line when asked to be quiet', async () => {
    write('base.yaml', 'version: 1\n');
    write('capstan.yaml', configuration(sandbox.url, 'extends: ./base.yaml\n'));
    const here = session();
    expect(await validateFiles({ ...flags, verbosity: 'quiet' }, here)).toBe(0);
    expect(here.printed.join('')).toBe('capstan.yaml is valid (2 files).\n');
  });

  it('refuses a secret in the file, as text and as JSON', async () => {
    write('capstan.yaml', configuration(sandbox.url, '  rpx_key: canary\n'));
    const text = session();
    expect(await validateFiles(flags, text)).toBe(5);
    expect(text.printed.join('')).toMatch(
      /^error: capstan\.yaml:\d+:\d+ {2}settings\.rpx_key {2}\[secret-in-file\]\n/m,
    );
    expect(text.printed.join('')).toContain('capstan.yaml is refused by 1 finding.\n');
    const json = session();
    expect(await validateFiles({ ...flags, format: 'json' }, json)).toBe(5);
    expect(JSON.parse(json.printed.join('')).problems).toMatchObject([
      { code: 'secret-in-file', cure: expect.stringContaining('write ${secret:NAME}') },
    ]);
    const effective = session();
    expect(await validateFiles({ ...flags, show: 'effective' }, effective)).toBe(5);
    expect(effective.told.join('')).toContain('secret-in-file');
    for (const here of [text, json, effective])
      expect([...here.printed, ...here.told].join('')).not.toContain('canary');
  });

  it('tells what has ended, and stays valid', async () => {
    const allow =
      'allow: [{ guard: last-owner, target: clients.a.features, until: 2020-01-31, reason: "R" }]\nclients: { a: { id: a } }\n';
    write('capstan.yaml', configuration(sandbox.url, allow));
    const text = session();
    expect(await validateFiles(flags, text)).toBe(0);
    expect(text.printed.join('')).toContain('warning: capstan.yaml:5:9  global  [expired]');
    const quiet = session();
    await validateFiles({ ...flags, verbosity: 'quiet' }, quiet);
    expect(quiet.printed.join('')).toBe('capstan.yaml is valid.\n');
    const json = session();
    await validateFiles({ ...flags, format: 'json' }, json);
    expect(JSON.parse(json.printed.join(''))).toMatchObject({ problems: [], notes: [{ code: 'expired' }] });
  });

  it('knows without the service which clients the lists name that the file does not declare', async () => {
    write('capstan.yaml', `${configuration(sandbox.url)}sensitive: [clients.wbe.custom.x]\nignore: [custom.nowhere]\n`);
    const here = session();
    expect(await validateFiles(flags, here)).toBe(5);
    expect(here.printed.join('')).toMatch(
      /^error: capstan\.yaml:\d+:\d+ {2}global {2}\[names-nothing\]\n[\s\S]*^ {4}clients\.wbe/m,
    );
    expect(here.printed.join('')).toContain('capstan.yaml is refused by 1 finding.');
  });

  it('says so when a file manages nothing', async () => {
    write('capstan.yaml', configuration(sandbox.url).replace(/settings:[\s\S]*$/, ''));
    const here = session();
    await validateFiles(flags, here);
    expect(here.printed.join('')).toBe('capstan.yaml is valid. It manages nothing.\n');
  });

  it('prints every problem, as text and as JSON', async () => {
    write('capstan.yaml', 'version: 1\nsettigns: {}\n');
    const text = session();
    expect(await validateFiles(flags, text)).toBe(65);
    expect(text.told.join('')).toMatch(/^error: capstan\.yaml:2:1 {2}.+\[[a-z-]+\]\n {4}/m);
    // A verdict is a result; why there is none is told like any other trouble.
    expect(text.printed.join('')).toBe('');
    const json = session();
    await validateFiles({ ...flags, format: 'json' }, json);
    expect(JSON.parse(json.printed.join('')).problems).not.toEqual([]);
  });

  it('prints the merged file on request, which is YAML', async () => {
    const here = session();
    expect(await validateFiles({ ...flags, show: 'effective' }, here)).toBe(0);
    expect(here.printed.join('')).toContain('login_attempts: 3');
    await expect(validateFiles({ ...flags, show: 'effective', format: 'json' }, session())).rejects.toMatchObject({
      ending: 'wrongUsage',
    });
  });

  it('refuses slips in the names of variables', async () => {
    expect(await validateFiles(flags, session({ variables: { CAPSTAN_CLIENTID: 'x' } }))).toBe(64);
  });
});

it('validate refuses a value of a wrong type, with the code and the words of plan', async () => {
  write(
    'capstan.yaml',
    `${configuration(sandbox.url).replace(/settings:[\s\S]*$/, '')}settings: { login_attempts: five }\n`,
  );
  const validated = session();
  expect(await validateFiles({ ...planFlags, show: 'verdict', format: 'json' }, validated)).toBe(5);
  const [problem] = JSON.parse(validated.printed.join('')).problems;
  const planned = session();
  expect(await planFiles({ ...planFlags, format: 'json' }, planned)).toBe(5);
  const { findings } = JSON.parse(planned.printed.join(''));
  expect(findings.map(({ code, message }: { code: string; message: string }) => ({ code, message }))).toContainEqual({
    code: problem.code,
    message: problem.message,
  });
  expect(problem.code).toBe('wrong-type');
});
