import { type Desk, document, type Run, run, wroteNothing } from './desk.ts';
import type { Effect } from './ledger.ts';

/** `undo`: all that the run did is as it was, or nothing is touched and the reason said. */
export async function playUndo(desk: Desk, back: number): Promise<void> {
  const undone = desk.runs.at(-1 - (back % Math.max(1, desk.runs.length)));
  if (undone === undefined) return;
  const broken = (text: string): void => void desk.violations.push(`undo of ${undone.id}: ${text}`);
  const done = await run(desk, 'undo', (commands) => commands.undo(undone.id));
  const codes = codesOf(desk, undone, done.before);
  if (!codes.includes(done.code))
    broken(`ended with ${done.code} and not ${codes.join(' or ')}: ${done.told}${done.out.slice(0, 1500)}`);
  if (done.code !== 0) return wroteNothing(done).forEach(broken);
  for (const [name, { before }] of knownEffects(undone))
    if (done.after.get(name) !== before) broken(`${name} is ${done.after.get(name)}, and was ${before}`);
  for (const name of done.ledger.effects.keys())
    if (!undone.effects.has(name)) broken(`touched ${name}, which the run did not`);
  const { effects, outside } = done.ledger;
  if (effects.size > 0) desk.runs.push({ id: document<{ run: { id: string } }>(done).run.id, effects, outside });
}

/** What the run did, without that of which it may not know what was there before. */
function knownEffects({ effects, outside }: Run): ReadonlyMap<string, Effect> {
  return new Map([...effects].filter(([name]) => !outside.has(name)));
}

function codesOf(desk: Desk, undone: Run, held: ReadonlyMap<string, string>): readonly number[] {
  if (isRefused(desk, knownEffects(undone), held)) return [5];
  return undone.outside.size > 0 ? [0, 5] : [0];
}

function isRefused(
  { office, story }: Desk,
  effects: ReadonlyMap<string, Effect>,
  held: ReadonlyMap<string, string>,
): boolean {
  const ids = new Set(office.sandbox.state().clients.map(({ id }) => id));
  const isLost = [...effects.keys()].some((name) => !name.startsWith('global ') && !ids.has(name.split(' ')[0] ?? ''));
  const isChanged = [...effects].some(([name, { before, after }]) => {
    // Some removals leave an empty text behind: where nothing was, that is no one's work.
    const now = [before, after].includes(undefined) && held.get(name) === '""' ? undefined : held.get(name);
    return ![before, after].includes(now) && ![before, after].includes(held.get(name));
  });
  // What a client would have of its own again counts as a new override of what is protected.
  const isProtected = [...effects].some(([name, { before }]) => {
    const [owner = '', ...rest] = name.split(' ');
    const isNew = owner === 'global' ? held.get(name) !== before : held.get(name) === undefined && before !== undefined;
    return isNew && story.protect.includes(rest.join(' '));
  });
  return isLost || isChanged || isProtected;
}
