import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, head, loadIn } from '../config/load.ts';

const protect = 'version: 1\nprotect: [{ target: settings.login_attempts, reason: contract }]\n';

describe('a protection', () => {
  it('holds for a linked file that is outside of the repository', async () => {
    const outside = folderWith({ 'production.yaml': head });
    const repository = folderWith({ 'capstan.protect.yaml': protect, '.git/HEAD': '' });
    mkdirSync(join(repository, 'environments'));
    symlinkSync(join(outside, 'production.yaml'), join(repository, 'environments/production.yaml'));
    expect(await targets(repository, 'environments/production.yaml')).toEqual(['settings.login_attempts']);
  });

  it('holds for a linked file that lies in a repository inside the repository', async () => {
    const repository = folderWith({
      'capstan.protect.yaml': protect,
      '.git/HEAD': '',
      'module/.git': 'gitdir: elsewhere',
      'module/production.yaml': head,
    });
    symlinkSync('module/production.yaml', join(repository, 'production.yaml'));
    expect(await targets(repository, 'production.yaml')).toEqual(['settings.login_attempts']);
  });

  it('that is a link to nowhere, or in a circle, is a problem and not silence', async () => {
    const folder = folderWith({ 'capstan.yaml': head, 'other/capstan.yaml': head });
    symlinkSync('gone.yaml', join(folder, 'capstan.protect.yaml'));
    symlinkSync('capstan.protect.yaml', join(folder, 'other/capstan.protect.yaml'));
    expect(await codes(folder, 'capstan.yaml')).toEqual(['no-such-file']);
    expect(await codes(folder, 'other/capstan.yaml')).toEqual(['file-not-readable']);
  });

  it('under the name capstan.protect.yml is a problem: it would protect nothing', async () => {
    const folder = folderWith({ 'capstan.yaml': head, 'capstan.protect.yml': protect });
    expect(await codes(folder, 'capstan.yaml')).toEqual(['protect-file-name']);
  });
});

async function targets(folder: string, file: string): Promise<readonly string[]> {
  const result = await loadIn(folder, {}, file);
  return result.kind === 'desired' ? result.desired.protect.map(({ target }) => target.text) : ['problems'];
}

async function codes(folder: string, file: string): Promise<readonly string[]> {
  const result = await loadIn(folder, {}, file);
  return result.kind === 'problems' ? result.problems.map(({ code }) => code) : [];
}
