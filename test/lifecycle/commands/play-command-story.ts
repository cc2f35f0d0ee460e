import type { Tally } from '../tally.ts';
import { baselineOf, type Desk, run, wroteNothing } from './desk.ts';
import { openOffice } from './office.ts';
import type { CommandStory, Turn } from './story.ts';
import { tamper } from './tamper.ts';
import { playPlan } from './turn-of-plan.ts';
import { playUndo } from './turn-of-undo.ts';
import { playApply, playApplySaved } from './turns-of-apply.ts';
import { playAbsorb, playDrift } from './turns-of-drift.ts';

/** Tells a story from its first turn to a quiet end. Gives all that it broke, with the turn; empty: nothing. */
export async function playCommandStory(story: CommandStory, tally: Tally): Promise<readonly string[]> {
  const office = await openOffice(story);
  const [files] = story.versions;
  if (files === undefined) throw new Error('a story needs a file');
  const desk: Desk = {
    story,
    office,
    tally,
    violations: [],
    files,
    committed: null,
    kept: null,
    snapshot: null,
    saved: null,
    runs: [],
  };
  office.put(files);
  try {
    for (const [at, turn] of [...story.turns, quietEnd].entries()) {
      await play(desk, turn);
      // What was made one second is not what is made in the next.
      office.wait(1000);
      if (desk.violations.length > 0) return desk.violations.map((text) => `turn ${at + 1}, ${text}`);
    }
    return [];
  } finally {
    await office.close();
  }
}

const quietEnd: Turn = { do: 'apply', only: [], against: 'none', overwrites: false, meanwhile: null };

async function play(desk: Desk, turn: Turn): Promise<void> {
  switch (turn.do) {
    case 'edit':
      return desk.office.edit(turn.edit);
    case 'file':
      return changeFile(desk, turn.version);
    case 'commit':
      desk.office.commit();
      desk.committed = desk.files;
      return;
    case 'keep-file':
      desk.office.keepFile();
      desk.kept = desk.files;
      return;
    case 'snapshot':
      return takeSnapshot(desk);
    case 'wait':
      return desk.office.wait(turn.hours * 3_600_000);
    case 'tamper':
      return tamper(desk, turn.how);
    case 'undo':
      return playUndo(desk, turn.back);
    case 'plan':
      return playPlan(desk, turn);
    case 'apply':
      return playApply(desk, turn);
    case 'apply-saved':
      return playApplySaved(desk, turn.meanwhile);
    case 'drift':
      return playDrift(desk, turn);
    case 'absorb':
      return playAbsorb(desk, turn);
  }
}

function changeFile(desk: Desk, version: number): void {
  const { versions } = desk.story;
  const files = versions[version % versions.length];
  if (files === undefined) return;
  desk.files = files;
  desk.office.put(files);
}

async function takeSnapshot(desk: Desk): Promise<void> {
  const state = desk.office.sandbox.state();
  const done = await run(desk, 'snapshot', (commands) => commands.snapshot());
  const broken = (text: string): void => void desk.violations.push(`snapshot ${text}`);
  wroteNothing(done).forEach(broken);
  // What the file's own baseline knows as a secret is hidden too, so that it has to be there.
  const code = baselineOf(desk, 'said').isGone ? 65 : 0;
  if (done.code !== code) broken(`ended with ${done.code} and not ${code}: ${done.told}`);
  if (done.code === 0) desk.snapshot = state;
}
