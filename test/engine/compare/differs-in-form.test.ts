import { describe, expect, it } from 'vitest';
import { differsInForm } from '../../../src/engine/compare/normalize-value.ts';
import { Secret } from '../../../src/model/value.ts';

describe('two values', () => {
  it('do not differ in form where they mean the same', () => {
    expect(differsInForm('string', 'a', 'a')).toBe(false);
    expect(differsInForm('integer', '5', 5)).toBe(false);
    expect(differsInForm('json', '{"a":1,"b":2}', { b: 2, a: 1 })).toBe(false);
    expect(differsInForm('set', ['b', 'a'], ['a', 'b'])).toBe(false);
  });

  it('differ in form by their type', () => {
    expect(differsInForm('json', '["b","a"]', ['a', 'b'])).toBe(true);
    expect(differsInForm('string', 'A ', 'a')).toBe(true);
    expect(differsInForm('integer', ' 5', 5)).toBe(false);
  });

  it('that are secret are told apart without being shown', () => {
    expect(differsInForm('string', new Secret('Key '), new Secret('key'))).toBe(true);
    expect(differsInForm('string', new Secret('key'), new Secret('other'))).toBe(false);
    expect(differsInForm('string', new Secret('Key'), 'key')).toBe(false);
    expect(differsInForm('string', 'key', new Secret('Key'))).toBe(false);
    expect(differsInForm('string', new Secret('Key'), Secret.knownBy('hmac:1', 'global settings.x'))).toBe(false);
  });
});
