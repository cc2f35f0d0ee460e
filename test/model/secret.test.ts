import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/leaf/json.ts';
import { isSecret, openSecret, Secret, sealed, secretAddress } from '../../src/model/value.ts';

describe('a secret', () => {
  it('equals another by what the service would see', () => {
    expect(new Secret('a').equals(new Secret('a'))).toBe(true);
    expect(new Secret('a').equals(new Secret('A'))).toBe(false);
    expect(new Secret(5).equals(new Secret('5'))).toBe(true);
    expect(new Secret(true).equals(new Secret('true'))).toBe(true);
    expect(new Secret({ b: 1, a: 2 }).equals(new Secret({ a: 2, b: 1 }))).toBe(true);
    expect(new Secret([1, 2]).equals(new Secret([2, 1]))).toBe(false);
  });

  it('has a fingerprint of its value and its place', () => {
    const digest = (text: string) => `digest of ${text}`;
    const here = secretAddress(null, 'settings', 'rpx_key');
    expect(new Secret(5).fingerprint(digest, here)).toBe('digest of secret\n[null,"settings","rpx_key"]\n5');
    expect(new Secret({ b: 1, a: 2 }).fingerprint(digest, 'x')).toBe('digest of secret\nx\n{"a":2,"b":1}');
    expect(new Secret(5).fingerprint(digest, secretAddress('web', 'settings', 'rpx_key'))).not.toBe(
      new Secret(5).fingerprint(digest, here),
    );
  });

  it('has none where it stands in a file in clear, but changes a digest of the whole', () => {
    const digest = (text: string) => `digest of ${text}`;
    expect(Secret.ofFile('x').fingerprint(digest, 'a')).toBeNull();
    expect(Secret.ofFile('x').bound(digest)).not.toBe(Secret.ofFile('y').bound(digest));
    // Else anyone who reads a plan could tell a guess from the right value.
    expect(Secret.ofFile('x').bound(digest)).not.toBe(new Secret('x').fingerprint(digest, 'a'));
  });

  it('that was left unread in a file equals nothing, itself included', () => {
    const unread = Secret.unread();
    expect([unread.sameAs(unread), new Secret(null).sameAs(unread), unread.is(() => true)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(unread.fingerprint((text) => text, 'a')).toBeNull();
    expect(() => openSecret(unread)).toThrow('unread');
  });

  it.each(['', '*', '********', '••••', '●', '∙·'])('is masked when the service gives %j for it', (text) => {
    expect(new Secret(text).isMasked()).toBe(true);
  });

  it.each(['*x', 'x', ' ', '.', 0, false, null, [], ['*']])('is not masked when it is %j', (value) => {
    expect(new Secret(value).isMasked()).toBe(false);
  });

  it('is found in a text by what must not stand there', () => {
    const texts = (value: Json): readonly string[] => [String(value)];
    const find = Secret.finder([
      [new Secret('hunter2'), texts],
      [new Secret(1234567), texts],
      [new Secret('********'), texts],
      [Secret.unread(), texts],
      [Secret.knownBy('hmac:00000000:0000000000000000', 'a'), texts],
    ]);
    expect(['my hunter2!', 'hunter', 'a1234567b', 'null', '********'].map(find)).toEqual([0, null, 1, null, null]);
  });

  it('goes into another form, or into none', () => {
    const parsed = new Secret('[1]').converted((value) => JSON.parse(String(value)));
    expect(parsed?.equals(new Secret([1]))).toBe(true);
    expect(new Secret('x').converted(() => undefined)).toBeUndefined();
    expect(Secret.ofFile('1').converted(Number)?.isOfFile()).toBe(true);
  });

  it('answers yes or no to questions on its value', () => {
    expect(new Secret('x').is((value) => value === 'x')).toBe(true);
    expect(new Secret('x').is((value) => value === 'y')).toBe(false);
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
    // What no one knows cannot be sent.
    expect(() => openSecret(Secret.knownBy('hmac:00000000:0000000000000000', 'a'))).toThrow('fingerprint alone');
  });
});

describe('a secret that is known by its fingerprint alone', () => {
  const digest = (text: string) => `hmac:00000000:${text}`;
  const print = new Secret('x').fingerprint(digest, 'here') ?? '';
  const known = Secret.knownBy(print, 'here');

  it('can be compared with values once the digest of its key is at hand', () => {
    expect(known.sameAs(new Secret('x'))).toBeUndefined();
    const comparable = known.comparableBy(digest);
    expect([comparable.sameAs(new Secret('x')), new Secret('x').sameAs(comparable)]).toEqual([true, true]);
    expect(comparable.sameAs(new Secret('y'))).toBe(false);
    expect(comparable.fingerprint(digest, 'elsewhere')).toBe(print);
    expect(known.comparableBy((text) => `hmac:11111111:${text}`).sameAs(new Secret('x'))).toBeUndefined();
  });

  it('says nothing about one of another place or another key', () => {
    expect(known.sameAs(Secret.knownBy(print, 'here'))).toBe(true);
    expect(known.sameAs(Secret.knownBy(`${print}-`, 'here'))).toBe(false);
    expect(known.sameAs(Secret.knownBy(print, 'there'))).toBeUndefined();
    expect(known.sameAs(Secret.knownBy('hmac:11111111:0', 'here'))).toBeUndefined();
  });
});

describe('a secret that someone tries to see', () => {
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
