import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/check-lock-file.mjs');
const { lockFileComplaints } = (await import(script)) as { lockFileComplaints: (path: string) => readonly string[] };

const folder = mkdtempSync(join(tmpdir(), 'capstan-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

function complaintsOf(packages: Readonly<Record<string, unknown>>): readonly string[] {
  const path = join(folder, 'package-lock.json');
  writeFileSync(path, JSON.stringify({ packages }));
  return lockFileComplaints(path);
}

describe('the lock file', () => {
  it('of this project is one that `npm ci` takes on every system', () => {
    expect(lockFileComplaints('package-lock.json')).toEqual([]);
  });

  it('lacks an optional package of another system', () => {
    const packages = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1', optionalDependencies: { 'a-win32': '1' } },
    };
    expect(complaintsOf(packages)).toEqual(['node_modules/a names a-win32, which has no entry: `npm ci` fails']);
  });

  it('may hold a package in the folder of the one that names it, or in any folder above', () => {
    const packages = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { dependencies: { b: '1', c: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
      'node_modules/c': {},
    };
    expect(complaintsOf(packages)).toEqual([]);
  });

  it('says nowhere what one registry calls a package', () => {
    const packages = { '': {}, 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } };
    expect(complaintsOf(packages)[0]).toContain('has "resolved"');
  });
});
