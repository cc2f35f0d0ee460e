import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { sourceLinesOf } from '../../src/config/yaml/source-line.ts';

const words = {
  formatKeys: ['version', 'settings', 'custom', 'clients', 'features', 'absent', 'find', 'name', 'until'],
  catalogue,
  isSensitive: (key: string) => key === 'cache_settings',
};

/** The line, with a mark where the place is. */
function shown(text: string, line: number, column: number): string | null {
  const found = sourceLinesOf(text, words)({ line, column });
  return found === null ? null : `${found.before}^${found.from}`;
}

describe('a line of a file', () => {
  it.each([
    ['a number that is none', 'settings:\n  login_attempts: five\n', 2, 3, '  ^login_attempts: five'],
    ['its value', 'settings:\n  login_attempts: five\n', 2, 19, '  login_attempts: ^five'],
    ['a slip of a known name', 'setings:\n  a: 1\n', 1, 1, '^setings:'],
    [
      'a list in brackets',
      'clients: { web: { features: [hunter2, owner] } }\n',
      1,
      19,
      'clients: { …: { ^features: […, owner] } }',
    ],
    [
      'a setting of a client',
      'clients:\n  web:\n    settings: { login_attempts: x }\n',
      3,
      17,
      '    settings: { ^login_attempts: x }',
    ],
    ['Windows', 'settings:\r\n  login_attempts: five\r\n', 2, 3, '  ^login_attempts: five'],
  ])('shows %s', (_, text, line, column, expected) => {
    expect(shown(text, line, column)).toBe(expected);
  });

  it.each([
    ['the value of a secret', 'settings:\n  rpx_key: hunter2\n', 2, 3, '  ^rpx_key: …'],
    ['a text, which may be anything', 'settings:\n  site_name: hunter2\n', 2, 3, '  ^site_name: …'],
    ['what the file calls sensitive', 'settings:\n  cache_settings: hunter2\n', 2, 3, '  ^cache_settings: …'],
    ['a comment', 'settings:\n  login_attempts: 5 # hunter2: a-b\n', 2, 3, '  ^login_attempts: 5'],
    [
      'a value that looks like a secret',
      'settings:\n  login_attempts: "a:b://u:hunter2@h/"\n',
      2,
      3,
      '  ^login_attempts: …',
    ],
    ['the text of a tag', 'settings:\n  login_attempts: !hunter2 5\n', 2, 3, '  ^login_attempts: …'],
    ['an anchor', 'settings:\n  login_attempts: &hunter2 5\n', 2, 3, '  ^login_attempts: … 5'],
    [
      'values of a file that cannot be read',
      'settings:\n  login_attempts: 5\n   site_name: hunter2\n',
      3,
      4,
      '   ^site_name: …',
    ],
    [
      'a place behind what is hidden',
      'settings: {site_name: hunter2hunter2, login_attempts: x}\n',
      1,
      39,
      'settings: {site_name: …, ^login_attempts: x}',
    ],
  ])('hides %s', (_, text, line, column, expected) => {
    expect(shown(text, line, column)).toBe(expected);
  });

  it.each([
    ['a custom key alone', 'custom:\n  hunter2: hunter2\n', 2, 3],
    ['part of a longer text', 'settings:\n  rpx_key: |\n    login_attempts: hunter2\n', 3, 5],
    ['an unknown name in a file that cannot be read', 'settings: [\n  hunter2: hunter2\n', 2, 3],
    ['a file that nests without end', `settings: ${'['.repeat(100_000)}\n  login_attempts: 5`, 1, 1],
    ['a line that is not there', 'settings:\n', 9, 1],
    ['a very long line', `settings: { login_attempts: ${'1'.repeat(200)} }\n`, 1, 13],
  ])('is not shown at all for %s', (_, text, line, column) => {
    expect(shown(text, line, column)).toBeNull();
  });
});
