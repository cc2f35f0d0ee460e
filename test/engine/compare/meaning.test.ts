import { describe, expect, it } from 'vitest';
import {
  equivalent,
  normalizeValue,
  readInteger,
  sameAsSent,
  sameJson,
} from '../../../src/engine/compare/normalize-value.ts';
import type { Json } from '../../../src/leaf/json.ts';
import { Secret } from '../../../src/model/value.ts';

describe('an integer', () => {
  it.each([
    ['0', 0],
    ['-7', -7],
    ['9007199254740991', 9007199254740991],
  ])('is read from %s', (text, value) => {
    expect(readInteger(text)).toBe(value);
  });

  it.each(['', '01', '+1', '1.0', '1e3', ' 1', '1 ', '0x10', '9007199254740992', '20170915215708415365', '--1', '٣'])(
    'is not %j',
    (text) => {
      expect(readInteger(text)).toBeUndefined();
    },
  );
});

describe('a list without an order', () => {
  it('is what was sent in any order, and no other list is', () => {
    expect(sameAsSent('set', ['a', 'b'], ['b', 'a'])).toBe(true);
    expect(sameAsSent('json', ['a', 'b'], ['b', 'a'])).toBe(false);
  });
});

describe('what a value means', () => {
  it('is itself for a list where an integer is wanted, although its text is that of one', () => {
    expect(normalizeValue('integer', [5])).toEqual([5]);
  });

  it('is a text for a string setting, but for structures and null', () => {
    expect(normalizeValue('string', 5)).toBe('5');
    expect(normalizeValue('string', true)).toBe('true');
    expect(normalizeValue('string', 'x')).toBe('x');
    expect(normalizeValue('string', [5])).toEqual([5]);
    expect(normalizeValue('string', null)).toBeNull();
  });

  it('is a number for an integer setting where the text is one', () => {
    expect(normalizeValue('integer', '5')).toBe(5);
    expect(normalizeValue('integer', 5)).toBe(5);
    expect(normalizeValue('integer', '05')).toBe('05');
    expect(normalizeValue('integer', true)).toBe(true);
  });

  it('is true or false for a boolean setting where the text is one of them', () => {
    expect(normalizeValue('boolean', 'true')).toBe(true);
    expect(normalizeValue('boolean', 'false')).toBe(false);
    for (const text of ['True', 'TRUE']) expect(normalizeValue('boolean', text)).toBe(true);
    for (const text of ['False', 'FALSE']) expect(normalizeValue('boolean', text)).toBe(false);
    expect(normalizeValue('boolean', 'tRue')).toBe('tRue');
    expect(normalizeValue('boolean', 1)).toBe(1);
  });

  it('is what a JSON text says for a json setting', () => {
    expect(normalizeValue('json', '{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(normalizeValue('json', 'not json')).toBe('not json');
    expect(normalizeValue('json', { a: 1 })).toEqual({ a: 1 });
  });

  it.each([
    '{"id":"3e8a1f00-0000-4000-8000-000000000000"}',
    '{"until":"2026-01-01","at":"10e5"}',
    String.raw`{"quote\"1e5":"20170915215708415365 \\"}`,
    '{"a":-0.5,"b":123456789012345}',
  ])('is the structure of %s: digits inside texts are no numbers', (text) => {
    expect(normalizeValue('json', text)).toEqual(JSON.parse(text));
  });

  it.each(['[20170915215708415365]', '[0.1234567890123456]', '[1234567890.12345678]', '[1e400]', '[1E5]', '[-0]'])(
    'is the text %s itself, since JavaScript might round its number',
    (text) => {
      expect(normalizeValue('json', text)).toBe(text);
    },
  );

  it('is the text itself when it nests too deeply to be compared', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(typeof normalizeValue('json', nested(64))).toBe('object');
    expect(typeof normalizeValue('json', nested(66))).toBe('string');
    expect(typeof normalizeValue('json', nested(100_000))).toBe('string');
  });
});

describe('values that mean the same', () => {
  it.each<[Parameters<typeof equivalent>[0], Json, Json]>([
    ['integer', 5, '5'],
    ['boolean', true, 'true'],
    ['string', 5, '5'],
    ['json', '{"a":1,"b":2}', { b: 2, a: 1 }],
    ['json', '5', 5],
  ])('for %s: %j and %j', (type, a, b) => {
    expect(equivalent(type, a, b)).toBe(true);
    expect(equivalent(type, b, a)).toBe(true);
  });

  it.each<[Parameters<typeof equivalent>[0], Json, Json]>([
    ['integer', 5, '05'],
    ['string', '1.10', '1.1'],
    ['string', '20170915215708415365', '20170915215708415366'],
    ['string', '[1]', [1]],
    ['json', [1, 2], [2, 1]],
    ['json', {}, []],
  ])('not for %s: %j and %j', (type, a, b) => {
    expect(equivalent(type, a, b)).toBe(false);
    expect(equivalent(type, b, a)).toBe(false);
  });

  it('go by what secrets hide, and a secret means no plain value', () => {
    expect(equivalent('string', new Secret('a'), new Secret('a'))).toBe(true);
    expect(equivalent('string', new Secret('a'), new Secret('b'))).toBe(false);
    expect(equivalent('string', new Secret('a'), 'a')).toBe(false);
    expect(equivalent('string', 'a', new Secret('a'))).toBe(false);
    expect(equivalent('json', {}, new Secret({}))).toBe(false);
    expect(equivalent('json', new Secret({}), {})).toBe(false);
  });
});

describe('values that came back as sent', () => {
  it('have the type that was sent: a boolean is not the text "true"', () => {
    expect(sameAsSent('boolean', true, true)).toBe(true);
    expect(sameAsSent('boolean', true, 'true')).toBe(false);
    expect(sameAsSent('integer', 5, '5')).toBe(false);
    expect(sameAsSent('string', 'x', 'x')).toBe(true);
  });

  it('may change between text and structure where the setting is JSON', () => {
    expect(sameAsSent('json', '{"a":1}', { a: 1 })).toBe(true);
    expect(sameAsSent('json', { a: 1 }, { a: 2 })).toBe(false);
  });

  it('are compared as secrets where they are hidden', () => {
    expect(sameAsSent('string', new Secret('a'), new Secret('a'))).toBe(true);
    expect(sameAsSent('string', new Secret('a'), new Secret('b'))).toBe(false);
    expect(sameAsSent('string', new Secret('a'), 'a')).toBe(false);
    expect(sameAsSent('string', 'a', new Secret('a'))).toBe(false);
    expect(sameAsSent('string', {}, new Secret({}))).toBe(false);
    expect(sameAsSent('string', new Secret({}), {})).toBe(false);
  });
});

describe('equal JSON', () => {
  it('tells 5 from "5", null from nothing, and a list from a map', () => {
    expect(sameJson(5, 5)).toBe(true);
    expect(sameJson(5, '5')).toBe(false);
    expect(sameJson(null, '')).toBe(false);
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson([null], [])).toBe(false);
    expect(sameJson(['a'], 'a')).toBe(false);
  });
});
