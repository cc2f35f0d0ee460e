import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFiles } from '../../src/cli/run-files.ts';
import { givenVariables } from '../../src/cli/terminal/environment.ts';
import { canDraw, styleFor } from '../../src/cli/terminal/output-stream.ts';
import { checkVariables } from '../../src/workflows/load-file.ts';
import { readCredentials } from '../../src/workflows/open-application.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-env-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('checkVariables', () => {
  it('takes a name that is nearly known for a slip of the pen', () => {
    const slips = checkVariables({ CAPSTAN_CLIENT_SERCET: 'x', CAPSTAN_CLIENTID: 'x', CAPSTAN_ALLOWED_HOST: 'x' }, []);
    expect(slips.map(({ message, cure }) => [message, cure.split('?')[0]])).toEqual([
      [
        'The environment variable CAPSTAN_ALLOWED_HOST is not a variable of capstan.',
        'Did you mean CAPSTAN_ALLOWED_HOSTS',
      ],
      ['The environment variable CAPSTAN_CLIENTID is not a variable of capstan.', 'Did you mean CAPSTAN_CLIENT_ID'],
      [
        'The environment variable CAPSTAN_CLIENT_SERCET is not a variable of capstan.',
        'Did you mean CAPSTAN_CLIENT_SECRET',
      ],
    ]);
  });

  it('lets known names, names of the file, far names and names of others be', () => {
    const variables = {
      CAPSTAN_CLIENT_ID: 'x',
      CAPSTAN_CLIENT_ID2: 'x',
      CAPSTAN_STAGE: 'x',
      CAPSTAN_VAR_CLIENT_ID: 'x',
      CAPSTAN_ALLOWED_VARIABLES: 'x',
      CLIENT_ID: 'x',
      capstan_client_id: 'x',
    };
    expect(checkVariables(variables, ['CAPSTAN_CLIENT_ID2'])).toEqual([]);
  });

  it('never shows a value', () => {
    expect(JSON.stringify(checkVariables({ CAPSTAN_CLIENT_SECRTE: 'canary-value' }, []))).not.toContain('canary');
  });
});

describe('givenVariables', () => {
  it('reads no file unless one is named', async () => {
    expect(await givenVariables({ A: '1' }, undefined, folder)).toEqual({ variables: { A: '1' }, varsFile: {} });
  });

  it('adds names of capstan that the environment does not say already, and keeps the rest for references', async () => {
    const file = {
      CAPSTAN_CLIENT_ID: 'from file',
      CAPSTAN_VAR_A: 'two words',
      HTTPS_PROXY: 'http://p',
      NODE_OPTIONS: 'x',
    };
    writeFileSync(
      join(folder, 'vars'),
      Object.entries(file)
        .map(([name, value]) => `export ${name}="${value}"\n`)
        .join('# comment\n'),
    );
    expect(await givenVariables({ CAPSTAN_CLIENT_ID: 'from environment', HOME: '/' }, 'vars', folder)).toEqual({
      variables: { CAPSTAN_CLIENT_ID: 'from environment', CAPSTAN_VAR_A: 'two words', HOME: '/' },
      varsFile: file,
    });
  });

  it('ends with 64 when the file is not there or not sound', async () => {
    await expect(givenVariables({}, 'none', folder)).rejects.toMatchObject({ ending: 'wrongUsage' });
    writeFileSync(join(folder, 'env'), 'no assignment\n');
    await expect(givenVariables({}, 'env', folder)).rejects.toMatchObject({ ending: 'wrongUsage' });
  });
});

describe('findFiles', () => {
  it('replaces patterns by what they match, and ends with 64 when that is nothing', async () => {
    for (const name of ['b.yaml', 'a.yaml']) writeFileSync(join(folder, name), '');
    const { files } = await findFiles(['x.yaml', '*.yaml'], folder);
    expect(files).toEqual(['x.yaml', 'a.yaml', 'b.yaml']);
    await expect(findFiles(['*.yml'], folder)).rejects.toMatchObject({ ending: 'wrongUsage' });
    await expect(findFiles(['a.yaml', 'a.yaml'], folder)).rejects.toMatchObject({ ending: 'invalidFile' });
  });
});

describe('readCredentials', () => {
  const names = { clientId: 'CAPSTAN_A', clientSecret: 'CAPSTAN_B' };

  it('takes them from the variables that the file names, the secret sealed', () => {
    const credentials = readCredentials(names, { CAPSTAN_A: 'id', CAPSTAN_B: 'canary' });
    expect(credentials.clientId).toBe('id');
    expect(JSON.stringify(credentials)).not.toContain('canary');
  });

  it('ends with 77 and names what is missing; empty counts as missing', () => {
    expect(() => readCredentials(names, { CAPSTAN_A: 'id', CAPSTAN_B: '' })).toThrow(
      expect.objectContaining({ ending: 'notPermitted', message: 'CAPSTAN_B is not set.' }),
    );
    expect(() => readCredentials(names, {})).toThrow('CAPSTAN_A and CAPSTAN_B are not set.');
  });
});

describe('styleFor', () => {
  const terminal = { isTTY: true, columns: 120 };
  const coloured = (
    stream: { isTTY?: boolean },
    variables: Record<string, string>,
    flag: 'no-color' | 'unsaid' = 'unsaid',
  ): boolean => styleFor(stream, variables, flag).red('x') !== 'x';

  it('colours on terminals only', () => {
    expect(coloured(terminal, {})).toBe(true);
    expect(coloured({}, {})).toBe(false);
    expect(coloured(terminal, { TERM: 'dumb' })).toBe(false);
  });

  it('obeys --no-color before FORCE_COLOR before NO_COLOR', () => {
    expect(coloured(terminal, { NO_COLOR: '1' })).toBe(false);
    expect(coloured(terminal, { NO_COLOR: '' })).toBe(true);
    expect(coloured({}, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
    expect(coloured(terminal, { FORCE_COLOR: '0' })).toBe(false);
    expect(coloured(terminal, { FORCE_COLOR: 'false' })).toBe(false);
    expect(coloured(terminal, { FORCE_COLOR: '1' }, 'no-color')).toBe(false);
  });

  it('wraps at the width of the terminal, and never at nothing', () => {
    expect(styleFor(terminal, {}, 'unsaid').width).toBe(120);
    expect(styleFor({ columns: 3 }, {}, 'unsaid').width).toBe(40);
    expect(styleFor({}, {}, 'unsaid').width).toBe(100);
  });

  it('draws progress on terminals only', () => {
    expect([canDraw(terminal, {}), canDraw({}, {}), canDraw(terminal, { TERM: 'dumb' })]).toEqual([true, false, false]);
  });
});
