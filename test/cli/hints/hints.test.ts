import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/main.ts';
import otherWords from '../../../src/cli/other-words.json' with { type: 'json' };
import { runProgram } from '../../support/run-program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-hints-'));
  writeFileSync(join(folder, 'prod.yaml'), 'version: 1\n');
  writeFileSync(join(folder, "it's.yml"), 'version: 1\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that is told when the words are typed, on one line. */
async function told(line: string): Promise<string> {
  const { code, stdout, stderr } = await runProgram(line.split(' '), { cwd: folder });
  expect({ line, code, stdout }).toEqual({ line, code: 64, stdout: '' });
  return stderr.replace(/\s+/g, ' ').trim();
}

describe('words of other tools', () => {
  it.each([
    ['diff', 'plan'],
    ['sync', 'apply'],
    ['push', 'apply'],
    ['deploy', 'apply'],
    ['export', 'import'],
    ['dump', 'import'],
    ['pull', 'import'],
    ['status', 'drift'],
    ['refresh', 'drift'],
    ['rollback', 'undo'],
    ['version', '--version'],
  ])('%s stands for %s', async (word, meant) => {
    const said = await told(word);
    expect(said).toMatch(`There is no command ${word}. [unknown-command] Did you mean ${meant}?`);
    expect(said).not.toContain('Available');
  });

  it('that nothing here stands for are told what to do instead', async () => {
    expect(await told('destroy')).toContain('under `absent:`');
    expect(await told('fmt')).toContain('no formatter');
    expect(await told('login')).toContain('CAPSTAN_CLIENT_ID');
  });

  it('lead to commands that there are, or will be', () => {
    const commands = Object.keys(COMMANDS);
    const meant = otherWords.commands.flatMap((entry) => entry.meant ?? []);
    const planned = ['init', 'doctor', 'explain', 'completion', '--version'];
    expect(meant.filter((name) => ![...commands, ...planned].includes(name))).toEqual([]);
    const words = otherWords.commands.flatMap((entry) => entry.words);
    expect(words.filter((word) => commands.includes(word))).toEqual([]);
  });

  it('lead to flags that there are', () => {
    const flags = Object.values(COMMANDS).flatMap((one) => Object.keys({ ...one.flags, ...one.baseFlags }));
    const known = [
      ...flags.map((name) => `--${name}`),
      '-f',
      ...Object.keys(COMMANDS).map((name) => `the command ${name}`),
    ];
    const meant = otherWords.flags.flatMap((entry) => entry.meant ?? []);
    expect(meant.filter((text) => !known.some((name) => text === name || text.startsWith(`${name} `)))).toEqual([]);
  });

  it('stand in the table once', () => {
    for (const list of [otherWords.commands, otherWords.flags]) {
      const words = list.flatMap((entry) => entry.words);
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    }
  });
});

describe('flags of other tools', () => {
  it.each([
    ['plan --json', 'Unknown flag --json. [unknown-flag] Did you mean --format json?'],
    ['plan -json', 'Unknown flag -json. [unknown-flag] Did you mean --format json?'],
    ['plan --target settings.a', 'Unknown flag --target. [unknown-flag] Did you mean --only?'],
    ['plan -target=settings.a', 'Unknown flag -target. [unknown-flag] Did you mean --only?'],
    ['apply --yes', 'Did you mean --auto-approve?'],
    ['apply -y', 'Unknown flag -y. [unknown-flag] Did you mean --auto-approve?'],
    ['apply -auto-approve', 'Unknown flag -auto-approve. [unknown-flag] Did you mean --auto-approve?'],
    ['apply --dry-run', 'Did you mean the command plan?'],
    ['plan --dry-run', 'Did you mean the command plan?'],
    ['--dry-run', 'Did you mean the command plan?'],
    ['plan --refresh-only', 'Did you mean the command drift?'],
    ['plan --output p.json', 'Did you mean --out FILE?'],
    ['plan --debug', 'Did you mean --verbose?'],
    ['plan --force', 'No flag switches a guard off'],
    ['plan --unmanged', 'Did you mean --unmanaged?'],
  ])('%s', async (line, expected) => {
    const said = await told(line);
    expect(said).toContain(expected);
    expect(said).not.toContain('Available');
  });

  it('that another command takes are said to be of that one', async () => {
    expect(await told('plan --yes')).toContain(
      'Did you mean --auto-approve? The commands absorb, apply, undo and unlock take it.',
    );
    expect(await told('validate --snapshot x')).toContain('The command plan takes it.');
    expect(await told('schema --detailed-exitcode')).toContain('The command plan takes it.');
  });

  it('are told in lists as well, the first that is known first', async () => {
    expect(await told('plan -Z --json')).toContain('Unknown flags -Z, --json. [unknown-flag] Did you mean');
  });

  it('with a value that went astray show none of it', async () => {
    expect(await told('plan --json=canary')).not.toContain('canary');
    expect(await told('plan -targetcanary')).not.toContain('canary');
    expect(await told('plan -canary')).not.toContain('canary');
  });

  it('that take no value say so', async () => {
    const said = await told('apply --auto-approve=true');
    expect(said).toBe(
      'error: --auto-approve takes no value. [wrong-usage] Write --auto-approve alone; leave it out for the opposite.',
    );
    expect(await told('plan --no-color=false')).toContain('--no-color takes no value.');
    expect(await told('apply plan.json --auto-approve=canary')).not.toContain('canary');
  });
});

describe('files as arguments', () => {
  it.each(['plan', 'validate', 'drift', 'absorb'])('%s FILE.yaml', async (command) => {
    expect(await told(`${command} prod.yaml`)).toContain('Did you mean -f prod.yaml?');
  });

  it('are told in a form that a shell takes, several together', async () => {
    expect(await told("plan prod.yaml it's.yml")).toContain("Did you mean -f prod.yaml -f 'it'\\''s.yml'?");
  });

  it('that do not exist are not repeated', async () => {
    const said = await told('plan canary.yaml');
    expect(said).toContain('Name a file with -f.');
    expect(said).not.toContain('canary');
  });

  it('that are no plan are told from one', async () => {
    for (const command of ['apply', 'show'])
      expect(await told(`${command} prod.yaml`)).toContain('prod.yaml is a configuration, not a saved plan.');
    expect(await told('apply prod.yaml')).toContain('Did you mean -f prod.yaml?');
    expect(await told('show prod.yaml')).toContain('Did you mean `capstan plan -f prod.yaml`?');
  });

  it('a target as an argument belongs to --only', async () => {
    expect(await told('plan settings.login_attempts')).toContain('Name a target with --only.');
    expect(await told('validate settings.login_attempts')).not.toContain('--only');
  });
});

describe('what oclif says in many words', () => {
  it('is said in one sentence', async () => {
    expect(await told('compare')).toBe(
      'error: compare needs two sides, or a fleet. [wrong-usage] Write `capstan compare A B`, or `capstan compare --fleet FILE` for each file and its live application.',
    );
    expect(await told('sandbox --port canary')).toContain('--port takes a whole number.');
  });
});
