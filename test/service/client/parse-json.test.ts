import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber, parseJson } from '../../../src/leaf/parse-json.ts';

describe('a number', () => {
  it.each([
    '0',
    '-1',
    '5',
    '123456789012345',
    '9007199254740992',
    '1.10',
    '0.1',
    '1e2',
    '1E+2',
    '100e-2',
    '0.0',
    '0e99',
    '1e300',
    '-2.50',
    '5e-324',
  ])('survives: %s', (token) => {
    expect(isExactNumber(token)).toBe(true);
  });

  it.each([
    '12345678901234567890',
    '20170915215708415365',
    '9007199254740993',
    '0.1000000000000000055',
    '1e400',
    '-1e999',
    '-0',
    '-0.0',
    '1e-400',
    '-',
  ])('does not survive: %s', (token) => {
    expect(isExactNumber(token)).toBe(false);
  });

  it('survives whenever JavaScript printed it', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
        expect(isExactNumber(JSON.stringify(number))).toBe(true);
      }),
    );
  });
});

describe('parsing', () => {
  it('gives what JSON.parse gives, for anything that JavaScript prints', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (compact, space) => {
        const text = JSON.stringify(JSON.parse(compact), null, space);
        expect(parseJson(text)).toEqual({ ok: true, json: { value: JSON.parse(text), inexact: [] } });
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the text of a number that would be rounded, and says where it stands', () => {
    const text = '{"a": [1, {"b": 1e400}], "c\\u0064": -0, "e": "12345678901234567890", "f": 12345678901234567890}';
    expect(parseJson(text)).toEqual({
      ok: true,
      json: {
        value: { a: [1, { b: '1e400' }], cd: '-0', e: '12345678901234567890', f: '12345678901234567890' },
        inexact: [['a', 'b'], ['cd'], ['f']],
      },
    });
  });

  it.each(['{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '[{"x":{"a":{},"b":1,"a":2}}]', '{"__proto__":1,"__proto__":2}'])(
    'refuses a key that stands twice: %s',
    (text) => {
      expect(parseJson(text)).toEqual({ ok: false, wrong: 'a key stands twice in one of its objects' });
    },
  );

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":["a","a"]}',
    '{"a\\"":1,"a":2}',
    '{"\\\\":1,"\\\\\\"":2}',
  ])('takes a key that stands once in each object: %s', (text) => {
    expect(parseJson(text)).toMatchObject({ ok: true, json: { value: JSON.parse(text) } });
  });

  it('refuses what nests deeper than the bound', () => {
    expect(parseJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toMatchObject({ ok: true });
    expect(parseJson(`${'['.repeat(65)}${']'.repeat(65)}`)).toMatchObject({
      ok: false,
      wrong: expect.stringContaining('64'),
    });
  });

  it.each([
    '',
    '{',
    '"',
    '"\\',
    '"\\x"',
    '{"\\x":1}',
    '{1e400:2}',
    '{12345678901234567890:1}',
    '01',
    '1-2',
    '-',
    ']',
    '{"a":1}}',
    'NaN',
    '[1e400,]',
    '[--1]',
  ])('refuses what is no JSON: %s', (text) => {
    expect(parseJson(text)).toEqual({ ok: false, wrong: 'it is not complete JSON' });
  });

  it('refuses any text that JSON.parse refuses', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '1', '1e999', '-', '\\', ' ', 'true'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        let sound = true;
        try {
          JSON.parse(text);
        } catch {
          sound = false;
        }
        const result = parseJson(text);
        if (!sound) expect(result.ok).toBe(false);
        else expect(result.ok || result.wrong.includes('twice')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
