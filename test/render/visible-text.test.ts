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
    const ordinary = ['Zürich – "a b"', '日本語', 'Ελληνικά', 'हिन्दी', 'ภาษาไทย', 'עִבְרִית', '한국어', '😀', '\\n'];
    for (const text of ordinary.map((one) => one.normalize('NFC'))) expect(visibleText(text)).toBe(text);
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

  it('writes out what looks like another composition of the same letters', () => {
    expect(visibleText('caf\u00e9 cafe\u0301s')).toBe('café cafe\\u0301s');
    // One mark below and one above look the same in either order.
    expect(visibleText('q\u0323\u0307 q\u0307\u0323')).toBe('q\u0323\u0307 q\\u0307\\u0323');
    // The signs of ohm and angstrom, and two brackets.
    expect(visibleText('\u2126 \u212b \u2329\u232a')).toBe('\\u2126 \\u212b \\u2329\\u232a');
    expect(visibleText('\u212b\u0323')).toBe('\\u212b\\u0323');
    expect(visibleText('\u1112\u1161\u11ab \ud558\u11ab')).toBe('\\u1112\\u1161\\u11ab 하\\u11ab');
    // A mark without a letter would join whatever is written before it.
    expect(visibleText('\u0301a')).toBe('\\u0301a');
    expect(visibleText('a=\u0338b \u200d\u0323')).toBe('a=\\u0338b \\u200d\\u0323');
    expect(visibleText('e\ufe0f\u0301')).toBe('e\\ufe0f\\u0301');
    expect(visibleJson('"e\u0301\n\u0301"')).toBe('"e\\u0301\n\\u0301"');
  });

  it('writes out a pile of marks, which would take minutes to put in order', () => {
    const pile = `a${'\u0301\u0323'.repeat(200_000)}`;
    expect(visibleText(pile)).toBe(`a${'\\u0301\\u0323'.repeat(200_000)}`);
  });

  it('shows two texts that differ in composition alone as two texts', () => {
    const unit = fc.constantFrom('a', 'e', '=', ' ', '1', '\u00e9', '\u212b', '\u0301', '\u0323', '\u0338');
    const hangul = fc.constantFrom('\u1112', '\u1161', '\u11ab', '\ud558', '\u302e', '\u200d', '\ufe0f', '\ufb1d');
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(unit, hangul, anyText) }), (text) => {
        const shown = visibleText(text);
        expect(shown.normalize('NFC')).toBe(shown);
      }),
    );
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
