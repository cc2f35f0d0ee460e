import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/leaf/json.ts';
import { isLongValue, listItems, plainText } from '../../src/render/difference/value-lines.ts';
import { momentText, valueText, withMoments } from '../../src/render/text/value-text.ts';
import { nastyText } from './nasty-texts.ts';

describe('a value for people', () => {
  it.each([
    ['"Example Shop" <accounts@example.com>', '"Example Shop" <accounts@example.com>'],
    ['https://www.example.com/a?b=c', 'https://www.example.com/a?b=c'],
    ['00000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000000'],
    ['5', '"5"'],
    [5, '5'],
    ['true', '"true"'],
    [true, 'true'],
    ['null', '"null"'],
    ['', '""'],
    [' a', '" a"'],
    ['(absent)', '"(absent)"'],
    ['"a"', '"\\"a\\""'],
    ['a\u202eb', '"a\\u202eb"'],
    ['a\\u202eb', '"a\\\\u202eb"'],
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  ] satisfies readonly (readonly [Json, string])[])('%j is %s', (json, text) => {
    expect(plainText(json)).toBe(text);
  });

  it('is never the same for two values', () => {
    const values = fc.oneof(
      nastyText,
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.constantFrom('5', 5, 'true', true, '[]'),
    );
    fc.assert(
      fc.property(values, values, (a, b) => {
        if (plainText(a) === plainText(b)) expect(valueText(a)).toBe(valueText(b));
      }),
    );
  });

  it('is a list only when it is short and flat', () => {
    const items = (json: Json) => listItems({ kind: 'value', json });
    expect(items(['a', '5', 5])).toEqual(['a', '"5"', '5']);
    for (const json of [[], 'a', [[1]], ['x'.repeat(61)], Array<string>(25).fill('a')]) expect(items(json)).toBeNull();
    expect(listItems({ kind: 'absent' })).toBeNull();
    expect(isLongValue(Array<string>(24).fill('x'.repeat(60)))).toBe(false);
    expect(isLongValue(Array<string>(25).fill('x'.repeat(60)))).toBe(true);
  });
});

describe('a moment for people', () => {
  it('has the day, the month in letters and the time in UTC', () => {
    expect(momentText('2026-11-27T23:51:08.759Z')).toBe('27 Nov 2026, 23:51 UTC');
    expect(withMoments('snapshot, read 2026-01-02T03:04:05Z')).toBe('snapshot, read 2 Jan 2026, 03:04 UTC');
  });

  it('stays as it is when there is no such day', () => {
    expect(withMoments('2026-99-99T99:99:99Z')).toBe('2026-99-99T99:99:99Z');
  });
});
