import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/leaf/json.ts';
import { editYaml } from '../../../src/yaml-edit/edit/edit-yaml.ts';
import type { Edit } from '../../../src/yaml-edit/edit/plan-edit.ts';

function edited(text: string, edit: Edit): string {
  const result = editYaml(text, edit);
  return result.kind === 'edited' ? result.text : `refused: ${result.reason}`;
}
const set = (text: string, path: string, value: Json): string =>
  edited(text, { kind: 'set', path: path.split('/'), value });
const remove = (text: string, path: string): string => edited(text, { kind: 'remove', path: path.split('/') });

describe('a value that is set', () => {
  it.each<[string, string, Json, string]>([
    ['keeps single quotes', "a: 'x' # c\n", "it's", "a: 'it''s' # c\n"],
    ['keeps double quotes', 'a: "x" # c\n', 'y', 'a: "y" # c\n'],
    ['leaves single quotes for what they cannot hold', "a: 'x'\n", 'a\tb', 'a: "a\\tb"\n'],
    ['stays bare where everyone reads it so', 'a: x\n', 'y z', 'a: y z\n'],
    ['is quoted where it could be a boolean', 'a: x\n', 'true', 'a: "true"\n'],
    ['is quoted where another reader takes it for a boolean', 'a: x\n', 'No', 'a: "No"\n'],
    [
      'keeps the digits of long numbers',
      'a: 20170915215708415365\n',
      '20181231235959999999',
      'a: "20181231235959999999"\n',
    ],
    ['keeps zeros at the end', 'a: 1.1\n', '1.10', 'a: "1.10"\n'],
    ['keeps zeros at the beginning', 'a: 5\n', '0123', 'a: "0123"\n'],
    ['stays a bare number where the service keeps numbers as text', 'a: 5\n', '7', 'a: 7\n'],
    ['stays a bare boolean where the service keeps booleans as text', 'a: true\n', 'false', 'a: false\n'],
    ['becomes a number', 'a: "x"\n', 7, 'a: 7\n'],
    ['is quoted with characters that hide', 'a: x\n', 'a\u202eb\u{e0001}', 'a: "a\\u202Eb\\U000E0001"\n'],
    ['is a block where it has several lines', 'a: x # c\nb: 1\n', 'k\nl\n', 'a: | # c\n  k\n  l\nb: 1\n'],
    ['stays in quotes with several lines', 'a: "x"\n', 'k\nl', 'a: "k\\nl"\n'],
    ['is no block with blanks at the end of a line', 'a: x\n', 'k \nl', 'a: "k \\nl"\n'],
    ['replaces a text folded over lines', 'a: x\n  y\nb: 1\n', 'z', 'a: z\nb: 1\n'],
    [
      'replaces a block text, not the comment at its head',
      'a: |+ # why\n  x\n\n  y\n\nb: 1\n',
      'z',
      'a: z # why\n\nb: 1\n',
    ],
    ['replaces a folded block by another block', 'a: >-\n  x\n  y\nb: 1\n', 'k\nl', 'a: |-\n  k\n  l\nb: 1\n'],
    ['replaces a map by a word', 'a: # c\n  # d\n  k: 1 # e\n  # f\nb: 1\n', 'z', 'a: z # c\n  # d\n  # f\nb: 1\n'],
    [
      'replaces a word by a map',
      'a: x # c\nb: 1\n',
      { k: { l: [1, { m: null }] } },
      'a: # c\n  k:\n    l:\n      - 1\n      - m: null\nb: 1\n',
    ],
    ['replaces a list in brackets', 'a: [ 1, 2 ]\n', { k: 'x, y' }, 'a: { k: "x, y" }\n'],
    ['stands below its key', 'a:\n  "x" # c\n', 'y', 'a:\n  "y" # c\n'],
    ['keeps the anchor that no one uses', 'a: &x 1\n', 2, 'a: &x 2\n'],
    ['replaces an alias', 'a: &x 1\nb: *x\n', 2, 'refused: an alias repeats it elsewhere'],
    ['keeps quotes around keys', '"a": x\n', 'w', '"a": w\n'],
    ['works behind a question mark', '? a\n: x\n', 'w', '? a\n: w\n'],
    ['keeps CRLF', 'a: x\r\nb: 1\r\n', 'k\nl', 'a: |-\r\n  k\r\n  l\r\nb: 1\r\n'],
    ['keeps the byte order mark', '\ufeffa: x\n', 'w', '\ufeffa: w\n'],
    ['adds no line break at the end', 'a: x', { k: 1 }, 'a:\n  k: 1'],
    ['writes an empty map', 'a: x\n', {}, 'a: {}\n'],
    [
      'writes odd keys',
      'a: x\n',
      Object.fromEntries([
        ['__proto__', 1],
        ['', 2],
        ['<<', 3],
        ['5', 4],
      ]),
      'a:\n  "5": 4\n  __proto__: 1\n  "": 2\n  "<<": 3\n',
    ],
  ])('%s', (_, text, value, expected) => {
    expect(set(text, 'a', value)).toBe(expected);
  });

  it('may be an alias, whose anchor stays', () => {
    expect(set('a: &x 1\nb: *x # c\n', 'b', 2)).toBe('a: &x 1\nb: 2 # c\n');
  });

  it('changes nothing when the text says so already', () => {
    expect(set("a:   'x'   # c", 'a', 'x')).toBe("a:   'x'   # c");
  });

  it('is refused behind an alias, in what is no map, in a map that an alias repeats, and in what is not YAML', () => {
    expect(set('a: &x { k: 1 }\nb: *x\n', 'b/k', 2)).toContain('behind an alias');
    expect(set('a: [1]\n', 'a/k', 2)).toContain('not a map');
    expect(set('a: &x { k: 1 }\nb: *x\n', 'a/k', 2)).toContain('an alias repeats it');
    expect(set('a: &x { k: 1 }\nb: *x\n', 'a/l', 2)).toContain('an alias repeats it');
    expect(set('a: &x { k: &y 1 }\nb: *y\n', 'a', 2)).toContain('an alias repeats it');
    expect(set('a: [\n', 'a', 2)).toContain('not sound YAML');
    expect(set('a: 1\n---\na: 2\n', 'a', 2)).toContain('not sound YAML');
    expect(edited('a: 1\n', { kind: 'set', path: [], value: 1 })).toContain('no name');
  });

  it('goes with the alias inside of it', () => {
    expect(set('a: { k: &y 1, l: *y }\n', 'a', 2)).toBe('a: 2\n');
  });
});

describe('a list that is set', () => {
  it('keeps the items that stay, with their comments', () => {
    const text = 'a:\n- x # one\n# two\n- y # three\n- z\nb: 1\n';
    expect(set(text, 'a', ['x', 'z', 'w'])).toBe('a:\n- x # one\n# two\n- z\n- w\nb: 1\n');
    expect(set(text, 'a', [])).toBe('a: []\n# two\nb: 1\n'.replace('# two\n', ''));
    expect(set(text, 'a', ['z', 'x'])).toBe('a: [z, x]\nb: 1\n');
  });

  it('keeps the brackets', () => {
    expect(set('a: [ x, y, z ] # c\n', 'a', ['x', 'z', 'w'])).toBe('a: [ x, z, w ] # c\n');
    expect(set('a: [x, y,]\n', 'a', ['x', 'w'])).toBe('a: [x, w,]\n');
    expect(set('a: [\n  x, # one\n  y # two\n]\n', 'a', ['x'])).toBe('a: [\n  x, # one\n]\n');
    expect(set('a: []\n', 'a', ['x, y'])).toBe('a: ["x, y"]\n');
  });

  it('keeps the comments and the layout of maps in it where one part is another', () => {
    const text = 'a: # top\n# first\n- name: x # one\n  title: "X"\n# second\n- { name: u, title: U } # two\nb: 1\n';
    const items = (title: Json, name = 'x') => [
      { name, title: 'X' },
      { name: 'u', title },
    ];
    expect(set(text, 'a', items('Z: z'))).toBe(text.replace('title: U', 'title: "Z: z"'));
    expect(set(text, 'a', items('U', 'w'))).toBe(text.replace('name: x', 'name: w'));
    expect(set(text, 'a', items(['p', 1]))).toBe(text.replace('title: U', 'title: [p, 1]'));
    expect(set('a:\n  - k: |\n      p\n    l: q # c\n', 'a', [{ k: 'p\n', l: 'r' }])).toBe(
      'a:\n  - k: |\n      p\n    l: r # c\n',
    );
    expect(set('a: [{ k: 1, l: [2, 3] }, 5] # c\n', 'a', [{ k: 1, l: [2, 4] }, 6])).toBe(
      'a: [{ k: 1, l: [2, 4] }, 6] # c\n',
    );
  });

  it('keeps the comments and the layout of maps that stay when others come and go', () => {
    const text = 'a:\n# first\n- name: x # one\n  title: X\n# second\n- name: u # two\n  title: U\nb: 1\n';
    const [x, u, z] = [
      { name: 'x', title: 'X' },
      { name: 'u', title: 'U' },
      { name: 'z', title: 'Z' },
    ];
    expect(set(text, 'a', [x, u, z])).toBe(text.replace('b:', '- name: z\n  title: Z\nb:'));
    expect(set(text, 'a', [x])).toBe('a:\n# first\n- name: x # one\n  title: X\n# second\nb: 1\n');
    expect(set(text, 'a', [u])).toBe('a:\n# first\n# second\n- name: u # two\n  title: U\nb: 1\n');
    expect(set(text, 'a', [u, z, x])).toBe(
      'a:\n# first\n- name: u\n  title: U\n- name: z\n  title: Z\n- name: x\n  title: X\nb: 1\n',
    );
    expect(set(text, 'a', [u, z])).toBe(
      'a:\n# first\n# second\n- name: u # two\n  title: U\n- name: z\n  title: Z\nb: 1\n',
    );
    expect(set('a: [{ name: x, title: X }] # c\n', 'a', [x, u])).toBe(
      'a: [{ name: x, title: X }, { name: u, title: U }] # c\n',
    );
  });

  it('may have thousands of items, none of which stays but the first and the last', () => {
    const texts = (letter: string) => Array.from({ length: 4_000 }, (_, at) => `${letter}${at}`);
    const lines = (items: readonly string[]) => `a:\n  # first\n${items.map((item) => `  - ${item}\n`).join('')}b: 1\n`;
    const brackets = (items: readonly string[]) => `a: [ ${items.join(', ')} ] # c\nb: 1\n`;
    for (const write of [lines, brackets]) {
      expect(set(write(['k', ...texts('v'), 'l']), 'a', ['k', 'l', ...texts('w')])).toBe(
        write(['k', 'l', ...texts('w')]),
      );
      expect(set(write(['k', ...texts('v'), 'l']), 'a', ['k', 'l'])).toBe(write(['k', 'l']));
    }
  });

  it('has names in whatever order', () => {
    const names = (text: string, wanted: string[]): string =>
      edited(text, { kind: 'set-names', path: ['a'], names: wanted });
    expect(names('a: [y, x]\n', ['x', 'y'])).toBe('a: [y, x]\n');
    expect(names('a: [y, x]\n', ['w', 'x'])).toBe('a: [x, w]\n');
    expect(names('b: 1\n', ['w', 'x'])).toBe('b: 1\na: [w, x]\n');
    expect(names('a: &l [x]\n', [])).toBe('a: &l []\n');
  });
});

describe('a key that is added', () => {
  const text =
    'settings:\n    # mail\n    email_from: a # c\n    email_method: "b"\n\n    # site\n    site_name: c\n    # end\n\ncustom: {}\n';

  it('stands beside those that begin like it, in their quotes', () => {
    expect(set(text, 'settings/email_reply', 'x')).toContain('email_method: "b"\n    email_reply: "x"\n\n');
    expect(set(text, 'settings/site_url', 'x')).toContain('site_name: c\n    site_url: x\n    # end\n');
  });

  it('stands at the end of its section otherwise', () => {
    expect(set(text, 'settings/zone', 'x')).toContain('site_name: c\n    zone: x\n    # end\n');
  });

  it('makes lines of an empty section, and adds to brackets that hold something', () => {
    expect(set(text, 'custom/k', 'x')).toContain('custom:\n    k: x\n');
    expect(set('custom: { a: 1 } # c\n', 'custom/k', 'x')).toBe('custom: { a: 1, k: x } # c\n');
    expect(set('custom: {\n  a: 1, # c\n}\n', 'custom/k', { l: [1] })).toBe(
      'custom: {\n  a: 1, k: { l: [1] }, # c\n}\n',
    );
    expect(set('a: { custom: {} }\n', 'a/custom/k', 'x')).toBe('a: { custom: { k: x } }\n');
    expect(set('{}\n', 'a', 'x')).toBe('{ a: x }\n');
  });

  it('brings its section along, in the place where it belongs', () => {
    expect(set('version: 1\ncustom: { a: 1 }\nignore: []\n', 'settings/k', 1)).toBe(
      'version: 1\nsettings:\n  k: 1\ncustom: { a: 1 }\nignore: []\n',
    );
    expect(set('custom: { a: 1 }\n', 'version', 1)).toBe('version: 1\ncustom: { a: 1 }\n');
    const client = 'clients:\n   web:\n      id: x\n      custom: { a: 1 }\n';
    expect(set(client, 'clients/web/settings/k', 1)).toBe(
      'clients:\n   web:\n      id: x\n      settings:\n         k: 1\n      custom: { a: 1 }\n',
    );
    expect(set(client, 'clients/app/settings/k', 1)).toBe(`${client}   app:\n      settings:\n         k: 1\n`);
  });

  it('does not become part of a text above', () => {
    expect(set('a:\n  b: |+\n    x', 'a/c', 1)).toBe('a:\n  b: |+\n    x\n  c: 1');
    expect(set('a:\n  b: |+\n    x\n\n', 'a/c', 1)).toBe('a:\n  b: |+\n    x\n\n  c: 1\n');
  });
});

describe('a key that is removed', () => {
  const text = 'a:\n  # about k\n  k: |\n    x\n\n  l: { m: 1, n: 2, o: 3 } # c\n  # end\nb: 1';

  it('takes its own lines along and nothing else', () => {
    expect(remove(text, 'a/k')).toBe('a:\n  # about k\n\n  l: { m: 1, n: 2, o: 3 } # c\n  # end\nb: 1');
    expect(remove(text, 'a/l')).toBe('a:\n  # about k\n  k: |\n    x\n\n  # end\nb: 1');
    expect(remove(text, 'b')).toBe(text.replace('b: 1', '').trimEnd());
  });

  it('leaves the others in their brackets', () => {
    expect(remove(text, 'a/l/m')).toContain('{ n: 2, o: 3 }');
    expect(remove(text, 'a/l/n')).toContain('{ m: 1, o: 3 }');
    expect(remove(text, 'a/l/o')).toContain('{ m: 1, n: 2 }');
    expect(remove('a: { k: 1 }\n', 'a/k')).toBe('a: {}\n');
    expect(remove('a: {\n  k: 1, # one\n  l: 2 # two\n}\n', 'a/l')).toBe('a: {\n  k: 1, # one\n}\n');
  });

  it('leaves the comments of its neighbours in brackets over several lines', () => {
    expect(remove('a: { k: 1, # one\n  l: 2 }\n', 'a/l')).toBe('a: { k: 1, # one\n   }\n');
    expect(remove('a: { k: 1, # one\n  l: 2, }\n', 'a/l')).toBe('a: { k: 1, # one\n   }\n');
    expect(remove('a: { k: 1,\n  # about l\n  l: 2 }\n', 'a/k')).toBe('a: { \n  # about l\n  l: 2 }\n');
  });

  it('leaves an empty section behind, which is not the same as none', () => {
    expect(remove('a: # c\n  # d\n  k: 1 # e\n  # f\nb: 1\n', 'a/k')).toBe('a: {} # c\n  # d\n  # f\nb: 1\n');
  });

  it('was there: otherwise nothing changes', () => {
    expect(remove(text, 'a/z')).toBe(text);
    expect(remove(text, 'z/z')).toBe(text);
  });

  it('is refused where its layout is not understood', () => {
    expect(remove('? a\n: 1\nb: 2\n', 'a')).toContain('the layout');
    expect(remove('a: 1\n', 'a')).toContain('the layout');
  });

  it('does not make a comment part of the text above', () => {
    expect(remove('a: |\n  x\nb: 1\n  # c\nd: 1\n', 'b')).toContain('the layout');
  });
});

describe('an entry that is removed', () => {
  const out = (text: string, name: string): string => edited(text, { kind: 'remove-entry', path: ['absent'], name });

  it('goes with its line, as a word or as a map', () => {
    const text = 'absent:\n  - a # why\n  - { key: b, reason: x }\n  - key: c\n    reason: y\n';
    expect(out(text, 'a')).toBe('absent:\n  - { key: b, reason: x }\n  - key: c\n    reason: y\n');
    expect(out(text, 'b')).toBe('absent:\n  - a # why\n  - key: c\n    reason: y\n');
    expect(out(text, 'c')).toBe('absent:\n  - a # why\n  - { key: b, reason: x }\n');
    expect(out(text, 'd')).toBe(text);
  });

  it('leaves an empty list', () => {
    expect(out('absent:\n  - a # why\nb: 1\n', 'a')).toBe('absent: []\nb: 1\n');
    expect(out('absent: [a]\n', 'a')).toBe('absent: []\n');
    expect(out('absent: a\n', 'a')).toBe('absent: a\n');
    expect(out('b: 1\n', 'a')).toBe('b: 1\n');
  });

  it('is refused behind an alias', () => {
    expect(out('x: &x [a]\nabsent: *x\n', 'a')).toBe('x: &x [a]\nabsent: []\n');
    expect(out('x: &x [a, b]\nabsent: *x\n', 'a')).toContain('the layout');
  });
});
