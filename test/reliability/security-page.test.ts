import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe.each(['docs/security.md', 'docs/ci.md', 'docs/reliability.md'])('%s', (path) => {
  // Names are wrapped over lines there.
  const page = readFileSync(path, 'utf8').replaceAll(/\s*\n\s*/g, ' ');
  const tests = [...page.matchAll(/\[test\]\(\.\.\/(test\/[^)]+)\) "([^"]+)"/g)];

  it.each(tests.map(([, file = '', name = '']) => [file, name]))('names a test of %s that exists: %s', (file, name) => {
    const text = readFileSync(file, 'utf8').replaceAll(/\s*\n\s*/g, ' ');
    expect(text.includes(`'${name}'`)).toBe(true);
  });

  it.each([...page.matchAll(/\[scenario\]\(\.\.\/(test\/scenarios\/[^)]+)\)/g)].map(([, folder = '']) => folder))(
    'names a scenario that exists: %s',
    (folder) => {
      expect(existsSync(join(folder, 'expected.txt'))).toBe(true);
    },
  );

  it('gives every test by its name', () => {
    expect(page.match(/\[test\]/g)?.length).toBe(tests.length);
    expect(tests.length).toBeGreaterThan(20);
  });
});

it.each(['docs/security.md', 'docs/ci.md', 'docs/reliability.md', 'SECURITY.md'])(
  '%s links to nothing that is not there',
  (file) => {
    const folder = file.startsWith('docs/') ? 'docs' : '.';
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) =>
      join(folder, link ?? ''),
    );
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  },
);
