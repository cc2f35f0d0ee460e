import { describe, expect, it } from 'vitest';
import { reasonText } from '../../../src/engine/secrecy/secret-reason.ts';
import type { SecretReason } from '../../../src/model/secrecy.ts';

describe('the words for why a key is taken for a secret', () => {
  it.each<[SecretReason, string]>([
    [{ kind: 'catalogue' }, 'known as a secret'],
    [{ kind: 'sensitive' }, 'sensitive in the file'],
    [{ kind: 'reference' }, 'comes from a secret in the file'],
    [{ kind: 'source', source: 'the baseline git:main' }, 'a secret in the baseline git:main'],
    [{ kind: 'contains', what: 'the secret settings.rpx_key' }, 'its value contains the secret settings.rpx_key'],
    [{ kind: 'name' }, 'its name says so'],
    [{ kind: 'form', form: 'a JWT' }, 'it holds a JWT'],
  ])('of %j', (why, text) => {
    expect(reasonText(why)).toBe(text);
  });
});
