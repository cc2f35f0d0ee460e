import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('the reference', () => {
  it('says what the program, its schemas and its sandbox say', { timeout: 60_000 }, async () => {
    // Rejects when a page is stale, and names it.
    const { stderr } = await run(process.execPath, ['scripts/generate-docs.mjs', '--check']);
    expect(stderr).toBe('');
  });

  it('has a list of guards with each file of their folder', async () => {
    const { stderr } = await run(process.execPath, ['scripts/list-guards.mjs', '--check']);
    expect(stderr).toBe('');
  });
});
