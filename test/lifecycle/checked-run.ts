import { checkRun } from './check-run.ts';
import { checkUndo } from './check-undo.ts';
import type { Tally } from './tally.ts';
import type { Order, RunStory, Teller } from './tell-story.ts';

/** Runs the program once, and compares all that came of it with the promises. */
export async function checked(order: Order, teller: Teller, tally: Tally): Promise<RunStory> {
  const told = await teller.run(order);
  tally.count(`end ${endOf(told)}`);
  teller.violations.push(...checkRun(told), ...checkUndo(told));
  if (teller.book.bytes().includes('canary')) teller.violations.push('a secret is in the journal');
  return told;
}

function endOf({ what, ending }: RunStory): string {
  if (ending.kind === 'killed') return `${what} killed`;
  return `${what} ${ending.report?.result ?? ending.planned.kind}`;
}
