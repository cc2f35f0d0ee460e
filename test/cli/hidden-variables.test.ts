import { afterEach, describe, expect, it } from 'vitest';
import { hideVariables } from '../../src/cli/host.ts';
import { holdVariables, isPublicVariable } from '../../src/cli/terminal/environment.ts';

const secrets = [
  'CAPSTAN_CLIENT_ID',
  'CAPSTAN_CLIENT_SECRET',
  'CAPSTAN_PRODUCTION_SECRET',
  'CAPSTAN_JOURNAL_KEY',
  'CAPSTAN_FINGERPRINT_KEY',
  'RPX',
  'ANY_NAME_THAT_A_FILE_MAY_ASK_FOR',
  'HTTPS_PROXY',
  'https_proxy',
  'GITHUB_TOKEN',
  '__proto__',
  'PATH_TO_SECRETS',
];
const needed = ['PATH', 'Path', 'HOME', 'TERM', 'LC_ALL', 'NODE_EXTRA_CA_CERTS', 'XDG_CONFIG_HOME', 'SystemRoot', 'TZ'];

describe('a variable', () => {
  it.each(needed)('that others need stays: %s', (name) => {
    expect(isPublicVariable(name)).toBe(true);
  });

  it.each(secrets)('that may be a secret does not: %s', (name) => {
    expect(isPublicVariable(name)).toBe(false);
  });
});

describe('hiding variables', () => {
  const before = { ...process.env };
  afterEach(() => {
    Object.assign(process.env, before);
    delete process.env['CANARY_ONE'];
  });

  it('takes them out of the process and keeps them for the program', () => {
    process.env['CANARY_ONE'] = 'canary';
    const { known } = hideVariables();
    expect(process.env['CANARY_ONE']).toBeUndefined();
    expect(process.env['PATH']).toBe(before['PATH']);
    expect(known()['CANARY_ONE']).toBe('canary');
  });

  it('knows those of the vars file as well, and without showing them to the process', () => {
    const { known, learn } = holdVariables(process.env);
    expect(known()).toBe(process.env);
    learn({ CANARY_TWO: 'canary' });
    expect(known()).toMatchObject({ CANARY_TWO: 'canary', PATH: before['PATH'] });
    expect(process.env['CANARY_TWO']).toBeUndefined();
  });
});
