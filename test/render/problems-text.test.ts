import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model/finding.ts';
import { problemsJson } from '../../src/render/machine/json.ts';
import { notesText, problemsText } from '../../src/render/text/problems-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';

const at = (file: string, line: number, column: number, code: string): Problem => ({
  code,
  message: `${code} is wrong`,
  cure: 'Put it right.',
  source: { file, line, column },
});

const problems: readonly Problem[] = [
  at('b.yaml', 1, 1, 'b1'),
  at('a.yaml', 2, 9, 'z1'),
  { code: 'no-place', message: 'This has none.', cure: '', source: null },
];

describe('problemsText', () => {
  it('lists problems as they were sorted, each with its place and its cure', () => {
    expect(problemsText(problems, plainStyle())).toBe(
      [
        'error: b.yaml:1:1  b1 is wrong  [b1]',
        '    Put it right.',
        'error: a.yaml:2:9  z1 is wrong  [z1]',
        '    Put it right.',
        'error: This has none.  [no-place]',
        'More: capstan explain CODE (b1, z1, no-place)',
        '',
      ].join('\n'),
    );
  });

  it('wraps cures at the width of the terminal', () => {
    const text = problemsText([{ ...at('a.yaml', 1, 1, 'c'), cure: 'word '.repeat(30).trim() }], plainStyle(40));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('writes out control characters in names of files and in messages', () => {
    const text = problemsText([{ ...at('a\u001b.yaml', 1, 1, 'c'), message: 'x\u202ey' }], plainStyle());
    expect(text).toContain('a\\u001b.yaml:1:1  x\\u202ey');
  });

  it('tells in what a plan differs before what to do about it', () => {
    const stale: Problem = { code: 'plan-stale', message: 'It is stale.', cure: 'Plan again.', source: null };
    const differs: Problem = { code: 'differs', message: 'custom.a: 1 -> 2', cure: '', source: null };
    expect(problemsText([stale, differs], plainStyle())).toBe(
      'error: It is stale.  [plan-stale]\n    custom.a: 1 -> 2\n    Plan again.\n    More: capstan explain plan-stale\n',
    );
  });
});

describe('the line on more', () => {
  it('is not there where a code says no more than its problem', () => {
    const problem = { code: 'wrong-usage', message: 'No.', cure: '', source: null };
    expect(problemsText([problem], plainStyle())).toBe('error: No.  [wrong-usage]\n');
  });

  it('names each code once', () => {
    const text = problemsText([...problems, ...problems], plainStyle());
    expect(text.split('\n').at(-2)).toBe('More: capstan explain CODE (b1, z1, no-place)');
  });
});

describe('notesText', () => {
  it('marks notes, so that they do not look like errors', () => {
    expect(notesText([at('a.yaml', 2, 9, 'z1')], plainStyle())).toBe(
      'note: a.yaml:2:9  z1 is wrong  [z1]\n    Put it right.\n',
    );
  });
});

describe('problemsJson', () => {
  it('has the same order and no members but the documented ones', () => {
    const extended = [{ ...at('a.yaml', 1, 1, 'c'), extra: 1 }];
    expect(problemsJson(extended, problems)).toEqual({
      problems: [at('a.yaml', 1, 1, 'c')],
      notes: problems,
    });
  });
});
