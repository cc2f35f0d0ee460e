import { describe, expect, it } from 'vitest';
import { absorbedText, absorbJson, absorbText, fileDiffText } from '../../src/render/text/absorb-text.ts';
import { colourStyle, plainStyle } from '../../src/render/text/style.ts';

const diff = (before: string, after: string): string => fileDiffText({ file: 'a.yaml', before, after }, plainStyle());
const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `${from + at}\n`).join('');

describe('the change of a file', () => {
  it('has three lines around each change, and one piece for what is near', () => {
    expect(
      diff(
        numbers(1, 30),
        numbers(1, 30).replace('\n5\n', '\nfive\n').replace('\n9\n', '\n').replace('\n25\n', '\n25\nnew\n'),
      ),
    ).toBe(
      '--- a.yaml\n+++ a.yaml\n@@ -2,11 +2,10 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n-9\n 10\n 11\n 12\n@@ -23,6 +22,7 @@\n 23\n 24\n 25\n+new\n 26\n 27\n 28\n',
    );
  });

  it('knows a last line without a break, and empty sides', () => {
    expect(diff('a', 'a\n')).toBe('--- a.yaml\n+++ a.yaml\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n');
    expect(diff('', 'a\n')).toBe('--- a.yaml\n+++ a.yaml\n@@ -0,0 +1 @@\n+a\n');
    expect(diff('a\n', '')).toBe('--- a.yaml\n+++ a.yaml\n@@ -1 +0,0 @@\n-a\n');
  });

  it('shows no character that would steer a terminal, and no sign of CRLF', () => {
    expect(diff('a\r\n', 'b\u001b[31m\u202e\r\n')).toContain('-a\n+b\\u001b[31m\\u202e\n');
    expect(fileDiffText({ file: 'a', before: 'a\n', after: 'b\n' }, colourStyle())).toContain('\u001b[31m-a\u001b[39m');
  });
});

describe('what absorb says', () => {
  const view = {
    changes: [{ file: 'a.yaml', before: 'a\n', after: 'b\n' }],
    absorbed: [{ target: 'settings.a', file: 'a.yaml' }],
    leftOut: [{ target: 'settings.b\u001b', reason: 'it is a secret' }],
  };

  it('is the change and what stays as it is', () => {
    expect(absorbText(view, plainStyle())).toBe(
      '--- a.yaml\n+++ a.yaml\n@@ -1 +1 @@\n-a\n+b\n\nLeft out\n  settings.b\\u001b: it is a secret\n\n',
    );
    expect(absorbText({ ...view, leftOut: [], changes: [] }, plainStyle())).toBe('');
    expect(absorbedText(view)).toBe('Absorbed 1 value into a.yaml. 1 row left out.\n');
    expect(absorbedText({ changes: [], absorbed: [], leftOut: [] })).toBe('Nothing to absorb.\n');
    expect(absorbJson(view)).toEqual({
      files: [{ file: 'a.yaml', absorbed: ['settings.a'] }],
      leftOut: [{ target: 'settings.b\u001b', reason: 'it is a secret' }],
    });
  });
});
