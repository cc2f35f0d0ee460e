import { journalNotWritten, type Stop } from './stop.ts';
import type { Waiting } from './waiting.ts';
import type { WatchedJournal } from './watched-journal.ts';

/** What all steps of a run share. */
export type StepRun = { readonly waiting: Waiting; readonly journal: WatchedJournal };

/** Why no further call may be sent; null: it may. Reading on is another matter: a gap in the journal does not hurry. */
export function stopBeforeCall({ waiting, journal }: StepRun): Stop | null {
  const gap = journal.gap();
  return gap === null ? waiting.stop() : journalNotWritten(gap);
}
