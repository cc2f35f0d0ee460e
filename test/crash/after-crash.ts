import { isDeepStrictEqual } from 'node:util';
import { type CrashPoint, type CrashSite, openCrashSite } from './crash.ts';
import type { Undisturbed } from './crash-points.ts';
import { tenCallState } from './ten-calls.ts';

/** What is wrong after a crash at this point, by a new apply and, from the same crash, by an undo; empty: nothing. */
export async function afterCrash(point: CrashPoint, { desired }: Undisturbed): Promise<readonly string[]> {
  const site = await openCrashSite();
  try {
    const crash = await site.crash(point);
    if (crash.signal !== 'SIGKILL') return [`it was not killed, but ended with ${crash.code}: ${crash.output}`];
    const putBack = site.keep();
    const applied = await afterApply(site, desired);
    putBack();
    return [...applied, ...(await afterUndo(site))];
  } finally {
    await site.close();
  }
}

async function afterApply(site: CrashSite, desired: unknown): Promise<readonly string[]> {
  const { code, output } = await site.apply();
  if (code !== 0) return [`the new apply ended with ${code}: ${output}`];
  return isDeepStrictEqual(site.state(), desired) ? [] : ['after the new apply live is not what is desired'];
}

async function afterUndo(site: CrashSite): Promise<readonly string[]> {
  const [journal] = site.journals();
  const original = tenCallState();
  const isOriginal = (): boolean => isDeepStrictEqual(site.state(), original);
  // Nothing was written down, so that nothing may have left.
  if (journal === undefined) return isOriginal() ? [] : ['a run without a journal changed live'];
  const untouched = isOriginal();
  const { code, output } = await site.undo(journal.run);
  if (!isOriginal()) return [`after the undo (exit ${code}) live is not what it was: ${output}`];
  // A journal of which not even the first record is whole cannot be undone, and need not be.
  return code === 0 || (untouched && code === 65) ? [] : [`the undo ended with ${code}: ${output}`];
}
