import { describe, expect, it } from 'vitest';
import { acceptsFor, isAccepted, isIgnored } from '../../../src/engine/compare/exemptions.ts';
import { globalScope, keyTarget } from '../../../src/model/address.ts';
import { Secret } from '../../../src/model/value.ts';
import { anAccept, pattern, today } from '../../support/builders.ts';

const target = keyTarget(globalScope, 'settings', 'login_attempts');

function rules(...accept: readonly ReturnType<typeof anAccept>[]) {
  return { ignore: [], accept, today };
}

describe('an ignored target', () => {
  it('is one that a pattern names', () => {
    expect(isIgnored({ ignore: [pattern('settings.login_*')] }, target)).toBe(true);
    expect(isIgnored({ ignore: [pattern('custom.*')] }, target)).toBe(false);
    expect(isIgnored({ ignore: [] }, target)).toBe(false);
  });
});

describe('an accept', () => {
  it('holds through its last day', () => {
    expect(acceptsFor(rules(anAccept('settings.login_attempts', 5, today)), target)).toHaveLength(1);
    expect(acceptsFor(rules(anAccept('settings.login_attempts', 5, '2026-11-20')), target)).toEqual([]);
    expect(acceptsFor(rules(anAccept('settings.other', 5)), target)).toEqual([]);
  });

  it('accepts the value that it names, by meaning, and no other', () => {
    const five = rules(anAccept('settings.login_attempts', 5), anAccept('settings.login_attempts', 7));
    expect(isAccepted(five, target, '5', 'integer')).toBe(true);
    expect(isAccepted(five, target, 7, 'integer')).toBe(true);
    expect(isAccepted(five, target, 6, 'integer')).toBe(false);
    expect(isAccepted(five, target, '5', 'string')).toBe(true);
  });

  it('accepts a secret by what it hides, also where the file has it in clear', () => {
    const hidden = rules(anAccept('settings.login_attempts', new Secret('x')));
    expect(isAccepted(hidden, target, new Secret('x'), 'string')).toBe(true);
    expect(isAccepted(hidden, target, new Secret('y'), 'string')).toBe(false);
    expect(isAccepted(hidden, target, 'x', 'string')).toBe(false);
    const plain = rules(anAccept('settings.login_attempts', 'x'));
    expect(isAccepted(plain, target, new Secret('x'), 'string')).toBe(true);
    expect(isAccepted(plain, target, new Secret('y'), 'string')).toBe(false);
  });
});
