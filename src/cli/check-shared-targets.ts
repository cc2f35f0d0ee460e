import { catalogue } from '../catalogue/catalogue.ts';
import { type RunFile, type SharedTargets, sharedTargets } from '../engine/shared-targets.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { wrapText } from '../render/text/wrap-text.ts';
import { ExpectedEnd } from '../workflows/ending.ts';
import { judgementDays } from '../workflows/expiry-window.ts';
import { loadFile } from '../workflows/load-file.ts';
import type { CommonFlags, Session } from './terminal/session.ts';

const maxTargets = 5;

/**
 * Ends a run whose files would undo each other, before its first request; what they manage alike is only told. A file
 * that is not sound is left to the run, which says what is wrong with it.
 */
export async function checkSharedTargets({ file: names, voice }: CommonFlags, session: Session): Promise<void> {
  const files: RunFile[] = [];
  for (const file of names) {
    const loaded = await loadFile(file, session, 'left-out');
    if (loaded.kind === 'desired') files.push({ file, desired: loaded.desired });
  }
  const { conflicts, equal } = sharedTargets(files, catalogue, judgementDays(session.now()).today);
  if (conflicts.length > 0) throw new ExpectedEnd('invalidFile', conflicts);
  if (voice !== 'quiet') for (const shared of equal) await session.tell(equalText(shared, session));
}

function equalText({ files: [first, second], targets }: SharedTargets['equal'][number], session: Session): string {
  const shown = targets.slice(0, maxTargets).join(', ');
  const rest = targets.length > maxTargets ? ` and ${targets.length - maxTargets} more` : '';
  const text = `info: ${first} and ${second} manage the same targets, with equal values: ${shown}${rest}  [same-target-twice]`;
  return `${wrapText(visibleText(text), session.tellStyle.width).join('\n')}\n`;
}
