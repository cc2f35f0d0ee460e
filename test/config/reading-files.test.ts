import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { diskTree, noKnownPlaces, rememberedTree } from '../../src/config/files/disk-tree.ts';
import { formatHostPattern } from '../../src/model/desired.ts';
import {
  desiredOf,
  type Files,
  folderWith,
  globalOf,
  head,
  load,
  loaded,
  loadIn,
  places,
  placesOf,
  problemsOf,
} from './load.ts';

async function problemsIn(folder: string, file = 'capstan.yaml') {
  const result = await loadIn(folder, {}, file);
  return result.kind === 'problems' ? result.problems : [];
}

describe('a tree that remembers', () => {
  it('asks once where a path leads and which repository a folder is in', async () => {
    const asked: string[] = [];
    const tree = {
      ...diskTree('/'),
      resolveLinks: async (path: string) => {
        asked.push(path);
        return path === '/there' ? '/real' : undefined;
      },
      findRepository: async (folder: string) => {
        asked.push(folder);
        return undefined;
      },
    };
    const places = noKnownPlaces();
    for (const one of [rememberedTree(tree, places), rememberedTree(tree, places)]) {
      expect(await one.resolveLinks('/there')).toBe('/real');
      expect(await one.resolveLinks('/not-there')).toBeUndefined();
      expect(await one.findRepository('/folder')).toBeUndefined();
    }
    expect(asked).toEqual(['/there', '/not-there', '/folder']);
  });
});

describe('reading a file', () => {
  it.runIf(process.platform === 'linux')('reads all of one whose size is told as nothing', async () => {
    const read = await diskTree('/').readBytes('/proc/self/status');
    expect(read.kind === 'bytes' && read.bytes.toString()).toContain('Name:');
  });

  it('reads a file to its end, whatever size was told of it before', async () => {
    const content = 'x'.repeat(200_000);
    const path = join(folderWith({ a: content }), 'a');
    const handle = await open(path);
    const stat = vi.spyOn(Object.getPrototypeOf(handle), 'stat');
    await handle.close();
    try {
      for (const size of [0, 1, 65_535, 65_536, 131_072, 199_999, 200_000, 200_001]) {
        stat.mockResolvedValueOnce({ size, isFile: () => true });
        const read = await diskTree('/').readBytes(path);
        expect(read.kind === 'bytes' && read.bytes.length, `where ${size} were told`).toBe(content.length);
      }
    } finally {
      stat.mockRestore();
    }
  });

  it('names a file that does not exist', async () => {
    const [problem] = await problemsOf({});
    expect(problem).toMatchObject({ code: 'no-such-file', source: null });
    expect(problem?.message).toContain('capstan.yaml');
  });

  it('refuses a folder, a pipe and a device without opening them', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'capstan.yaml'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.yaml')]);
    expect(places(await problemsIn(folder))).toEqual(['not-a-file']);
    expect(places(await problemsIn(folder, 'pipe.yaml'))).toEqual(['not-a-file']);
    expect(places(await problemsIn(folder, '/dev/zero'))).toEqual(['not-a-file']);
  });

  it.skipIf(process.getuid?.() === 0)('says so when it may not read a file', async () => {
    const folder = folderWith({ 'capstan.yaml': head });
    chmodSync(join(folder, 'capstan.yaml'), 0);
    expect(places(await problemsIn(folder))).toEqual(['file-not-readable']);
  });

  it('says so when reading fails for another reason', async () => {
    const folder = folderWith({});
    symlinkSync('capstan.yaml', join(folder, 'capstan.yaml'));
    expect(places(await problemsIn(folder))).toEqual(['file-not-readable']);
  });

  it('does not read a file of 50 MB', async () => {
    expect(await placesOf({ 'capstan.yaml': Buffer.alloc(50 * 1024 * 1024, 'a') })).toEqual(['file-too-large']);
  });

  it.each([
    ['not UTF-8 in the first line', [0xff, 0x61], '1:1'],
    ['not UTF-8 further on', [0x61, 0x0a, 0xc3, 0xa4, 0x62, 0xc3, 0x28], '2:3'],
    ['a character that is cut off', [0x61, 0x0a, 0x62, 0xe2, 0x82], '2:2'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], '1:1'],
  ])('gives the place of what is %s', async (_, bytes, place) => {
    expect(await placesOf({ 'capstan.yaml': Uint8Array.from(bytes) })).toEqual([`capstan.yaml:${place} not-utf-8`]);
  });

  it('refuses control characters', async () => {
    expect(await placesOf(`${head}settings: { a: "\u0000" }\n`)).toEqual(['capstan.yaml:3:17 control-character']);
    expect(await placesOf('\u001b[31m')).toEqual(['capstan.yaml:1:1 control-character']);
  });

  it('accepts a UTF-8 byte order mark and CRLF lines', async () => {
    const desired = await desiredOf(`\ufeff${head}settings:\r\n  site_name: x\r\n`);
    expect(globalOf(desired).sections.settings.get('site_name')).toMatchObject({
      json: 'x',
      source: { line: 4, column: 3 },
    });
  });

  it.each(['', '\n', '# only a comment\n', '---\n', '...\n'])('calls %j empty', async (text) => {
    const codes = (await problemsOf(text)).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => code === 'empty-file' || code.startsWith('yaml-'))).toBe(true);
  });

  it('names files relative to the working folder', async () => {
    const folder = folderWith({
      'env/prod/capstan.yaml': `${head}extends: ../base.yaml\n`,
      'env/base.yaml': 'version: 1\n',
      '.git/HEAD': '',
    });
    const result = await loadIn(folder, {}, 'env/prod/capstan.yaml');
    expect(result).toMatchObject({ kind: 'desired', files: ['env/prod/capstan.yaml', 'env/base.yaml'] });
  });
});

describe('YAML', () => {
  it.each([
    ['a tab that indents', 'settings:\n\ta: 1\n', '4:1 yaml-tab-as-indent'],
    ['a bad indentation', 'settings:\n  a: 1\n b: 2\n', '5:1 yaml-bad-indent'],
    ['a line that is indented deeper', 'settings:\n  a: 1\n\n  # more\n    b: 2\n', ''],
    ['one that follows at once', 'settings:\n  a: 1\n   b: 2\n', '5:4 yaml-too-deep'],
    ['a no-break space after a colon', 'custom:\n  a:\u00a0x\n', '4:5 yaml-odd-blank'],
    ['the same among other keys', 'custom:\n  b: y\n  a:\u00a0x\n', '5:5 yaml-odd-blank'],
    ['an open quote', 'settings: { a: "x\n', ''],
    ['a closing bracket too many', 'settings: ]\n', ''],
    ['an unknown escape', 'settings: { a: "\\q" }\n', '3:17 yaml-bad-dq-escape'],
    ['several documents', '---\nversion: 1\n', '3:1 several-documents'],
    ['the tag !!binary', 'settings: { a: !!binary aGk= }\n', 'yaml-tag'],
    ['a tag of its own', 'settings: { a: !foo x }\n', 'yaml-tag'],
    ['a merge key', 'settings: { <<: { a: 1 } }\n', '3:13 merge-key'],
    ['a number as a key', 'custom: { 404: x }\n', '3:11 key-not-text'],
    ['true as a key', 'custom: { true: x }\n', '3:11 key-not-text'],
    ['null as a key', 'custom:\n  ? \n  : x\n', 'key-not-text'],
    ['a list as a key', 'custom: { ? [a] : x }\n', '3:13 key-not-text'],
    ['an alias as a key', 'custom: { b: &x y, *x : z }\n', 'key-not-text'],
    ['an alias without an anchor', 'custom: { a: *x }\n', '3:14 unknown-alias'],
    ['an anchor that holds its own alias', 'custom: { a: &x [*x] }\n', '3:18 circular-alias'],
    ['a key twice', 'settings: { a: 1, a: 2 }\n', '3:19 duplicate-key'],
    ['a block twice', 'custom: {}\ncustom: {}\n', '4:1 duplicate-key'],
  ])('finds %s', async (_, text, expected) => {
    const found = await placesOf(head + text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(expected);
  });

  it('names the place of the first of two equal keys', async () => {
    const [problem] = await problemsOf(`${head}settings:\n  a: 1\n  b: 2\n  a: 3\n`);
    expect(problem?.message).toBe('the key "a" is written twice, first at 4:3');
  });

  it('takes << in quotes for a key like any other', async () => {
    const desired = await desiredOf(`${head}custom: { "<<": x }\n`);
    expect([...globalOf(desired).sections.custom.keys()]).toEqual(['<<']);
  });

  it('refuses another version of YAML', async () => {
    expect(await placesOf(`%YAML 1.1\n---\n${head}`)).toContain('capstan.yaml:1:1 yaml-version');
    expect((await load(`%YAML 1.2\n---\n${head}`)).kind).toBe('desired');
  });

  it('follows aliases', async () => {
    const desired = await desiredOf(`${head}custom: { a: &x { k: [1] }, b: *x }\n`);
    expect(globalOf(desired).sections.custom.get('b')).toMatchObject({
      json: { k: [1] },
      source: { line: 3, column: 29 },
    });
  });

  it('takes __proto__, constructor and toString for keys like any other', async () => {
    const desired = await desiredOf(`${head}custom: { __proto__: a, constructor: { __proto__: 1 }, toString: c }\n`);
    const values = globalOf(desired).sections.custom;
    expect([...values.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(JSON.stringify(values.get('constructor'))).toContain('{"__proto__":1}');
    expect(await placesOf(`${head}__proto__: 1\nconstructor: 2\n`)).toEqual([
      'capstan.yaml:3:1 unknown-key',
      'capstan.yaml:4:1 unknown-key',
    ]);
  });

  it('never quotes what stands in the file', async () => {
    const texts = [
      'rpx_key: "hunter2hunter2',
      'rpx_key: ]hunter2hunter2',
      'rpx_key: [hunter2hunter2',
      '\trpx_key: hunter2hunter2',
      'rpx_key: |hunter2hunter2\n',
      'rpx_key: *hunter2hunter2x\n  b',
      'rpx_key: *hunter2hunter2',
      'rpx_key: &hunter2hunter2 *hunter2hunter2',
    ];
    for (const text of texts) {
      const found = await problemsOf(`${head}settings:\n  ${text}`);
      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found)).not.toContain('hunter2');
    }
  });
});

describe('input that is to hurt', () => {
  const bomb = [
    'a0: &a0 [x, x]',
    ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
  ].join('\n  ');
  const chain = ['a0: &a0 [x]', ...Array.from({ length: 3000 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)].join(
    '\n  ',
  );
  const long = `a: &a "${'x'.repeat(100_000)}"\n  b: [${'*a, '.repeat(1000)}]`;

  it.each([
    ['lists in lists', '['.repeat(3_000_000), 'too-deep'],
    ['block lists in block lists', '- '.repeat(1_000_000), 'too-deep'],
    ['maps in maps', '{a: '.repeat(500_000), 'too-deep'],
    ['keys of keys', '? '.repeat(1_000_000), 'too-deep'],
    ['an alias bomb', `${head}custom:\n  ${bomb}\n`, 'too-many-values'],
    ['a long chain of aliases', `${head}custom:\n  ${chain}\n`, 'too-deep'],
    ['a long text repeated by aliases', `${head}custom:\n  ${long}\n`, 'too-many-values'],
    ['a million documents', '---\n'.repeat(1_000_000), 'several-documents'],
    ['millions of tokens', '- a\n'.repeat(1_000_000), 'too-many-values'],
    ['brackets that close nothing', ']'.repeat(2_000_000), 'yaml-unexpected-token'],
    ['a very long line', `"${'a'.repeat(4_000_000)}`, 'yaml-missing-char'],
  ])('gives up on %s', async (_, text, code) => {
    const codes = (await problemsOf(text)).map((problem) => problem.code);
    expect(codes).toContain(code);
  });

  it('lists a hundred problems and counts the rest', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('');
    const found = await problemsOf(head + lines);
    expect(found).toHaveLength(101);
    expect(found[0]).toMatchObject({ code: 'unknown-key', source: { line: 3, column: 1 } });
    expect(found[100]).toEqual({
      code: 'more-problems',
      message: '19900 more problems are not shown',
      cure: 'Fix the problems above first, then run validate again.',
      source: null,
    });
  });

  it('reads a file of thirty thousand settings', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `  setting_${index}: value ${index}\n`).join('');
    const { desired } = await loaded(`${head}custom:\n${lines}`);
    expect(globalOf(desired).sections.custom.size).toBe(30_000);
  });
});

describe('what capstan wrote itself', () => {
  it.each([
    ['a snapshot', { kind: 'capstan-snapshot', formatVersion: 1, global: {}, clients: [] }],
    ['a saved plan', { formatVersion: 1, status: 'ready', digest: 'sha256:00', changes: [] }],
  ])('is named in one sentence when it is given as the file: %s', async (what, content) => {
    const loaded = await loadIn(folderWith({ 'live.json': JSON.stringify(content) }), {}, 'live.json');
    expect(loaded).toMatchObject({
      kind: 'problems',
      problems: [{ code: 'not-a-configuration', message: `live.json is ${what}, not a configuration`, source: null }],
    });
  });
});

describe('extends', () => {
  it.each([
    ['a file that does not exist', './none.yaml', 'no-such-file'],
    ['another kind of file', './base.json', 'not-a-yaml-file'],
    ['a URL', 'https://example.com/base.yaml', 'not-a-local-file'],
    ['itself', './capstan.yaml', 'circular-extends'],
    ['a file outside of the folder', '../base.yaml', 'no-such-file'],
    ['a name with a NUL escape', '"a\\0b.yaml"', 'not-a-local-file'],
  ])('refuses %s', async (_, name, code) => {
    expect(await placesOf(`${head}extends: ${name}\n`)).toEqual([`capstan.yaml:3:10 ${code}`]);
  });

  it('refuses circles over several files, at the line that closes them', async () => {
    const files = {
      'capstan.yaml': `${head}extends: a.yaml\n`,
      'a.yaml': 'version: 1\nextends: [b.yml]\n',
      'b.yml': 'version: 1\nextends: a.yaml\n',
    };
    expect(await placesOf(files)).toEqual(['b.yml:2:10 circular-extends']);
  });

  it('refuses files outside of the repository, links resolved', async () => {
    const folder = folderWith({
      'repo/.git/HEAD': '',
      'repo/env/capstan.yaml': `${head}extends: [../../outside.yaml, link.yaml]\n`,
      'outside.yaml': 'version: 1\n',
    });
    symlinkSync(join(folder, 'outside.yaml'), join(folder, 'repo/env/link.yaml'));
    expect(places(await problemsIn(join(folder, 'repo/env')))).toEqual([
      'capstan.yaml:3:11 outside-of-repository',
      'capstan.yaml:3:31 outside-of-repository',
    ]);
  });

  it('stays inside the folder of the file when there is no repository', async () => {
    const folder = folderWith({ 'a/capstan.yaml': `${head}extends: ../base.yaml\n`, 'base.yaml': 'version: 1\n' });
    const found = places(await problemsIn(join(folder, 'a')));
    expect(found).toEqual(['capstan.yaml:3:10 outside-of-repository']);
  });

  it('reads a file that is reached twice once, so that what lies on it stays on it', async () => {
    const desired = await desiredOf({
      'capstan.yaml': `${head}extends: [b.yaml, c.yaml]\n`,
      'b.yaml': 'version: 1\nextends: d.yaml\nsettings: { site_name: b }\n',
      'c.yaml': 'version: 1\nextends: d.yaml\n',
      'd.yaml': 'version: 1\nsettings: { site_name: d }\n',
    });
    expect(globalOf(desired).sections.settings.get('site_name')).toMatchObject({
      json: 'b',
      source: { file: 'b.yaml' },
    });
  });

  it('reads a hundred files at most', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `f${index}.yaml`);
    const half = (from: number, to: number) => `extends: [${names.slice(from, to).join(', ')}]\n`;
    const files = {
      'capstan.yaml': head + half(0, 60),
      ...Object.fromEntries(names.map((name) => [name, 'version: 1\n'])),
      'f0.yaml': `version: 1\n${half(60, 101)}`,
    };
    expect((await placesOf(files)).every((place) => place.endsWith('too-many-files'))).toBe(true);
  });

  it('reports the problems of all files, and of what is missing nothing', async () => {
    const files = {
      'capstan.yaml': 'version: 1\nextends: [base.yaml, bad.yaml]\nx: 1\n',
      'base.yaml': 'version: 1\ny: 2\n',
      'bad.yaml': '{',
    };
    const found = await placesOf(files);
    expect(found).toContain('capstan.yaml:3:1 unknown-key');
    expect(found).toContain('base.yaml:2:1 unknown-key');
    expect(found.some((place) => place.startsWith('bad.yaml:1:'))).toBe(true);
    expect(found.join()).not.toContain('missing-key');
  });

  it('says that a link leads nowhere, and names no file like it', async () => {
    const folder = folderWith({});
    symlinkSync('none.yaml', join(folder, 'capstan.yaml'));
    const result = await loadIn(folder);
    expect(result.kind === 'problems' && result.problems).toMatchObject([
      {
        code: 'no-such-file',
        message: 'capstan.yaml is a link to a file that does not exist',
        cure: expect.stringContaining('link'),
      },
    ]);
  });

  it('tells of a blank after a colon that is none, in a line that has no other colon', async () => {
    const [problem] = await problemsOf(`${head}custom:\u00a0{ a: 1 }\n`);
    expect(problem).toMatchObject({ code: 'yaml-odd-blank', source: { line: 3, column: 8 } });
  });

  it('tells of a reference in brackets that is not in quotes, once', async () => {
    const found = await problemsOf(`${head}settings: { site_name: \${env:A}, rpx_key: \${secret:B} }\n`);
    expect(found).toMatchObject([
      { code: 'bad-reference', message: expect.stringContaining('in quotes'), source: { line: 3, column: 24 } },
    ]);
    expect(await placesOf(`${head}custom: { a: "\${env:A}", b: [}\n`)).not.toContain('capstan.yaml:3:15 bad-reference');
  });

  it('says of an empty file what belongs into it', async () => {
    const curesOf = async (files: Files) => (await problemsOf(files)).map(({ code, cure }) => `${code}: ${cure}`);
    expect(await curesOf({ 'capstan.yaml': '' })).toEqual([
      'empty-file: Write at least "version: 1", or create the file with `capstan import`.',
    ]);
    expect(await curesOf({ 'capstan.yaml': head, 'capstan.protect.yaml': '# nothing\n' })).toEqual([
      'empty-file: Write "version: 1" and the rest of it: protect, hosts.',
    ]);
  });

  it('keeps a link as the name of the file', async () => {
    const folder = folderWith({ 'real/prod.yaml': head });
    symlinkSync('real/prod.yaml', join(folder, 'capstan.yaml'));
    expect(await loadIn(folder)).toMatchObject({ kind: 'desired', files: ['capstan.yaml'] });
  });
});

describe('protections', () => {
  const protect = (target: string) => `version: 1\nprotect: [{ target: "${target}", reason: "R" }]\n`;

  it('add up from beside each file up to the root of the repository', async () => {
    const folder = folderWith({
      'capstan.protect.yaml': protect('settings.outside'),
      'repo/.git/HEAD': '',
      'repo/capstan.protect.yaml': protect('settings.root'),
      'repo/env/prod/capstan.yaml': `${head}extends: ../../shared/base.yaml\n`,
      'repo/env/prod/capstan.protect.yaml': protect('clients.*.settings.prod'),
      'repo/shared/base.yaml': 'version: 1\n',
      'repo/shared/capstan.protect.yaml': protect('settings.shared'),
    });
    const result = await loadIn(join(folder, 'repo/env/prod'));
    const found = result.kind === 'desired' ? result.desired.protect.map(({ target }) => target.text) : [];
    expect(found).toEqual(['clients.*.settings.prod', 'settings.root', 'settings.shared']);
    expect(result.files).toContain('../../capstan.protect.yaml');
  });

  it('are looked for beside the files alone when there is no repository', async () => {
    const folder = folderWith({
      'capstan.protect.yaml': protect('settings.a'),
      'x/capstan.yaml': head,
      'x/capstan.protect.yaml': protect('settings.b'),
    });
    const result = await loadIn(join(folder, 'x'));
    expect(result.kind === 'desired' && result.desired.protect.map(({ target }) => target.text)).toEqual([
      'settings.b',
    ]);
  });

  it('hold for a file that is reached by a link too', async () => {
    const folder = folderWith({
      'real/capstan.yaml': head,
      'real/capstan.protect.yaml': protect('settings.real'),
      'link/capstan.protect.yaml': protect('settings.link'),
    });
    symlinkSync(join(folder, 'real/capstan.yaml'), join(folder, 'link/capstan.yaml'));
    const result = await loadIn(join(folder, 'link'));
    expect(result.kind === 'desired' && result.desired.protect.map(({ target }) => target.text)).toEqual([
      'settings.link',
      'settings.real',
    ]);
  });

  it('have lists of hosts, which add up; without any there is none', async () => {
    const folder = folderWith({
      '.git/HEAD': '',
      'capstan.protect.yaml': 'version: 1\nprotect: []\nhosts: [www.example.com, "*.example.org"]\n',
      'env/capstan.yaml': head,
      'env/capstan.protect.yaml': 'version: 1\nprotect: []\nhosts: [Accounts.Example.com]\n',
      'other/capstan.yaml': head,
      'none/.git/HEAD': '',
      'none/capstan.yaml': head,
      'none/capstan.protect.yaml': protect('settings.a'),
    });
    const hostsIn = async (path: string) => {
      const result = await loadIn(join(folder, path));
      return result.kind === 'desired' ? (result.desired.hosts?.map(formatHostPattern) ?? null) : result.problems;
    };
    expect(await hostsIn('env')).toEqual(['*.example.org', 'accounts.example.com', 'www.example.com']);
    expect(await hostsIn('other')).toEqual(['*.example.org', 'www.example.com']);
    expect(await hostsIn('none')).toBeNull();
  });

  it('have hosts that are problems when they are none', async () => {
    const hosts = 'version: 1\nprotect: []\nhosts: [ok.example, "https://www.example.com", "*.com", [a.example]]\n';
    expect(await placesOf({ 'capstan.yaml': head, 'capstan.protect.yaml': hosts })).toEqual([
      'capstan.protect.yaml:3:21 bad-host',
      'capstan.protect.yaml:3:48 bad-host',
      'capstan.protect.yaml:3:57 wrong-type',
    ]);
  });

  it('that cannot be read are problems', async () => {
    const bad =
      'version: 1\nprotect:\n  - { target: nonsense, reason: R }\n  - { target: settings.a }\n  - { target: settings.a, reason: null }\nprotct: []\n';
    expect(await placesOf({ 'capstan.yaml': head, 'capstan.protect.yaml': bad })).toEqual([
      'capstan.protect.yaml:3:15 bad-target',
      'capstan.protect.yaml:4:5 missing-key',
      'capstan.protect.yaml:5:27 null-value',
      'capstan.protect.yaml:6:1 unknown-key',
    ]);
    expect(await placesOf({ 'capstan.yaml': head, 'capstan.protect.yaml': '[' })).toContain(
      'capstan.protect.yaml:1:2 yaml-missing-char',
    );
  });
});

it('reads files through any name of the working folder', async () => {
  const folder = folderWith({ 'capstan.yaml': head });
  writeFileSync(join(folder, 'other.yml'), `${head}extends: capstan.yaml\n`);
  expect(await loadIn(folder, {}, join(folder, 'other.yml'))).toMatchObject({ files: ['other.yml', 'capstan.yaml'] });
});
