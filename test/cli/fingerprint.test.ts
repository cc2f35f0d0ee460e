import { describe, expect, it } from 'vitest';
import { makeFingerprint } from '../../src/workflows/fingerprint.ts';

describe('makeFingerprint', () => {
  it('gives the same digest for the same passphrase, application and text, on every machine', async () => {
    const fingerprint = await makeFingerprint('passphrase', 'application');
    expect(fingerprint('text')).toBe('hmac:42ec3b36:8f271046b371e90a');
    expect((await makeFingerprint('passphrase', 'application'))('text')).toBe(fingerprint('text'));
  });

  it('has another key id with another passphrase or application, so that no one compares what cannot be compared', async () => {
    const digests = await Promise.all([
      makeFingerprint('a', 'app'),
      makeFingerprint('b', 'app'),
      makeFingerprint('a', 'other'),
    ]);
    const keyIds = digests.map((digest) => digest('x').split(':')[1]);
    expect(new Set(keyIds).size).toBe(3);
  });

  it('has the documented form and shows nothing of the text', async () => {
    const fingerprint = await makeFingerprint('a', 'app');
    for (const text of ['', 'a', 'ü'.repeat(1000)])
      expect(fingerprint(text)).toMatch(/^hmac:[0-9a-f]{8}:[0-9a-f]{16}$/);
    expect(fingerprint('')).not.toBe(fingerprint(' '));
  });
});
