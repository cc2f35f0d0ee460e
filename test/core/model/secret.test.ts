import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openSecret, Secret } from '../../../src/core/model/secret.ts';
import { isSecret, sealed } from '../../../src/core/model/value.ts';

describe('a secret', () => {
  it('equals another by what the service would see', () => {
    expect(new Secret('a').equals(new Secret('a'))).toBe(true);
    expect(new Secret('a').equals(new Secret('A'))).toBe(false);
    expect(new Secret(5).equals(new Secret('5'))).toBe(true);
    expect(new Secret(true).equals(new Secret('true'))).toBe(true);
    expect(new Secret({ b: 1, a: 2 }).equals(new Secret({ a: 2, b: 1 }))).toBe(true);
    expect(new Secret([1, 2]).equals(new Secret([2, 1]))).toBe(false);
  });

  it('has the same fingerprint exactly when it is equal', () => {
    const digest = (text: string) => `digest of ${text.length} characters`;
    expect(new Secret(5).fingerprint(digest)).toBe('digest of 1 characters');
    expect(new Secret({ a: 1 }).fingerprint(digest)).toBe('digest of 7 characters');
  });

  it.each(['', '*', '********', '••••', '●', '∙·'])('is masked when the service gives %j for it', (text) => {
    expect(new Secret(text).isMasked()).toBe(true);
  });

  it.each(['*x', 'x', ' ', '.', 0, false, null, [], ['*']])('is not masked when it is %j', (value) => {
    expect(new Secret(value).isMasked()).toBe(false);
  });

  it('says whether it occurs in a text, and an empty one occurs nowhere', () => {
    expect(new Secret('hunter2').occursIn('my hunter2!')).toBe(true);
    expect(new Secret('hunter2').occursIn('hunter')).toBe(false);
    expect(new Secret('').occursIn('anything')).toBe(false);
    expect(new Secret(1234567).occursIn('a1234567b')).toBe(true);
  });

  it('goes to a cipher as JSON, type and order of keys included', () => {
    const cipher = (text: string) => `<${text}>`;
    expect(new Secret(5).sealedWith(cipher)).toBe('<5>');
    expect(new Secret('5').sealedWith(cipher)).toBe('<"5">');
    expect(new Secret(JSON.parse('{"b":1,"__proto__":{"a":[null]}}')).sealedWith(cipher)).toBe(
      '<{"b":1,"__proto__":{"a":[null]}}>',
    );
  });

  it('opens only for those who hold the key to it', () => {
    expect(openSecret(new Secret({ a: 1 }))).toEqual({ a: 1 });
    // What nobody knows cannot be sent.
    expect(() => openSecret(Secret.knownBy('hmac:00000000:0000000000000000'))).toThrow('fingerprint alone');
  });
});

describe('a secret that somebody tries to see', () => {
  const secret = new Secret('hunter2');

  it('is a word in its place', () => {
    expect(String(secret)).toBe('(secret)');
    expect(`${secret}`).toBe('(secret)');
    expect(secret.toString()).toBe('(secret)');
    expect(inspect(secret)).toBe('(secret)');
    expect(JSON.stringify({ secret })).toBe('{"secret":{"secret":true}}');
  });
});

describe('hiding a value', () => {
  it('gives a secret, and leaves what is hidden as it is', () => {
    const secret = new Secret('x');
    expect(sealed(secret)).toBe(secret);
    expect(sealed('x').equals(secret)).toBe(true);
    expect(isSecret(sealed('x'))).toBe(true);
    expect([{}, null, 'x', { secret: true }].map(isSecret)).toEqual([false, false, false, false]);
  });
});
