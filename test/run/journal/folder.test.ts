import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realDisk } from '../../../src/run/journal/journal-file.ts';

describe('the folder of journals', () => {
  it('is made with all folders above it, for the owner alone', async () => {
    const root = mkdtempSync(join(tmpdir(), 'capstan-folder-'));
    expect(await realDisk.makeFolder(join(root, 'a/b/c'))).toBe('made');
    expect(statSync(join(root, 'a/b/c')).mode & 0o777).toBe(0o700);
    expect(await realDisk.makeFolder(join(root, 'a/b/c'))).toBe('folder');
    rmSync(root, { recursive: true });
  });

  it.runIf(process.platform === 'linux')('fails, and does not try for ever, where none can be made', async () => {
    await expect(realDisk.makeFolder('/proc/capstan/runs')).rejects.toThrow();
  });
});
