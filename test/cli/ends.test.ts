import { describe, expect, it } from 'vitest';
import { reportEnd } from '../../src/cli/report-fatal.ts';
import { loadSchema, schemaNames } from '../../src/cli/schemas.ts';
import { redactCrash } from '../../src/cli/terminal/environment.ts';
import { asUsageEnd, unknownCommand } from '../../src/cli/usage-error.ts';
import { ExpectedEnd, endWith } from '../../src/workflows/ending.ts';
import { parseTargets } from '../../src/workflows/load-file.ts';

const usage = { known: ['format'], flagsOf: new Map(), cwd: process.cwd() };
const facts = { argv: ['plan'], variables: {}, toolVersion: '0.1.0', nodeVersion: 'v20.19.0', stderr: {} };

describe('reportEnd', () => {
  const end = endWith('notPermitted', { code: 'credentials-missing', message: 'X is not set.', cure: 'Set it.' });

  it('tells an expected end with its cure and its code', () => {
    expect(reportEnd(end, facts)).toEqual({
      exitCode: 77,
      out: '',
      tell: 'error: X is not set.  [credentials-missing]\n    Set it.\n    More: capstan explain credentials-missing\n',
    });
  });

  it('prints it as JSON too when that was asked for, in either way of writing', () => {
    for (const argv of [
      ['plan', '--format', 'json'],
      ['plan', '--format=json'],
    ]) {
      const { out } = reportEnd(end, { ...facts, argv });
      expect(JSON.parse(out)).toEqual({
        problems: [{ code: 'credentials-missing', message: 'X is not set.', cure: 'Set it.', source: null }],
        notes: [],
      });
    }
    expect(reportEnd(end, { ...facts, argv: ['plan', '--format', 'text', 'json'] }).out).toBe('');
  });

  it('says no more of a bug than where to look, for a message may hold values', () => {
    const report = reportEnd(new RangeError('canary-value'), facts);
    expect(report).toEqual({
      exitCode: 1,
      out: '',
      tell: 'error: capstan failed unexpectedly: RangeError in `plan` (capstan 0.1.0, node v20.19.0). This is a bug. Run it again with --verbose and report what it prints.\n',
    });
  });

  it('shows the stack with --verbose, without what the environment holds', () => {
    const variables = { CAPSTAN_CLIENT_SECRET: 'canary-one', SOME_TOKEN: 'canary two' };
    const { tell } = reportEnd(new Error('canary-one in canary%20two'), {
      ...facts,
      argv: ['plan', '--verbose'],
      variables,
    });
    expect(tell).toContain('Error: (secret) in (secret)');
    expect(tell).toContain('ends.test.ts');
    expect(tell).not.toContain('canary');
  });

  it('tells a working folder that is gone from a bug', () => {
    const error = Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { syscall: 'uv_cwd' });
    const report = reportEnd(error, facts);
    expect(report.exitCode).toBe(64);
    expect(report.tell).toContain('The working folder no longer exists.  [no-working-folder]');
  });

  it('does not stumble over what is not even an error', () => {
    expect(reportEnd('canary', { ...facts, argv: [] }).tell).toContain('unexpectedly: string in ``');
    expect(reportEnd('canary', { ...facts, argv: ['plan', '--verbose'] }).tell).not.toContain('canary');
  });

  it('shows no credential that is known, in whatever message it stands', () => {
    const variables = { CAPSTAN_CLIENT_SECRET: 'canary-one', CAPSTAN_OTHER: 'canary two\n', X_TOKEN: 'canary"three' };
    const text = 'canary-one canary two canary%20two canary\\"three';
    const problem = { code: 'x', message: text, cure: text };
    for (const argv of [['plan'], ['plan', '--format', 'json']])
      expect(JSON.stringify(reportEnd(endWith('wrongUsage', problem), { ...facts, argv, variables }))).not.toContain(
        'canary',
      );
    const own = Object.assign(new Error(text), { exitCode: 64 });
    expect(reportEnd(own, { ...facts, variables }).tell).not.toContain('canary');
    expect(reportEnd(new Error(''), { ...facts, argv: ['canary-one'], variables }).tell).not.toContain('canary');
  });

  it('keeps the exit code of an error that brings one', () => {
    expect(reportEnd(Object.assign(new Error('The port\n\u001bis taken.'), { exitCode: 64 }), facts)).toEqual({
      exitCode: 64,
      out: '',
      tell: 'error: The port\n\\u001bis taken.\n',
    });
  });
});

describe('scrubbed', () => {
  it('takes out values of variables that may be secret, in the forms in which they travel', () => {
    const variables = {
      CAPSTAN_CLIENT_SECRET: 'a"b c',
      MY_PASSWORD: 'longer a"b c',
      PATH: '/usr/bin',
      X_KEY: 'abc',
      Y_KEY: undefined,
    };
    expect(redactCrash('1 a"b c 2 a\\"b c 3 a%22b%20c 4 longer a"b c 5 /usr/bin 6 abc', variables)).toBe(
      '1 (secret) 2 (secret) 3 (secret) 4 (secret) 5 /usr/bin 6 abc',
    );
    expect(redactCrash('authorization: Basic Y2FuYXJ5OmNhbmFyeQ==', {})).toBe('authorization: Basic (secret)');
    expect(redactCrash("'Signature id:G3N5RxCVc0d6rDLmBRGvcg2hCVY='", {})).toBe("'Signature (secret)'");
  });

  it('takes out what any other variable holds too, since a file may name it, but no single words', () => {
    const variables = {
      RPX: 'canary-rpx',
      HTTPS_PROXY: 'http://me:canary@proxy',
      STAGE: 'prod',
      HOME: '/home/somebody',
    };
    expect(redactCrash('canary-rpx http://me:canary@proxy prod /home/somebody', variables)).toBe(
      '(secret) (secret) prod /home/somebody',
    );
  });
});

describe('usage', () => {
  it('suggests the command that was meant', () => {
    expect(unknownCommand('paln', ['apply', 'plan']).problems[0]).toMatchObject({
      message: 'There is no command paln.',
      cure: 'Did you mean plan?',
    });
    expect(unknownCommand('frobnicate', ['apply', 'plan']).problems[0]?.cure).toBe('Available: apply, plan.');
    expect(unknownCommand('--verbos', ['plan']).problems[0]).toMatchObject({
      code: 'unknown-flag',
      message: 'Unknown flag --verbos before a command.',
    });
  });

  it('suggests the flag that was meant', () => {
    const error = Object.assign(new Error('Nonexistent flag'), { oclif: { exit: 2 }, flags: ['--formt=json'] });
    expect(asUsageEnd(error, usage)).toMatchObject({
      ending: 'wrongUsage',
      problems: [{ message: 'Unknown flag --formt.', cure: 'Did you mean --format?' }],
    });
    const two = Object.assign(new Error(''), { oclif: {}, flags: ['-x', '-Z'] });
    expect(asUsageEnd(two, usage)).toMatchObject({ message: 'Unknown flags -x, -Z.' });
    expect(asUsageEnd(Object.assign(new Error(''), { oclif: {}, flags: [] }), usage)).toBeInstanceOf(ExpectedEnd);
  });

  it('gives what oclif says its own exit code', () => {
    const error = Object.assign(new Error('Missing 1 required arg:\nplan  A plan\nSee more help with --help'), {
      oclif: { exit: 2 },
    });
    expect(asUsageEnd(error, usage)).toMatchObject({ ending: 'wrongUsage', message: 'An argument is missing: PLAN.' });
  });

  it('repeats no value of a command line, which may be a secret that went astray', () => {
    const told = (message: string, more: object) => {
      const end = asUsageEnd(
        Object.assign(new Error(`${message}\nSee more help with --help`), { oclif: {}, ...more }),
        usage,
      );
      return end instanceof ExpectedEnd ? end.problems.map(({ message: said, cure }) => `${said} ${cure}`).join() : '';
    };
    const flag = told('', { flags: ['--client-secret=canary'] });
    expect(flag).toContain('Unknown flag --client-secret. Set credentials in the variables');
    expect(told('', { flags: ['--tokencanary9', '-pcanary', '--=canary', '--Canary canary'] })).not.toContain(
      'canary9',
    );
    const said = [
      told('', { flags: ['-pcanary', '--=canary'] }),
      told('Unexpected argument: canary', { args: ['canary'] }),
      told('Unexpected arguments: canary, x', { args: ['canary', 'x.yaml'] }),
      told('Expected --format=canary to be one of: text, json', {}),
      told('Expected --format=canary to be one of: x to be one of: text, json', {}),
      told('Expected canary to be one of: plan, run', {}),
      told('The following error occurred:\n  --only=canary cannot also be provided when using --quiet', {}),
      told('Parsing --port \n\tExpected an integer but received: canary', {}),
      told('Anything with canary', {}),
      unknownCommand('canary', ['apply', 'plan']).message,
      unknownCommand('--=canary', ['plan']).message,
    ];
    expect(said.filter((text) => text.includes('canary'))).toEqual([]);
    expect(said).toContain('--format takes one of these: text, json. Run it with --help to see its flags.');
    expect(said).toContain('--only cannot be combined with --quiet. Run it with --help to see its flags.');
    expect(said[2]).toContain('Name a file with -f.');
  });

  it('leaves other errors as they are', () => {
    const error = new Error('bug');
    expect(asUsageEnd(error, usage)).toBe(error);
    expect(asUsageEnd('text', usage)).toBe('text');
  });
});

describe('parseTargets', () => {
  it('reads targets, and ends with 64 and all that are none', () => {
    expect(parseTargets(['settings.a', 'clients.*.features']).map(({ text }) => text)).toEqual([
      'settings.a',
      'clients.*.features',
    ]);
    expect(() => parseTargets(['settings.a', 'setings.a', 'x'])).toThrow(
      expect.objectContaining({ ending: 'wrongUsage', problems: [expect.anything(), expect.anything()] }),
    );
  });
});

describe('loadSchema', () => {
  it('knows every schema that it lists', () => {
    for (const name of schemaNames)
      expect(loadSchema(name)).toMatchObject({ $id: expect.stringContaining(`/schemas/v1/${name}.schema.json`) });
  });

  it('ends with 64 and the list, or the one that was meant', () => {
    expect(() => loadSchema('plam')).toThrow(
      expect.objectContaining({
        ending: 'wrongUsage',
        problems: [expect.objectContaining({ cure: 'Did you mean plan?' })],
      }),
    );
    const cure = `Available: ${schemaNames.join(', ')}.`;
    expect(() => loadSchema('constructor')).toThrow(
      expect.objectContaining({ ending: 'wrongUsage', problems: [expect.objectContaining({ cure })] }),
    );
  });
});
