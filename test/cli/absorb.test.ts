import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AbsorbFlags, absorbFiles } from '../../src/cli/actions/drift.ts';
import type { Session } from '../../src/cli/terminal/session.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { absorbWork, writeAbsorbed } from '../../src/workflows/absorb.ts';
import { absorbDrift } from '../../src/workflows/absorb-drift.ts';
import { replaceFile } from '../../src/workflows/files/write-file.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { commonFlags, type FakeSession, fakeSession } from './fake-session.ts';

let folder = '';
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-absorb-'));
  mkdirSync(join(folder, '.git'));
  sandbox = await startSandbox({
    seed: scenarioState({ settings: { login_attempts: 9, rpx_key: 'canary-live', site_name: 'x' } }),
  });
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const head = (): string =>
  `version: 1\r\napplication: { id: scenarioapplication0000000, configUrl: "${sandbox.url}" }\r\n`;
const file = (attempts: number): string =>
  `\ufeff${head()}settings:\r\n  rpx_key: canary-file\r\n  login_attempts: ${attempts} # c\r\n  site_name: 'x'`;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (name = 'capstan.yaml'): string => readFileSync(join(folder, name), 'utf8');
const flags: AbsorbFlags = {
  ...commonFlags,
  only: ['settings.login_attempts'],
  baseline: undefined,
  approval: 'given',
};
const session = (parts: Partial<Session> = {}): FakeSession =>
  fakeSession({
    cwd: folder,
    variables: { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret },
    ...parts,
  });

describe('absorbFiles', () => {
  it('writes the file with its mark, its line ends and its mode, shows no secret, and sends nothing but reads', async () => {
    write('capstan.yaml', file(5));
    chmodSync(join(folder, 'capstan.yaml'), 0o640);
    const here = session();
    expect(await absorbFiles(flags, here)).toBe(0);
    expect(read()).toBe(file(9));
    expect(statSync(join(folder, 'capstan.yaml')).mode & 0o7777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['.git', 'capstan.yaml']);
    const printed = here.printed.join('');
    expect(printed).toContain('-  login_attempts: 5 # c\n+  login_attempts: 9 # c\n');
    expect(printed).toContain('   rpx_key: (secret)\n');
    expect(printed).toContain('Absorbed 1 value into capstan.yaml.\n');
    expect(printed).not.toContain('canary');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(await absorbFiles(flags, session())).toBe(0);
    expect(read()).toBe(file(9));
  });

  it('says it in a line when it is to be quiet', async () => {
    write('capstan.yaml', file(5));
    const here = session();
    expect(await absorbFiles({ ...flags, verbosity: 'quiet' }, here)).toBe(0);
    expect(await absorbFiles({ ...flags, verbosity: 'quiet', only: ['settings.*'] }, here)).toBe(0);
    expect(here.printed.join('')).toBe('Absorbed 1 value into capstan.yaml.\nNothing to absorb. 1 row left out.\n');
  });

  it('asks, and leaves everything alone without a yes', async () => {
    write('capstan.yaml', file(5));
    const here = session({ prompt: async () => 'no' });
    expect(await absorbFiles({ ...flags, approval: 'ask' }, here)).toBe(130);
    expect(here.told.join('')).toContain('Write this to the file?');
    expect(read()).toBe(file(5));
    expect(await absorbFiles({ ...flags, approval: 'ask' }, session({ prompt: async () => 'yes' }))).toBe(0);
    expect(read()).toBe(file(9));
  });

  it('shows the change where it asks, also when stdout is no terminal', async () => {
    write('capstan.yaml', file(5));
    const here = session({ isStdoutOnTerminal: false, prompt: async () => 'no' });
    expect(await absorbFiles({ ...flags, approval: 'ask' }, here)).toBe(130);
    expect(here.told.join('')).toContain(here.printed[0]);
  });

  it('needs someone to ask, before any request', async () => {
    write('capstan.yaml', file(5));
    await expect(absorbFiles({ ...flags, approval: 'ask' }, session())).rejects.toMatchObject({ ending: 'wrongUsage' });
    expect(sandbox.requests).toEqual([]);
  });

  it('prints JSON by its schema, and the change beside it for anyone who is asked', async () => {
    write('capstan.yaml', file(5));
    const here = session({ prompt: async () => 'yes' });
    const both = { ...flags, only: ['settings.*'], format: 'json', approval: 'ask' } as const;
    expect(await absorbFiles(both, here)).toBe(0);
    const json: unknown = JSON.parse(here.printed.join(''));
    expect(json).toEqual({
      files: [{ file: 'capstan.yaml', absorbed: ['settings.login_attempts'] }],
      leftOut: [{ target: 'settings.rpx_key', reason: 'it is a secret, and secrets are never written to files' }],
    });
    const schema = JSON.parse(readFileSync('schemas/absorb.schema.json', 'utf8'));
    expect(new Ajv2020().validate(schema, json)).toBe(true);
    expect(here.told.join('')).toContain('+  login_attempts: 9');
  });

  it('reads a file through a link, and never writes through one', async () => {
    mkdirSync(join(folder, 'real'));
    const base = 'version: 1\nsettings:\n  login_attempts: 5\n';
    write('real/base.yaml', base);
    symlinkSync('real/base.yaml', join(folder, 'base.yaml'));
    write('capstan.yaml', `${head()}extends: base.yaml\r\n`);
    const linked = session();
    expect(await absorbFiles(flags, linked)).toBe(64);
    expect(linked.told.join('')).toContain('The file base.yaml is a link.');
    expect(read('real/base.yaml')).toBe(base);
    // What is changed elsewhere may well stand beside a link.
    write('capstan.yaml', `${head()}extends: base.yaml\r\nsettings: { site_name: y }\r\n`);
    expect(await absorbFiles({ ...flags, only: ['settings.site_name'] }, session())).toBe(0);
    expect(read()).toContain('site_name: x');
    write('capstan.yaml', `${head()}extends: real/base.yaml\r\n`);
    expect(await absorbFiles(flags, session())).toBe(0);
    expect(read('real/base.yaml')).toContain('login_attempts: 9\n');
  });

  it('leaves a file alone that someone saves in the meantime, and puts back what it wrote before', async () => {
    write('base.yaml', 'version: 1\nsettings:\n  login_attempts: 5\n');
    write('capstan.yaml', `${head()}extends: base.yaml\r\nsettings: { site_name: y }\r\n`);
    const prompt = async (): Promise<string> => {
      write('capstan.yaml', `${read()}# mine\r\n`);
      return 'yes';
    };
    const here = session({ prompt });
    expect(await absorbFiles({ ...flags, only: ['settings.*'], approval: 'ask' }, here)).toBe(7);
    expect(here.told.join('')).toContain('capstan.yaml was changed while capstan was running');
    expect(read('base.yaml')).toContain('login_attempts: 5');
    expect(read()).toContain('site_name: y }\r\n# mine');
    expect(readdirSync(folder)).toEqual(['.git', 'base.yaml', 'capstan.yaml']);
  });

  it('ends with the problems of a file, and with 77 for credentials that are refused', async () => {
    write('capstan.yaml', 'version: 2\n');
    expect(await absorbFiles(flags, session())).toBe(65);
    write('capstan.yaml', file(5));
    const variables = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: 'wrong' };
    expect(await absorbFiles(flags, session({ variables }))).toBe(77);
    expect(read()).toBe(file(5));
  });
});

describe('the command', () => {
  it('hands its flags on', async () => {
    write('capstan.yaml', file(5));
    const env = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
    const words = ['absorb', '--only', 'settings.login_attempts'];
    const json = await runProgram([...words, '--auto-approve', '--format', 'json'], { cwd: folder, env });
    expect(json.code).toBe(0);
    expect((await runProgram([...words, '--quiet', '--auto-approve'], { cwd: folder, env })).code).toBe(0);
    expect(json.stdout).toContain('"settings.login_attempts"');
    expect(read()).toBe(file(9));
  });
});

describe('what was written', () => {
  it('is put back when it does not ask for what was absorbed, which is a bug', async () => {
    write('capstan.yaml', file(5));
    const work = await absorbWork('capstan.yaml', { only: [], baseline: undefined }, session());
    const taken = await absorbDrift(work.input);
    const wrong = { files: [{ shown: 'capstan.yaml', text: file(7) }], leftOut: taken.leftOut };
    const absorbed = [{ target: 'settings.login_attempts', file: 'capstan.yaml' }];
    await expect(writeAbsorbed(work, { ...wrong, absorbed })).rejects.toThrow(/settings\.login_attempts.*restored/);
    expect(read()).toBe(file(5));
    const broken = { ...wrong, files: [{ shown: 'capstan.yaml', text: 'version: 2\n' }], absorbed };
    await expect(writeAbsorbed(work, broken)).rejects.toThrow(/no file can hold it/);
    expect(read()).toBe(file(5));
  });

  it('is nothing where there is no file to replace', async () => {
    const replacement = { path: join(folder, 'none'), shown: 'none', before: Buffer.alloc(0), after: Buffer.alloc(0) };
    await expect(replaceFile(replacement)).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
  });
});
