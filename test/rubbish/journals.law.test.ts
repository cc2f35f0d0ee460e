import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfRun, closedPath, openPath, readBack } from '../journal/fixtures.ts';
import { mangled, rubbishRuns } from './mutations.ts';

describe('a journal of rubbish', () => {
  it('of a finished run is never taken for the run, and is refused without quoting it', async () => {
    const whole = await bytesOfRun();
    await fc.assert(
      fc.asyncProperty(mangled(whole), async (bytes) => {
        const read = await readBack(bytes, closedPath);
        if (bytes.equals(whole)) return;
        expect(read.kind).not.toBe('run');
        expect(JSON.stringify(read)).not.toContain('canary');
      }),
      rubbishRuns,
    );
  });

  it('of a killed run gives at most a beginning of it', async () => {
    const killed = await bytesOfRun(5);
    await fc.assert(
      fc.asyncProperty(mangled(killed), async (bytes) => {
        const read = await readBack(bytes, openPath);
        if (read.kind !== 'run') return;
        const lines = killed.toString('latin1').split(/(?<=\n)/);
        const known = bytes
          .toString('latin1')
          .split(/(?<=\n)/)
          .filter((line) => line.endsWith('\n'));
        expect(lines.slice(0, known.length)).toEqual(known);
      }),
      rubbishRuns,
    );
  });
});
