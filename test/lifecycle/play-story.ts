import { checked } from './checked-run.ts';
import { settleStory } from './settle-story.ts';
import type { Step, Story } from './story.ts';
import type { Tally } from './tally.ts';
import { openTeller, type RunStory, type Teller } from './tell-story.ts';

/** Tells a story from its first step to a quiet end. Gives all that it broke, with the step; empty: nothing. */
export async function playStory(story: Story, tally: Tally): Promise<readonly string[]> {
  const teller = await openTeller(story, tally);
  try {
    const broken: string[] = [];
    for (const [at, step] of story.steps.entries()) {
      tally.count(`step ${step.do}`);
      await playStep(step, story, teller, tally);
      broken.push(...found(teller).map((violation) => `step ${at + 1} (${step.do}): ${violation}`));
      if (broken.length > 0) return broken;
    }
    await settleStory(story, teller, tally);
    return found(teller).map((violation) => `the quiet end: ${violation}`);
  } finally {
    await teller.close();
  }
}

function found(teller: Teller): readonly string[] {
  return teller.violations.splice(0);
}

async function playStep(step: Step, story: Story, teller: Teller, tally: Tally): Promise<void> {
  switch (step.do) {
    case 'plan': {
      const before = JSON.stringify(teller.stage.sandbox.state());
      await teller.plan(fileOf(story, step.file), step.strikes);
      const edits = step.strikes.some(({ trouble }) => trouble.kind === 'edit');
      if (!edits && JSON.stringify(teller.stage.sandbox.state()) !== before)
        teller.violations.push('planning changed live');
      return;
    }
    case 'apply':
      await checked({ ...step, what: { file: fileOf(story, step.file) } }, teller, tally);
      return;
    case 'undo': {
      const undo = undoable(teller).at(-1 - step.back) ?? undoable(teller)[0];
      if (undo !== undefined) await checked({ ...step, what: { undo } }, teller, tally);
      return;
    }
    case 'edit':
      teller.stage.edit(step.edit);
      return;
    case 'wait':
      teller.stage.wait(step.hours * 3_600_000);
  }
}

function fileOf({ files }: Story, at: number): object {
  const file = files[at % files.length];
  if (file === undefined) throw new Error('a story needs a file');
  return file;
}

function undoable({ runs }: Teller): readonly RunStory[] {
  return runs.filter(({ record }) => record !== undefined);
}
