import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFiles } from '../../src/desired/find-config-files.ts';
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
    [
      ['b.yaml', 'a.yml', 'b.yaml'],
      ['b.yaml', 'a.yml'],
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
    expect(result).toEqual({ kind: 'files', files: ['x/capstan.yaml'] });
  });
});
