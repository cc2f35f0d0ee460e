import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleJson, visibleText } from '../../src/render/escape/visible-text.ts';
import { jsonText } from '../../src/render/machine/json.ts';

const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const anyText = fc.string({ unit: 'binary' });

describe('visibleText', () => {
  it('lets nothing through that a terminal obeys or a reader does not see', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visibleText(text)).not.toMatch(dangerous);
      }),
    );
  });

  it('leaves ordinary text of any script as it is', () => {
    for (const text of ['Zürich – "a b"', '日本語', 'Ελληνικά', '😀', '\\n']) expect(visibleText(text)).toBe(text);
  });

  it('writes out each kind of deception', () => {
    expect(visibleText('\u001b[31m\u009b\u0000\u007f')).toBe('\\u001b[31m\\u009b\\u0000\\u007f');
    expect(visibleText('\u202e\u2066\u200f\ufeff\u2028\ud800')).toBe('\\u202e\\u2066\\u200f\\ufeff\\u2028\\ud800');
    expect(visibleText('\u{e0041}')).toBe('\\udb40\\udc41');
    // Fillers, a joiner and a selector of variants, by which two names look alike.
    expect(visibleText('\u3164\u115f\u034f\ufe0f')).toBe('\\u3164\\u115f\\u034f\\ufe0f');
    expect(visibleText('a\nb\r\tc')).toBe('a\\nb\\r\\tc');
    // Else a change from one blank to another would look like none.
    expect(visibleText('a b\u00a0c\u2009d\u3000e')).toBe('a b\\u00a0c\\u2009d\\u3000e');
  });
});

describe('visibleJson', () => {
  it('gives JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(visibleJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('jsonText', () => {
  it('ends with one newline and holds nothing but newlines that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const text = jsonText(value);
        expect(text.endsWith('\n')).toBe(true);
        expect(text.replaceAll('\n', '')).not.toMatch(dangerous);
      }),
    );
  });
});
