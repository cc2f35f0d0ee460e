import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfRun, closedPath, openPath, readBack } from '../run/journal/fixtures.ts';
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
    const lines = linesIn(killed);
    await fc.assert(
      fc.asyncProperty(mangled(killed), async (bytes) => {
        const read = await readBack(bytes, openPath);
        if (read.kind !== 'run') return;
        const kept = keptLines(bytes);
        expect(kept).toEqual(lines.slice(0, kept.length));
        const beginning = await readBack(Buffer.from(kept.join(''), 'latin1'), openPath);
        const lastLine = linesIn(bytes).length === kept.length ? 'whole' : 'torn';
        expect(beginning.kind === 'run' && { ...beginning.record, lastLine }).toEqual(read.record);
      }),
      { ...rubbishRuns, examples: found(killed).map((bytes): [Buffer] => [bytes]) },
    );
  });
});

function linesIn(bytes: Buffer): readonly string[] {
  const lines = bytes.toString('latin1').split(/(?<=\n)/);
  return lines.filter((line) => line !== '');
}

/** The lines that a loss of power has left whole: the last one has its end, and no zeros in it. */
function keptLines(bytes: Buffer): readonly string[] {
  const lines = linesIn(bytes);
  return lines.filter((line, at) => line.endsWith('\n') && !(at === lines.length - 1 && line.includes('\0')));
}

/** What this law once broke at: zeros in the last line, and a zero in the place of an earlier line's end. */
function found(killed: Buffer): readonly Buffer[] {
  const lastLine = killed.lastIndexOf(10, -2) + 1;
  return [lastLine - 1, lastLine, killed.length - 20].map((at) => {
    const bytes = Buffer.from(killed);
    bytes[at] = 0;
    return bytes;
  });
}
