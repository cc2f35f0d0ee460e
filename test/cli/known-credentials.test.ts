import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { refuseSecretWords } from '../../src/cli/terminal/environment.ts';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { runProgram } from '../support/run-program.ts';

const run = (words: readonly string[], env: Readonly<Record<string, string>>) =>
  runProgram(words, { cwd: tmpdir(), env });

const variables = {
  CAPSTAN_CLIENT_ID: 'an-id-of-a-client',
  CAPSTAN_CLIENT_SECRET: 'canary-secret',
  CAPSTAN_OTHER: 'canary-other\n',
  CAPSTAN_VAR_STAGE: 'production',
  CAPSTAN_ALLOWED_HOSTS: 'gateway.example.com',
  SOME_KEY: 'short',
};

function told(...words: readonly string[]): readonly string[] {
  try {
    refuseSecretWords(words, variables);
    return [];
  } catch (error) {
    return error instanceof ExpectedEnd ? error.problems.map(({ message }) => message) : ['another error'];
  }
}

describe('a credential on the command line', () => {
  it.each<[string, readonly string[]]>([
    ['at --client-secret', ['plan', '--client-secret=canary-secret']],
    ['at --client-secret', ['plan', '--client-secret', 'canary-secret']],
    ['at --only', ['plan', '--only', 'settings.canary-secret']],
    ['at --format', ['plan', '--format=canary-secret']],
    ['at -f', ['plan', '-fcanary-secret']],
    ['as an argument', ['canary-secret']],
    ['as an argument', ['apply', 'canary-secret']],
  ])('is refused by its variable and its place: %s', (place, words) => {
    expect(told(...words)).toEqual([`The value of CAPSTAN_CLIENT_SECRET is on the command line, ${place}.`]);
  });

  it('is known whatever the file calls its variable, without the line break that a shell takes off', () => {
    expect(told('plan', 'canary-other')).toEqual([
      'The value of CAPSTAN_OTHER is on the command line, as an argument.',
    ]);
  });

  it('is no id, nothing that files may read, and nothing short', () => {
    expect(told('plan', 'an-id-of-a-client', 'production', 'gateway.example.com', 'short')).toEqual([]);
  });

  it.each([
    [['plan', '--client-secret=canary-secret']],
    [['canary-secret']],
    [['plan', 'canary-secret']],
    [['plan', '--only', 'canary-secret']],
    [['plan', '--format', 'canary-secret']],
    [['plan', '--format', 'json', '--out', 'canary-secret/x.json']],
    [['--client-secret=canary-secret']],
  ])('is printed by nothing: %j', async (words) => {
    const known = await run(words, { CAPSTAN_CLIENT_SECRET: 'canary-secret' });
    expect([known.code, known.stdout + known.stderr]).toEqual([64, expect.not.stringContaining('canary')]);
  });

  it.each([
    [['plan', '--client-secret=canary-secret']],
    [['canary-secret']],
    [['plan', 'canary-secret']],
    [['plan', '--only', 'canary-secret']],
    [['plan', '--format', 'canary-secret']],
    [['--client-secret=canary-secret']],
  ])('is not repeated where no variable holds it either: %j', async (words) => {
    const unknown = await run(words, {});
    expect([unknown.code, unknown.stdout + unknown.stderr]).toEqual([64, expect.not.stringContaining('canary')]);
  });
});

describe('credentials that were damaged on their way', () => {
  it.each([
    ['CAPSTAN_CLIENT_SECRET', 'canary-secret\n', 'begins or ends with a blank, a line break or an invisible character'],
    ['CAPSTAN_CLIENT_SECRET', ' canary-secret', 'begins or ends with a blank, a line break or an invisible character'],
    ['CAPSTAN_CLIENT_SECRET', '***', 'contains a mask instead of the secret'],
    ['CAPSTAN_CLIENT_ID', 'canary-id\n', 'begins or ends with a blank, a line break or an invisible character'],
  ])('are named before any request: %s = %j', async (name, value, damage) => {
    const env = { CAPSTAN_CLIENT_ID: 'an-id', CAPSTAN_CLIENT_SECRET: 'a-secret-0000', [name]: value };
    const words = ['import', '--application', 'x', '--config-url', 'http://127.0.0.1:9', '--print'];
    const { code, stdout, stderr } = await run(words, env);
    expect([code, stderr]).toEqual([77, expect.stringContaining(`${name} ${damage}.  [credentials-damaged]`)]);
    expect(stdout + stderr).not.toContain('canary');
  });
});
