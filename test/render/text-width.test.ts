import { describe, expect, it } from 'vitest';
import { messageLines } from '../../src/render/text/problems-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { padded, textWidth, wrapText } from '../../src/render/text/wrap-text.ts';

describe('the width of a text', () => {
  it.each([
    ['ASCII', 'settings.site_name', 18],
    ['accents, also as characters of their own', 'é e\u0301', 3],
    ['Japanese', '日本語', 6],
    ['a picture', '🎉', 2],
    ['a picture of several', '👩‍👩‍👧', 2],
    ['a new picture', '🫠', 2],
    ['a flag', '🇯🇵', 2],
    ['a sign that is drawn', '❤️', 2],
    ['what is not seen', '\u200b', 0],
    ['nothing', '', 0],
  ])('counts %s as a terminal does', (_, text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('aligns columns', () => {
    expect(padded('日本', 6)).toBe('日本  ');
    expect(padded('longer', 2)).toBe('longer');
  });
});

describe('a message on a narrow terminal', () => {
  it('breaks no command, and no word', () => {
    expect(wrapText('run `capstan plan --out FILE` and `capstan apply FILE` then', 24)).toEqual([
      'run',
      '`capstan plan --out FILE`',
      'and `capstan apply FILE`',
      'then',
    ]);
  });

  it('takes a single backtick for what it is', () => {
    expect(wrapText('a ` b c', 3)).toEqual(['a `', 'b c']);
  });

  it('has its place on the first line, and no line is wider', () => {
    const source = { file: 'environments/production/capstan.yaml', line: 8, column: 3 };
    const said = { gravity: 'error', source, text: 'word '.repeat(30).trim(), code: 'wrong-type' } as const;
    const lines = messageLines(said, plainStyle(80));
    expect(lines[0]).toMatch(/^error: environments\/production\/capstan\.yaml:8:3 {2}word/);
    expect(lines.at(-1)).toMatch(/ {2}\[wrong-type\]$/);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(2);
  });

  it('is one line where nothing breaks it', () => {
    const said = { gravity: 'note', source: null, text: 'word '.repeat(99).trim(), code: 'a' } as const;
    expect(messageLines(said, plainStyle())).toHaveLength(1);
  });
});
