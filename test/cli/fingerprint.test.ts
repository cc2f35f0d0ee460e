import { createRequire, syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { fingerprintOf, makeFingerprint } from '../../src/workflows/fingerprint.ts';
import { aDesired, secretReference } from '../support/builders.ts';

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

describe('the key of fingerprints', () => {
  const crypto = createRequire(import.meta.url)('node:crypto') as Record<'scrypt' | 'scryptSync', () => unknown>;
  const derived: string[] = [];
  const { scrypt, scryptSync } = crypto;
  afterEach(() => {
    Object.assign(crypto, { scrypt, scryptSync });
    syncBuiltinESMExports();
    derived.length = 0;
  });
  function watch(): void {
    const noting =
      (name: 'scrypt' | 'scryptSync', real: () => unknown) =>
      (...given: readonly []) => {
        derived.push(name);
        return real(...given);
      };
    Object.assign(crypto, { scrypt: noting('scrypt', scrypt), scryptSync: noting('scryptSync', scryptSync) });
    syncBuiltinESMExports();
  }
  const of = (settings: Parameters<typeof aDesired>[0], key: 'ahead' | 'when-asked') =>
    fingerprintOf(aDesired(settings), { variables: { CAPSTAN_FINGERPRINT_KEY: 'passphrase-of-sixteen' } }, key);

  it('is not derived where nothing is digested, and once where something is', async () => {
    watch();
    const digest = await of({ settings: { site_name: 'x' } }, 'when-asked');
    expect(derived).toEqual([]);
    const print = digest('text');
    digest('another');
    expect(derived).toEqual(['scryptSync']);
    expect((await of({}, 'ahead'))('text')).toBe(print);
  });

  it('is derived beside the first requests where that is asked for, or the file has secrets', async () => {
    watch();
    await of({}, 'ahead');
    await of({ settings: new Map([['rpx_key', secretReference('s')]]) }, 'when-asked');
    expect(derived).toEqual(['scrypt', 'scrypt']);
  });
});
