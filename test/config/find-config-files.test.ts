import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFiles } from '../../src/config/files/find-config-files.ts';
import { folderWith } from './load.ts';

const names = [
  'capstan.yaml',
  'a.yml',
  'b.yaml',
  '.hidden.yaml',
  'apps/eu/capstan.yaml',
  'apps/us/capstan.yaml',
  'apps/us/deep/capstan.yaml',
  'apps/.git/capstan.yaml',
  'apps/node_modules/capstan.yaml',
  'apps/.hidden/capstan.yaml',
];
const folder = folderWith(Object.fromEntries(names.map((name) => [name, ''])));

async function found(...patterns: readonly string[]) {
  const result = await findConfigFiles(patterns, folder);
  return result.kind === 'files' ? result.files : result.problems.map(({ code }) => code);
}

describe('the files that -f names', () => {
  it.each([
    [[], ['capstan.yaml']],
    [['none.yaml'], ['none.yaml']],
    [[''], ['no-such-file']],
    [['b.yaml', ''], ['no-such-file']],
    [['b.yaml', 'a.yml', 'b.yaml'], ['same-target-twice']],
    [['b.yaml', './b.yaml'], ['same-target-twice']],
    [
      ['b.yaml', '*.y*ml'],
      ['b.yaml', 'a.yml', 'capstan.yaml'],
    ],
    [['*.yaml'], ['b.yaml', 'capstan.yaml']],
    [['.*.yaml'], ['.hidden.yaml']],
    [['?.y*ml'], ['a.yml', 'b.yaml']],
    [['apps/*/capstan.yaml'], ['apps/eu/capstan.yaml', 'apps/us/capstan.yaml']],
    [['apps/**/capstan.yaml'], ['apps/eu/capstan.yaml', 'apps/us/capstan.yaml', 'apps/us/deep/capstan.yaml']],
    [
      ['**/us/*.yaml', '*.yml'],
      ['apps/us/capstan.yaml', 'a.yml'],
    ],
    [['apps/us/**'], ['apps/us/capstan.yaml', 'apps/us/deep/capstan.yaml']],
    [['apps/*'], ['no-such-file']],
    [['none/*.yaml'], ['no-such-file']],
    [['*a*a*a*a*a*a*a*a*b'], ['no-such-file']],
  ])('%j are %j', async (patterns, files) => {
    expect(await found(...patterns)).toEqual(files);
  });

  it('may be given by a path from the root', async () => {
    expect(await found(`${folder}/*.yml`)).toEqual(['a.yml']);
    expect(await found('/*.no-such-ending')).toEqual(['no-such-file']);
  });

  it('are found without following links in circles', async () => {
    const circle = folderWith({ 'x/capstan.yaml': '' });
    symlinkSync(join(circle, 'x'), join(circle, 'x/again'));
    const result = await findConfigFiles(['**/capstan.yaml'], circle);
    expect(result).toEqual({ kind: 'files', files: ['x/capstan.yaml'], leftOut: [] });
  });
});

describe('what a pattern leaves out', () => {
  const several = folderWith({
    'base.yaml': '',
    'capstan.protect.yaml': '',
    'capstan.protect.yml': '',
    'deep/base.yaml': 'extends: ../base.yaml\n',
    'production.yaml': 'extends: [deep/base.yaml, gone.yaml, 5]\n',
    'staging.yaml': 'extends: base.yaml\n',
    'broken.yaml': 'extends: [',
  });
  symlinkSync('staging.yaml', join(several, 'test.yaml'));
  const find = (...patterns: readonly string[]) => findConfigFiles(patterns, several);

  it('are protect files, files that others of the run extend, and a file by another name; and it says so', async () => {
    expect(await find('**/*.y*ml')).toEqual({
      kind: 'files',
      files: ['broken.yaml', 'production.yaml', 'staging.yaml'],
      leftOut: [
        { file: 'base.yaml', why: 'deep/base.yaml extends it' },
        { file: 'capstan.protect.yaml', why: 'it is a protect file' },
        { file: 'capstan.protect.yml', why: 'it is a protect file' },
        { file: 'deep/base.yaml', why: 'production.yaml extends it' },
        { file: 'test.yaml', why: 'it is the same file as staging.yaml' },
      ],
    });
  });

  it('is nothing that was given by name', async () => {
    expect(await find('base.yaml', '*.yaml')).toMatchObject({
      files: ['base.yaml', 'broken.yaml', 'production.yaml', 'staging.yaml'],
    });
    expect(await find('staging.yaml', 'base.yaml')).toMatchObject({
      files: ['staging.yaml', 'base.yaml'],
      leftOut: [],
    });
  });

  it('is told where nothing is left', async () => {
    const found = await find('*.protect.yaml');
    expect(found.kind === 'problems' ? found.problems : []).toMatchObject([
      { code: 'no-such-file', message: expect.stringContaining('"capstan.protect.yaml": it is a protect file') },
    ]);
  });

  it('does not make two names of one file two files', async () => {
    const found = await find('staging.yaml', 'test.yaml');
    expect(found.kind === 'problems' ? found.problems : []).toMatchObject([
      { code: 'same-target-twice', message: '"staging.yaml" and "test.yaml" are one file, and it is named twice' },
    ]);
  });
});
