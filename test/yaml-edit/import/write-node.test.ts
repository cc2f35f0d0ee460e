import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeKey } from '../../../src/yaml-edit/write/write-value.ts';
import { writeEntry, writeNode } from '../../../src/yaml-edit/write/yaml-text.ts';

const lines = (json: Parameters<typeof writeNode>[0]): readonly string[] => writeEntry('a', writeNode(json));

describe('writeNode', () => {
  it('writes maps in the order of their keys, and lists as they are', () => {
    expect(lines({ b: [{ z: 1, x: [] }, [true, { z: {} }], 'no'], a: null })).toEqual([
      'a:',
      '  a: null',
      '  b:',
      '    - x: []',
      '      z: 1',
      '    - - true',
      '      - z: {}',
      '    - "no"',
    ]);
  });

  it('takes any key for an ordinary one', () => {
    const value = JSON.parse('{"__proto__":{"constructor":1},"<<":{"x":2},"toString":"y"}');
    expect(JSON.stringify(parse(lines(value).join('\n')).a)).toBe(
      '{"<<":{"x":2},"__proto__":{"constructor":1},"toString":"y"}',
    );
  });

  it.each([
    ['login_attempts', 'login_attempts'],
    ['a.b-c', 'a.b-c'],
    ['no', '"no"'],
    ['12', '"12"'],
    ['${a}', '"${a}"'],
    ['a:b', '"a:b"'],
    ['', '""'],
  ])('writes the key %j as %s', (key, written) => {
    expect(writeKey(key)).toBe(written);
  });
});
