import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delimiter, parseCsv } from '../../src/kept/parse-csv.ts';
import { lawRuns } from '../support/law-runs.ts';

function texts(text: string, delimiter: Delimiter = ','): readonly (readonly string[])[] | string {
  const result = parseCsv(text, delimiter);
  return result.kind === 'rows' ? result.rows.map((row) => row.map((cell) => cell.text)) : result.wrong;
}

describe('parseCsv', () => {
  it.each([
    ['an empty text', '', []],
    [
      'cells',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a last line without an end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\n,,',
      [
        ['', ''],
        ['', '', ''],
      ],
    ],
    ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
    ['line ends of Windows and of old Macs', 'a\r\nb\rc', [['a'], ['b'], ['c']]],
    ['a delimiter, a line end and a quote in quotes', '"a,b","c\r\nd","e""f"', [['a,b', 'c\r\nd', 'e"f']]],
    ['empty quotes', '"",x', [['', 'x']]],
    ['a quote inside of a cell', '5" disk,"x"', [['5" disk', 'x']]],
    ['a mark of the byte order', '\uFEFFa,b', [['a', 'b']]],
    ['blanks as they are', ' a , b ', [[' a ', ' b ']]],
  ])('reads %s', (_, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('reads other delimiters', () => {
    expect(texts('a;b,c', ';')).toEqual([['a', 'b,c']]);
    expect(texts('a\tb', '\t')).toEqual([['a', 'b']]);
  });

  it('knows where each cell begins, also after a cell of several lines', () => {
    const result = parseCsv('\uFEFFa,"b\nc",d\r\ne,f', ',');
    expect(result.kind === 'rows' && result.rows.flat().map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [1, 3],
      [2, 4],
      [3, 1],
      [3, 3],
    ]);
  });

  it('refuses a quote that is not closed, and text after a closing one, with the place of the cell', () => {
    expect(parseCsv('a,b\nc,"d\ne', ',')).toMatchObject({ kind: 'broken', line: 2, column: 3 });
    expect(parseCsv('a,"b"c', ',')).toMatchObject({ kind: 'broken', line: 1, column: 3 });
  });

  it('reads back every table that is written by the book', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', 'a', '\t') }));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const ends = fc.constantFrom('\n', '\r\n');
    const check = (rows: string[][], end: string, delimiter: Delimiter): void => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const written = rows.map((row) => row.map(quoted).join(delimiter)).join(end);
      expect(texts(written, delimiter)).toEqual(rows);
    };
    fc.assert(fc.property(table, ends, fc.constantFrom(',', ';', '\t'), check), lawRuns);
  });

  it('gives rows or a place for every text, and loses no character outside of quotes', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a', '\uFEFF', 'é', '😀'), maxLength: 40 });
    const check = (value: string): void => {
      const result = parseCsv(value, ',');
      if (result.kind === 'broken') {
        expect(value.split(/\r\n|\r|\n/).length).toBeGreaterThanOrEqual(result.line);
        return;
      }
      if (!value.includes('"') && !value.startsWith('\uFEFF')) {
        const written = result.rows.map((row) => row.map((cell) => cell.text).join(',')).join('\n');
        expect(written).toBe(value.replace(/\r\n|\r/g, '\n').replace(/\n$/, ''));
      }
    };
    fc.assert(fc.property(text, check), lawRuns);
  });
});
