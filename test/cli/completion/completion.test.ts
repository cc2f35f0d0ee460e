import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellScripts } from '../../../src/cli/completion/complete.ts';
import { COMMANDS } from '../../../src/cli/main.ts';
import { runProgram } from '../../support/run-program.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-completion-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(
    'capstan.yaml',
    'version: 1\nextends: base.yaml\napplication: { id: app, region: us }\nsettings: { login_attempts: 3, password_recover_url: x }\nclients:\n  web: { id: webclient00000000000, features: [] }\n',
  );
  write('base.yaml', 'version: 1\ncustom: { banner: canary, "odd name": 1 }\n');
  write('prod env.yaml', 'version: 1\nsettings: { site_name: x }\n');
  write('plan.json', '{}');
  mkdirSync(join(folder, 'envs'));
  mkdirSync(join(folder, '.capstan/runs'), { recursive: true });
  write('.capstan/runs/20261127234603-bd3a3480.jsonl', '');
  write('.capstan/runs/20261128010203-0a0b0c0d.open.jsonl', '');
  mkdirSync(join(folder, 'bin'));
  const program = join(import.meta.dirname, '../../../bin/capstan.cjs');
  write('bin/capstan', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(folder, 'bin/capstan'), 0o755);
  path = `${join(folder, 'bin')}:${process.env['PATH']}`;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What may stand in the place of the last word. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runProgram(['completion', 'bash', '--', ...words], { cwd: folder });
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : (line.split('\t')[0] ?? '')));
}

describe('what is offered at the cursor', () => {
  it('are commands first', async () => {
    expect(await offered('')).toEqual([...Object.keys(COMMANDS), '--help', '--version']);
    expect(await offered('pl')).toEqual(['plan']);
    expect(await offered()).toContain('plan');
    expect(await offered('nothing', '')).toEqual([]);
  });

  it('are flags of the command, each once unless it may be repeated', async () => {
    expect(await offered('plan', '--de')).toEqual(['--detailed-exitcode']);
    expect(await offered('plan', '--detailed-exitcode', '--de')).toEqual([]);
    expect(await offered('plan', '--only', 'global', '--on')).toEqual(['--only']);
    expect(await offered('validate', '')).toContain('--effective');
    expect(await offered('plan', '--auto')).toEqual([]);
  });

  it('are values of flags', async () => {
    expect(await offered('plan', '--format', 'ht')).toEqual(['html']);
    expect(await offered('validate', '--format', '')).toEqual(['text', 'json']);
    expect(await offered('plan', '--format=ht')).toEqual(['--format=html']);
    expect(await offered('plan', '--format', '=', 'ht')).toEqual(['html']);
    expect(await offered('plan', '--format', '=')).toContain('html');
    expect(await offered('plan', '--baseline', '')).toEqual(expect.arrayContaining(['git:', 'none', 'base.yaml']));
    expect(await offered('sandbox', '--switch', '')).toEqual([]);
  });

  it('are files of the kind that fits, and folders', async () => {
    expect(await offered('plan', '-f', '')).toEqual(['base.yaml', 'bin/', 'capstan.yaml', 'envs/', 'prod env.yaml']);
    expect(await offered('apply', '')).toEqual(['bin/', 'envs/', 'plan.json']);
    expect(await offered('plan', '--out', 'bin/')).toEqual(['bin/capstan']);
    expect(await offered('undo', 'latest', '--journal', '.cap')).toEqual(['.capstan/']);
    expect(await offered('plan', '-f', 'nowhere/')).toEqual([]);
  });

  it('are targets of the files, through extends, without a value', async () => {
    const targets = await offered('plan', '--only', '');
    expect(targets).toEqual([
      'custom.banner',
      'settings.login_attempts',
      'settings.password_recover_url',
      'clients.web',
      'clients.web.features',
      'settings.*',
      'custom.*',
      'global',
    ]);
    expect(await offered('plan', '-f', 'prod env.yaml', '--only', 'settings.s')).toEqual(['settings.site_name']);
    expect(await offered('plan', '-f', 'nowhere.yaml', '--only', 's')).toEqual(['settings.*']);
  });

  it('are ids of runs, the newest first', async () => {
    const runs = ['latest', '20261128010203-0a0b0c0d', '20261127234603-bd3a3480'];
    expect(await offered('undo', '')).toEqual(runs);
    expect(await offered('runs', '')).toEqual(runs);
    expect(await offered('undo', '--journal', 'envs', '')).toEqual(['latest']);
  });

  it('are names of schemas, shells, settings, codes and aliases', async () => {
    expect(await offered('schema', 'pl')).toEqual(['plan']);
    expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await offered('explain', 'login_a')).toEqual(['login_attempts', 'login_attempts_threshold']);
    expect(await offered('explain', 'new-')).toEqual(['new-findings', 'new-host']);
    expect(await offered('explain', 'web')).toEqual(['web']);
  });
});

describe('the command', () => {
  it('prints a script for each of three shells, and refuses others', async () => {
    for (const [shell, script] of shellScripts)
      expect(await runProgram(['completion', shell], { cwd: folder })).toMatchObject({ code: 0, stdout: script });
    const other = await runProgram(['completion', 'tcsh'], { cwd: folder });
    expect(other).toMatchObject({ code: 64, stdout: '' });
    expect(other.stderr).toContain('The argument takes one of these: bash, zsh, fish.');
    expect((await runProgram(['completion'], { cwd: folder })).code).toBe(64);
  });
});

const fish = 'fish';
const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const inFolder = () => ({ cwd: folder, env: { PATH: path, HOME: folder }, encoding: 'utf8' as const });

describe.skipIf(!isThere('bash'))('bash', () => {
  const completed = (...words: readonly string[]): string =>
    execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        'source <(capstan completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _capstan 2>/dev/null; printf "%s\\n" "${COMPREPLY[@]}"; complete -p capstan',
        'bash',
        'capstan',
        ...words,
      ],
      inFolder(),
    );

  it('completes commands, flags, files, targets and runs', () => {
    expect(completed('dri')).toMatch(/^drift\ncomplete .*-F _capstan capstan\n$/);
    expect(completed('plan', '--det')).toMatch(/^--detailed-exitcode\n/);
    expect(completed('plan', '-f', 'prod')).toMatch(/^prod env.yaml\n/);
    expect(completed('plan', '--only', 'settings.l')).toMatch(/^settings\.login_attempts\n/);
    expect(completed('undo', '20261128')).toMatch(/^20261128010203-0a0b0c0d\n/);
    expect(completed('plan', '--nothing')).toMatch(/^\ncomplete/);
  });
});

describe.skipIf(!isThere(fish))('fish', () => {
  const completed = (line: string): string =>
    execFileSync(
      fish,
      ['--no-config', '-c', 'capstan completion fish | source; complete -C $argv[1]', line],
      inFolder(),
    );

  it('completes commands, flags, files, targets and runs', () => {
    expect(completed('capstan dri')).toMatch(/^drift\t/);
    expect(completed('capstan plan --det')).toMatch(/^--detailed-exitcode\t/);
    expect(completed('capstan plan -f prod')).toMatch(/^prod env.yaml\t/);
    expect(completed('capstan plan --only settings.l')).toMatch(/^settings\.login_attempts/);
    expect(completed('capstan undo 20261128')).toMatch(/^20261128010203-0a0b0c0d/);
  });
});

describe.skipIf(!isThere('zsh'))('zsh', () => {
  // What the widget would offer: compadd works in it alone, so that here it prints.
  const completed = (...words: readonly string[]): string =>
    execFileSync(
      'zsh',
      [
        '-f',
        '-c',
        'compdef() { }; source <(capstan completion zsh); compadd() { print -rl -- "${(@P)@[-1]}" }; words=("$@"); CURRENT=$#; PREFIX=$words[-1]; _capstan',
        'zsh',
        'capstan',
        ...words,
      ],
      inFolder(),
    );

  it('completes commands, flags, files, targets and runs', () => {
    expect(completed('dri')).toBe('drift\n');
    expect(completed('plan', '--det')).toBe('--detailed-exitcode\n');
    expect(completed('plan', '-f', 'prod')).toBe('prod env.yaml\n');
    expect(completed('plan', '--only', 'settings.l')).toBe('settings.login_attempts\n');
    expect(completed('undo', '20261128')).toBe('20261128010203-0a0b0c0d\n');
    expect(completed('runs', '--journal', 'en')).toBe('envs/\n');
  });
});
