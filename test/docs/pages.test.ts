import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playPage } from './play-page.ts';

/** The pages on which everything is run. */
const folders = ['docs/how-to', 'docs/explanation'];
const inFolders = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
const pages = ['README.md', 'docs/file.md', 'docs/tutorial.md', ...inFolders];

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  // `vitest -u` writes what is printed now into the page.
  it('shows valid files, and of every command what it prints', async () => {
    const played = await playPage(text);
    expect(played.complaints).toEqual([]);
    await expect(played.text).toMatchFileSnapshot(resolve(page));
  });

  it('links to nothing that is not there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !link.startsWith('http') && !existsSync(join(dirname(page), link)))).toEqual([]);
  });
});
