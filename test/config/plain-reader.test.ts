import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemList } from '../../src/config/check/problem-list.ts';
import { indexLines, locate } from '../../src/config/yaml/locate.ts';
import { parseYaml } from '../../src/config/yaml/parse-yaml.ts';
import { readPlain } from '../../src/config/yaml/read-plain.ts';
import { lawRuns } from '../support/law-runs.ts';

const file = 'capstan.yaml';

/** What the parser makes of a text; a text with problems gives none. */
function parsed(text: string): unknown {
  const problems = new ProblemList();
  const at = indexLines(file, text);
  const document = parseYaml(text, at, problems);
  const root = document === undefined ? undefined : locate(document, at, problems);
  return problems.isEmpty ? root : undefined;
}

describe('what is read without the parser', () => {
  it.each([
    ['maps in maps', 'a: 1\nb:\n  c: text\n  d:\n      e: x y\nf: z\n'],
    ['lists', 'a:\n  - x\n  - y: 1\n    z: 2\n  - [p, q]\nb:\n- r\n-   s: t\n    u:\n    - v\nc: d'],
    ['brackets', 'a: { b: c, "d e": [ 1, 2.50, {} ], f: [] }\ng: [x,y , z]  # and more\nh: { i: 1 }\n'],
    ['quotes', `"a": "b # c: d"\n'e f': 'g "h"'  # i\nj: ""\n`],
    ['comments and empty lines', '# a\n\na: b # c\n  # d\nb: c#d\n\n\n'],
    [
      'numbers and words',
      'a: 1\nb: -0.5\nc: 0123\nd: 12345678901234567890\ne: true\nf: ~\ng: +1.\nh: 1.2.3.4/5\ni: no\n',
    ],
    ['addresses', 'a: https://example.com/b?c=d#e\nf: ${NAME} and :g h:i\n'],
    ['letters of other languages', 'a: ärger\nb: "日本"\n'],
  ])('%s are read as the parser reads them', (_, text) => {
    const found = readPlain(file, text);
    expect(found).toBeDefined();
    expect(found).toEqual(parsed(text));
  });

  it.each([
    ['nothing', ''],
    ['a comma before a bracket', 'a: [b, ]\n'],
    ['a comment alone', '# a\n'],
    ['a value that goes on', 'a: b\n  c\n'],
    ['a quoted value that goes on', 'a: "b\n  c"\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['an anchor', 'a: &b c\nd: *b\n'],
    ['a tag', 'a: !!str b\n'],
    ['an escape', 'a: "b\\n"\n'],
    ['a quote in quotes', "a: 'b''c'\n"],
    ['a key twice', 'a: b\na: c\n'],
    ['a key that is no text', 'true: b\n'],
    ['a key within a value', 'a: b: c\n'],
    ['no value', 'a:\nb: c\n'],
    ['several documents', 'a: b\n---\nc: d\n'],
    ['a directive', '%YAML 1.1\n---\na: b\n'],
    ['a tab', 'a:\tb\n'],
    ['line breaks of Windows', 'a: b\r\nc: d\r\n'],
    ['brackets over lines', 'a: [b,\n  c]\n'],
    ['brackets without a comma', 'a: [[b][c]]\n'],
    ['brackets of two kinds', 'a: [b}\n'],
    ['text behind brackets', 'a: [b] c\n'],
    ['wrong indentation', 'a:\n    b: c\n  d: e\n'],
    ['a list at the top', '- a\n'],
    ['a number of a rare form', 'a: 1e3\n'],
    ['too deep a list', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
    ['too many values', `a: [${'b,'.repeat(100_001)}]\n`],
    ['a long key', `${'a'.repeat(600)}: b\n`],
    ['a no-break space', 'a:\u00a0b\n'],
  ])('%s is left to the parser', (_, text) => {
    expect(readPlain(file, text)).toBeUndefined();
  });

  it('gives what the parser gives of any text, or nothing', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        'key',
        ': ',
        ':',
        '- ',
        '-',
        '\n',
        '\n  ',
        '\n    ',
        ' ',
        '#',
        ' # x',
        '[',
        ']',
        '{',
        '}',
        ', ',
        ',',
      ],
      ...[
        '"',
        "'",
        '1',
        '0.5',
        '1e3',
        '0x1',
        'true',
        '~',
        'null',
        '.',
        '...',
        '---',
        '|',
        '>',
        '&a',
        '*a',
        '!t',
        '%',
        '@',
      ],
      ...[
        'a: b',
        'c: { d: e }',
        'f: [g, h]',
        '"i": "j"',
        "'k': 'l'",
        '\nm: n',
        '\n  o: p',
        '\n- q',
        '\n  - r: s',
        '?',
        '? ',
      ],
      ...['\t', '\r', 'ä', '${V}', 'http://x/#y', '<<', '\\', '=', '+', '_', '-1', '`', '/', '(', '\u2028', '\ufeff'],
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(fc.constantFrom('', 'z: 1\n'), text, agree), lawRuns);
  });

  it('gives what the parser gives of files in which something was changed, or nothing', () => {
    const key = fc.constantFrom('a', 'b_c', 'x.y', '"q"', "'s t'", 'k*', '404', 'null', 'ab');
    const plain = fc.constantFrom(
      'x',
      'x y',
      '1',
      '-2.5',
      'true',
      '"q: r"',
      "'s'",
      '10.0.0.0/8',
      '[a, 1, "b"]',
      '{ a: b }',
      '-',
    );
    const tree: fc.Arbitrary<(indent: string) => string> = fc.letrec<{ tree: (indent: string) => string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        plain.map((value) => () => ` ${value}\n`),
        fc
          .uniqueArray(fc.tuple(key, tie('tree')), { minLength: 1, maxLength: 3, selector: ([name]) => name })
          .map(
            (members) => (indent: string) =>
              `\n${members.map(([k, v]) => `${indent}${k}:${v(`${indent}  `)}`).join('')}`,
          ),
        fc
          .array(plain, { minLength: 1, maxLength: 3 })
          .map((items) => (indent: string) => `\n${items.map((item) => `${indent}- ${item}\n`).join('')}`),
        fc
          .array(fc.tuple(key, plain, tie('tree')), { minLength: 1, maxLength: 2 })
          .map(
            (items) => (indent: string) =>
              `\n${items.map(([k, p, v]) => `${indent}- z: ${p}\n${indent}  ${k}:${v(`${indent}    `)}`).join('')}`,
          ),
      ),
    })).tree;
    const change = fc.record({
      at: fc.nat({ max: 200 }),
      drop: fc.nat({ max: 2 }),
      add: fc.constantFrom('', ' ', '\n', ':', '#', ' #', '-', ',', '"', "'", '[', '}', '  ', '\n\n', ': ', '- ', '|'),
    });
    fc.assert(
      fc.property(tree, fc.option(change), (make, changed) => {
        const text = `root:${make('  ')}end: 1\n`;
        if (changed === null) return agree('', text);
        const at = changed.at % text.length;
        return agree('', text.slice(0, at) + changed.add + text.slice(at + changed.drop));
      }),
      lawRuns,
    );
  });
});

function agree(head: string, tail: string): void {
  const found = readPlain(file, head + tail);
  if (found !== undefined) expect(found).toEqual(parsed(head + tail));
}
