import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colourStyle, plainStyle } from '../../src/render/text/style.ts';
import { shortened } from '../../src/render/text/value-text.ts';
import { indented, wrapLines, wrapText } from '../../src/render/text/wrap-text.ts';

it('wraps at spaces and loses nothing', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 20, max: 80 }), (text, width) => {
      const lines = wrapText(text, width);
      expect(lines.join(' ')).toBe(text);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }),
  );
});

it('keeps a word that is longer than the line whole', () => {
  expect(wrapText(`a ${'x'.repeat(50)} b`, 20)).toEqual(['a', 'x'.repeat(50), 'b']);
});

it('indents lines, but leaves empty ones empty', () => {
  expect(indented(['a', '', 'b'], 2)).toEqual(['  a', '', '  b']);
});

it('cuts between characters, never within one', () => {
  expect(shortened('😀😀😀', 2)).toBe('😀…');
  expect(shortened('😀😀', 2)).toBe('😀😀');
});

it('paints nothing where there is nothing', () => {
  expect(colourStyle().red('')).toBe('');
  expect(plainStyle().red('a')).toBe('a');
});

it('wraps each line of a text, further in than the line itself', () => {
  expect(wrapLines('one two three\n  four five six\n', 10)).toBe('one two\n  three\n  four\n    five\n    six\n');
  expect(wrapLines('a long line\n', Number.POSITIVE_INFINITY)).toBe('a long line\n');
});
