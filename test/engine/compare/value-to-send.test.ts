import { describe, expect, it } from 'vitest';
import { coerceKey, coerceSecret, coerceValue } from '../../../src/engine/compare/compare-cells.ts';
import { isStructured, type Json } from '../../../src/leaf/json.ts';
import type { SettingType } from '../../../src/model/setting.ts';
import { Secret, type Value } from '../../../src/model/value.ts';

function sent(type: SettingType, json: Json, text?: string, live?: Value) {
  const written = typeof json === 'string' ? json : JSON.stringify(json);
  const found = coerceValue(type, { json, text: text ?? (isStructured(json) ? null : written) }, live);
  return found.kind === 'fits' ? [found.value] : found.wanted;
}

describe('a value bound for a string', () => {
  it.each([
    [1.1, '1.10'],
    [123, '0123'],
    [Number('20170915215708415365'), '20170915215708415365'],
    [true, 'TRUE'],
    [5, '5'],
  ])('is its source text: %j written as %s', (json, text) => {
    expect(sent('string', json, text)).toEqual([text]);
  });

  it('cannot be a map or a list', () => {
    expect(sent('string', { a: 1 })).toBe('a text, not a map or a list');
    expect(sent('string', [])).toBe('a text, not a map or a list');
  });
});

describe('a value bound for an integer', () => {
  it('is a number, written as one or as a text', () => {
    expect(sent('integer', 5)).toEqual([5]);
    expect(sent('integer', '5')).toEqual([5]);
    expect(sent('integer', -3)).toEqual([-3]);
  });

  it.each<[Json, string?]>([
    ['05'],
    [5, '5.0'],
    [100, '1e2'],
    ['x'],
    [true],
    [[5]],
    [Number('20170915215708415365'), '20170915215708415365'],
  ])('cannot be %j', (json, text) => {
    expect(sent('integer', json, text)).toBe('an integer (digits only, within 2^53)');
  });
});

describe('a value bound for a boolean', () => {
  it('is true or false, written plainly or as a text', () => {
    expect(sent('boolean', true)).toEqual([true]);
    expect(sent('boolean', 'false')).toEqual([false]);
  });

  it.each<[Json]>([['yes'], [1], ['tRue'], [[true]], ['']])('cannot be %j', (json) => {
    expect(sent('boolean', json)).toBe('true or false (yes, no, on and off are texts)');
  });
});

describe('a value bound for a json setting', () => {
  const wanted = 'JSON (a list, a map, or the text of one); a number has to be one that JavaScript prints as written';

  it('is the structure, or the scalar as it is', () => {
    expect(sent('json', { a: [1] })).toEqual([{ a: [1] }]);
    expect(sent('json', 1.5)).toEqual([1.5]);
    expect(sent('json', { a: 1 }, undefined, new Secret({ a: 2 }))).toEqual([{ a: 1 }]);
  });

  it.each<[string, Json]>([
    ['["https://a.example/x"]', ['https://a.example/x']],
    [' {"a": [1]}\n', { a: [1] }],
    ['[]', []],
    ['false', false],
    ['5', 5],
  ])('is what the text %j says, where live has nothing or no text', (text, said) => {
    for (const live of [undefined, { a: 2 }, [], 7, 'x', '7', new Secret([1])])
      expect(sent('json', text, text, live)).toEqual([said]);
    expect(sent('set', text, text)).toEqual([said]);
  });

  it('keeps the form that live has: text stays text, structure stays structure', () => {
    expect(sent('json', { a: 1 }, undefined, '{"a":2}')).toEqual(['{"a":1}']);
    expect(sent('json', '{"a":1}', undefined, { a: 2 })).toEqual([{ a: 1 }]);
    expect(sent('json', '{"a": 1}', undefined, '{"a":2}')).toEqual(['{"a": 1}']);
    expect(sent('json', { a: 1 }, undefined, [2])).toEqual([{ a: 1 }]);
  });

  it('does not take a live text that is no structure for one', () => {
    expect(sent('json', { a: 1 }, undefined, 'x')).toEqual([{ a: 1 }]);
    expect(sent('json', { a: 1 }, undefined, '5')).toEqual([{ a: 1 }]);
    expect(sent('json', 5, undefined, '{"a":2}')).toEqual([5]);
  });

  it.each(['x', '', ' ', '["a"', "['a']", '[1,]', '{a: 1}', '"a"', 'null', '[1e400]', '[12345678901234567890]'])(
    'cannot be the text %j, unless live has just this one',
    (text) => {
      for (const live of [undefined, { a: 2 }, 'y', '{"a":2}']) expect(sent('json', text, text, live)).toBe(wanted);
      expect(sent('json', text, text, text)).toEqual([text]);
    },
  );

  it('cannot be a number that would print differently', () => {
    expect(sent('json', 1.1, '1.10')).toBe(wanted);
  });

  it('stays a text in a custom setting, whatever it says', () => {
    const asked = { json: '["a"]', text: '["a"]' };
    expect(coerceKey('custom', 'set', asked, undefined)).toEqual({ kind: 'fits', value: '["a"]' });
    expect(coerceKey('custom', 'json', asked, { a: 1 })).toEqual({ kind: 'fits', value: '["a"]' });
    expect(coerceKey('settings', 'set', asked, undefined)).toEqual({ kind: 'fits', value: ['a'] });
    expect(coerceKey('custom', 'json', { json: ['a'], text: null }, '["b"]')).toEqual({ kind: 'fits', value: '["a"]' });
  });
});

describe('a hidden value', () => {
  const hidden = (json: Json, type: SettingType = 'json', live?: Value) => {
    const found = coerceSecret(type, new Secret(json), live);
    return found.kind === 'fits' ? [found.secret.is((value) => value === json), found.secret.isText()] : found.wanted;
  };

  it('that may have been written as a number goes as one where JSON is wanted, and as its text elsewhere', () => {
    for (const text of ['5', '-5e-324', '1e+21']) {
      expect(hidden(text)).toEqual([false, false]);
      expect(hidden(text, 'string')).toEqual([true, true]);
    }
  });

  it('is no text when it is a map or a list', () => {
    expect(hidden({ a: 1 }, 'string')).toContain('a text');
  });

  it('of live tells whether JSON is kept as text there', () => {
    const asked = { json: { a: 1 }, text: null };
    expect(coerceKey('settings', 'json', asked, new Secret('{"b":2}'))).toEqual({ kind: 'fits', value: '{"a":1}' });
    expect(coerceKey('settings', 'json', asked, new Secret({ b: 2 }))).toEqual({ kind: 'fits', value: { a: 1 } });
  });

  it('is a misfit where JSON is wanted and no number that is printed as it is written', () => {
    for (const text of ['x', 'NaN', 'Infinity', '', '1.10e3', '20170915215708415365'])
      expect(hidden(text)).toContain('JSON');
  });
});
