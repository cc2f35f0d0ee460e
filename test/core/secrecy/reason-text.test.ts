import { describe, expect, it } from 'vitest';
import type { SecretReason } from '../../../src/core/model/secrecy.ts';
import { reasonText } from '../../../src/core/secrecy/reason-text.ts';

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
