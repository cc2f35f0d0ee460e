import { describe, expect, it } from 'vitest';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { checkKeys } from '../../src/workflows/fingerprint.ts';

const names = { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' };
const good = {
  CAPSTAN_CLIENT_ID: 'client-id',
  CAPSTAN_CLIENT_SECRET: 'client-secret',
  CAPSTAN_JOURNAL_KEY: 'canary-journal-key',
  CAPSTAN_FINGERPRINT_KEY: 'canary-fingerprint-key',
  CAPSTAN_REVIEW_KEY: 'canary-review-key',
};

function troubles(variables: Readonly<Record<string, string>>, of = names): readonly string[] {
  try {
    checkKeys(of, variables);
    return [];
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    expect(error.ending).toBe('wrongUsage');
    expect(JSON.stringify(error.problems)).not.toContain('canary');
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
}

describe('credentials and keys', () => {
  it('are fine when each has a text of its own, and when keys are not set', () => {
    expect(troubles(good)).toEqual([]);
    expect(troubles({ ...good, CAPSTAN_JOURNAL_KEY: '', CAPSTAN_FINGERPRINT_KEY: '' })).toEqual([]);
    expect(troubles({})).toEqual([]);
  });

  it.each([
    ['CAPSTAN_CLIENT_ID', 'CAPSTAN_CLIENT_SECRET'],
    ['CAPSTAN_CLIENT_ID', 'CAPSTAN_JOURNAL_KEY'],
    ['CAPSTAN_CLIENT_SECRET', 'CAPSTAN_JOURNAL_KEY'],
    ['CAPSTAN_CLIENT_SECRET', 'CAPSTAN_FINGERPRINT_KEY'],
    ['CAPSTAN_JOURNAL_KEY', 'CAPSTAN_FINGERPRINT_KEY'],
    ['CAPSTAN_CLIENT_ID', 'CAPSTAN_REVIEW_KEY'],
  ])('may not be the same: %s and %s', (one, other) => {
    const same = 'canary-text-of-both';
    expect(troubles({ ...good, [one]: same, [other]: same })).toEqual([
      `same-secret-twice: ${one} and ${other} have the same value.`,
    ]);
  });

  it('may not be in one variable', () => {
    const both = { clientId: 'CAPSTAN_X', clientSecret: 'CAPSTAN_X' };
    expect(troubles({ CAPSTAN_X: 'canary' }, both)).toEqual([
      'same-secret-twice: CAPSTAN_X is used for both the client id and the client secret.',
    ]);
  });

  it('are looked at under the names that the file gives them', () => {
    const own = { clientId: 'CAPSTAN_PROD_ID', clientSecret: 'CAPSTAN_PROD_SECRET' };
    const variables = { ...good, CAPSTAN_PROD_ID: 'canary', CAPSTAN_PROD_SECRET: 'canary' };
    expect(troubles(variables, own)).toHaveLength(1);
    expect(troubles(variables)).toEqual([]);
  });

  it.each(['CAPSTAN_JOURNAL_KEY', 'CAPSTAN_FINGERPRINT_KEY', 'CAPSTAN_REVIEW_KEY'])(
    'that people choose have 16 characters at least: %s',
    (name) => {
      expect(troubles({ ...good, [name]: 'x'.repeat(15) })).toEqual([
        `key-too-short: ${name} has fewer than 16 characters.`,
      ]);
      expect(troubles({ ...good, [name]: 'x'.repeat(16) })).toEqual([]);
    },
  );
});
