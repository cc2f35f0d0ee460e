import { describe, expect, it } from 'vitest';
import { differsInForm } from '../../../src/core/diff/stored-form.ts';
import { withoutForm } from '../../../src/core/model/form.ts';
import { Secret } from '../../../src/core/model/secret.ts';

describe('a value without its form', () => {
  it.each([
    [' Example\r\nShop ', 'shop  example'],
    ['b, a;c', 'A B C'],
    ['e\u0301', '\u00e9'],
    [
      ['b', 'A', 'a '],
      ['a', 'b'],
    ],
    [
      { x: ['B', 'a'], y: 1 },
      { y: 1, x: ['a', 'b'] },
    ],
  ])('is the same for %j and %j', (a, b) => {
    expect(withoutForm(a)).toEqual(withoutForm(b));
  });

  it.each([
    ['ab', 'a b'],
    ['a', 'a-'],
    [['a'], ['a', 'b']],
    [{ X: 1 }, { x: 1 }],
    [1, 2],
    ['1', 1],
    [true, 'true'],
    [null, ''],
  ])('is another for %j and %j', (a, b) => {
    expect(withoutForm(a)).not.toEqual(withoutForm(b));
  });
});

describe('two values', () => {
  it('do not differ in form where they mean the same', () => {
    expect(differsInForm('string', 'a', 'a')).toBe(false);
    expect(differsInForm('integer', '5', 5)).toBe(false);
    expect(differsInForm('set', ['b', 'a'], ['a', 'b'])).toBe(false);
  });

  it('differ in form by their type', () => {
    expect(differsInForm('json', '["b","a"]', ['a', 'b'])).toBe(true);
    expect(differsInForm('string', 'A ', 'a')).toBe(true);
  });

  it('that are secret are told apart without being shown', () => {
    expect(differsInForm('string', new Secret('Key '), new Secret('key'))).toBe(true);
    expect(differsInForm('string', new Secret('key'), new Secret('other'))).toBe(false);
    expect(differsInForm('string', new Secret('Key'), 'key')).toBe(false);
    expect(differsInForm('string', new Secret('Key'), Secret.knownBy('hmac:1', 'global settings.x'))).toBe(false);
  });
});
