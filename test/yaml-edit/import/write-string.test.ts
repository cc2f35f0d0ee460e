import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { escapeReferences, writeEntry, writeNode, writeTemplate } from '../../../src/yaml-edit/write/yaml-text.ts';

const written = (text: string): string => writeEntry('a', writeTemplate(text)).join('\n');

describe('writeString', () => {
  it.each([
    'US',
    'ses_sync',
    'https://example.com/a?b=c&d',
    'Ärzte und Söhne',
    'v1.0',
    '73jzx34tnr5ruhsze494ssgz2b',
    'a: b'.replace(': ', ':'),
  ])('leaves %j bare', (text) => {
    expect(written(text)).toBe(`a: ${text}`);
  });

  it.each([
    '',
    ' a',
    'a ',
    'yes',
    'No',
    'ON',
    'null',
    '~',
    'True',
    '0123',
    '1e3',
    '0x1F',
    '1_000',
    '2024-01-01',
    '12:30',
    '.5',
    '-',
    '- a',
    '? a',
    'a: b',
    'a:',
    'a #b',
    '#a',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '[a',
    '{a',
    '>',
    '|',
    "'a",
    '<<',
    '=',
    '20170915215708415365',
    '1.10',
    '+1',
    '.nan',
    '---',
    '...',
  ])('puts %j in quotes', (text) => {
    expect(written(text)).toMatch(/^a: ["'].*["']$/);
    expect(parse(written(text))).toEqual({ a: text });
    expect(parse(written(text), { version: '1.1' })).toEqual({ a: text });
  });

  it.each([
    ['a line that CI would obey', 'first\n  ::add-mask::x', '"first\\n  ::add-mask::x"'],
    ['its first line', '::set-output name=digest::x\nsecond', '"::set-output name=digest::x\\nsecond"'],
    ['a command within a line', 'x ##[group]y', '"x \\u0023#[group]y"'],
    ['a command within a quoted line', '"##vso[task.x]"', '"\\"\\u0023#vso[task.x]\\""'],
  ])('writes %s in quotes', (_what, text, head) => {
    expect(writeTemplate(text)).toEqual({ head, body: [] });
  });

  it('writes several lines as a block', () => {
    expect(written('<p>\n  Hi\n\n</p>\n')).toBe('a: |\n  <p>\n    Hi\n\n  </p>\n'.trimEnd());
    expect(written('one\ntwo')).toBe('a: |-\n  one\n  two');
  });

  it.each(['\na', ' a\nb', 'a\nb\n\n', 'a \nb', 'a\n\tb', 'a\r\nb', 'a\u2028\nb', '\n', '\n\n', 'a\n'])(
    'brings %j back to the byte',
    (text) => {
      expect(parse(written(text))).toEqual({ a: text });
    },
  );

  it('writes out what cannot be seen', () => {
    expect(written('a\u0000\u202eb\u00a0\ufeff\u{e0041}\t"\\')).toBe(
      'a: "a\\u0000\\u202Eb\\u00A0\\uFEFF\\U000E0041\\t\\"\\\\"',
    );
  });

  it('writes out what looks like another composition of the same letters', () => {
    expect(written('caf\u00e9')).toBe('a: café');
    expect(written('cafe\u0301')).toBe('a: "cafe\\u0301"');
    expect(written('Was\u037e "\u212b"\n\u0301')).toBe('a: "Was\\u037E \\"\\u212B\\"\\n\\u0301"');
    expect(writeEntry('e\u0301', writeTemplate('x'))).toEqual(['"e\\u0301": x']);
    for (const text of ['cafe\u0301', 'Was\u037e', '\u212b\u0323', "it's \\ e\u0301"]) {
      expect(parse(written(text))).toEqual({ a: text });
    }
  });

  it('prefers single quotes where double ones would need escapes', () => {
    expect(written(`{"a":"it's"}`)).toBe(`a: '{"a":"it''s"}'`);
  });

  it('marks every ${ as no reference', () => {
    expect(escapeReferences('${a} $${b} $&')).toBe('$${a} $$${b} $&');
    expect(parse(written('${a}'))).toEqual({ a: '$${a}' });
    expect(writeNode(['x${a}\ny'])).toEqual({ head: '', body: ['- |-', '  x$${a}', '  y'] });
  });
});
