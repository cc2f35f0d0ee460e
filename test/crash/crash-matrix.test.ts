import { describe, expect, it } from 'vitest';
import { afterCrash } from './after-crash.ts';
import type { CrashPoint } from './crash.ts';
import { applyUndisturbed, crashPoints, everyNth, type Undisturbed } from './crash-points.ts';

/**
 * All points take minutes: the long run of the fuzzer has them all, `.ci/run` every fifth, and this one every thirteenth. By an
 * odd number both moments of a record are met: half written, and safe.
 */
const every = Number(process.env['CAPSTAN_CRASH_EVERY'] ?? 13);
/** Only ends a test that hangs: all points on a busy machine take a while. */
const timeoutMs = 3_600_000;

describe('an apply of ten calls that is killed', () => {
  it('ends as desired after a new apply, and as it began after an undo, wherever it was killed', {
    timeout: timeoutMs,
  }, async () => {
    const undisturbed = await applyUndisturbed();
    const writes = undisturbed.requests.filter((line) => !line.startsWith('GET '));
    expect(writes).toHaveLength(10);
    expect(writes.filter((line) => line.startsWith('PUT '))).toHaveLength(1);
    const points = everyNth(crashPoints(undisturbed), every);
    const wrong = await wrongAt(points, undisturbed);
    expect(wrong).toEqual([]);
  });
});

async function wrongAt(points: readonly CrashPoint[], undisturbed: Undisturbed): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const point of points) {
    const here = await afterCrash(point, undisturbed);
    wrong.push(...here.map((what) => `${JSON.stringify(point)}: ${what}`));
  }
  return wrong;
}
