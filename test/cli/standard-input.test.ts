import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStandardInput } from '../../src/cli/terminal/process-session.ts';
import { runProgram } from '../support/run-program.ts';
import { type Bench, configuration, startBench } from './program.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  bench.write('base.yaml', 'version: 1\nsettings: { site_name: Shop }\n');
  bench.write('fleet.yaml', 'version: 1\napplications: { shop: { file: "-" } }\n');
});

afterAll(() => bench.end());

function piped(words: string, input: string) {
  return runProgram(words.split(' '), { cwd: bench.folder, env: bench.env, input });
}

const asked = (): string => configuration(bench.sandbox.url, 'extends: ./base.yaml\n');

describe('-f -', () => {
  it('reads the configuration from standard input; what it extends lies beside the working folder', async () => {
    const { code, stdout } = await piped('plan -f -', asked());
    expect(stdout).toContain('settings.login_attempts  5 -> 3\n  ~ settings.site_name       "Old" -> "Shop"');
    expect(code).toBe(0);
  });

  it('validates it, with places and the line', async () => {
    const { code, stderr } = await piped('validate -f -', asked().replace('settings:', 'setings:'));
    expect(stderr).toContain('error: <stdin>:3:1  unknown key "setings" in this file');
    expect(stderr).toContain('\n    3 | setings:');
    expect(code).toBe(65);
    const valid = await piped('validate -f -', asked());
    expect(valid.stdout).toContain('Standard input is valid (2 files). It manages 2 settings.');
  });

  it('goes with drift, snapshot, doctor, and the sides of compare', async () => {
    expect(await piped('drift -f -', asked())).toMatchObject({ code: 3 });
    expect(await piped('snapshot -f -', asked())).toMatchObject({ code: 0 });
    expect((await piped('doctor -f -', asked())).stdout).toContain('ok       file            Standard input is valid.');
    expect(await piped('compare - capstan.yaml', asked())).toMatchObject({ code: 2 });
    expect(await piped('compare - live:-', asked())).toMatchObject({ code: 2 });
  });

  it('asks nothing: apply needs an approval that was given', async () => {
    const refused = await piped('apply -f -', asked());
    expect(refused.stderr).toContain('apply needs a confirmation, and standard input holds the configuration');
    expect(refused.code).toBe(64);
    const done = await piped('apply -f - --auto-approve --only settings.site_name', asked());
    expect(done.stdout).toContain('Applied: 1 of 1 request done');
    expect(done.code).toBe(0);
  });

  it('has no path in a commit', async () => {
    const { code, stderr } = await piped('plan -f - --baseline git:HEAD', asked());
    expect(stderr).toContain('standard input has no path in a commit');
    expect(stderr).toContain('git:HEAD:PATH');
    expect(code).toBe(65);
  });

  it.each([
    ['validate -f -', '', 65, 'standard input is empty'],
    ['validate -f - -f -', 'version: 1\n', 65, '"-" is named twice'],
    ['validate -f -', 'x'.repeat(2 ** 24), 65, 'standard input is larger than'],
    ['absorb -f -', 'version: 1\n', 64, 'this command does not read its configuration from standard input'],
    ['undo latest -f -', 'version: 1\n', 64, 'this command does not read its configuration from standard input'],
    ['unlock -f -', 'version: 1\n', 64, 'this command does not read its configuration from standard input'],
    ['validate --fleet fleet.yaml', 'version: 1\n', 65, 'a fleet names files, and "-" is none'],
  ])('%s: says what is wrong', async (words, input, code, message) => {
    const ended = await piped(words, input);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(code);
  });

  it('does not wait for what is typed on a terminal', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    await expect(readStandardInput(terminal)).rejects.toMatchObject({ ending: 'wrongUsage' });
  });

  it('says that it cannot be read', async () => {
    const broken = new PassThrough();
    broken.destroy(Object.assign(new Error('no'), { code: 'EISDIR' }));
    await expect(readStandardInput(broken)).rejects.toMatchObject({ ending: 'invalidFile' });
  });
});
