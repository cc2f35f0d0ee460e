import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isPublicVariable } from '../../src/commands/environment.ts';

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
  beforeEach(() => vi.resetModules());
  afterEach(() => {
    Object.assign(process.env, before);
    delete process.env['CANARY_ONE'];
  });

  it('takes them out of the process and keeps them for the program', async () => {
    const { hideVariables, knownVariables } = await import('../../src/commands/environment.ts');
    process.env['CANARY_ONE'] = 'canary';
    hideVariables();
    expect(process.env['CANARY_ONE']).toBeUndefined();
    expect(process.env['PATH']).toBe(before['PATH']);
    expect(knownVariables()['CANARY_ONE']).toBe('canary');
  });

  it('knows those of the vars file as well, and without hiding those of the process', async () => {
    const { knownVariables, learnVariables } = await import('../../src/commands/environment.ts');
    expect(knownVariables()).toBe(process.env);
    learnVariables({ CANARY_TWO: 'canary' });
    expect(knownVariables()).toMatchObject({ CANARY_TWO: 'canary', PATH: before['PATH'] });
    expect(process.env['CANARY_TWO']).toBeUndefined();
  });
});
