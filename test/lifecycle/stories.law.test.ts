import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawRunCount } from '../support/law-runs.ts';
import { arbitraryStory } from './arbitrary-story.ts';
import { playStory } from './play-story.ts';
import { makeTally } from './tally.ts';

const runs = Number(process.env['CAPSTAN_STORIES'] ?? Math.ceil(lawRunCount / 6));
// Shrinking a story takes hundreds of its like: what is found after this time is shown as it is.
const shrinkBoundMs = 120_000;

describe('whatever happens to an application', () => {
  it('keeps its promises, one step after the other', { timeout: 600_000 }, async () => {
    const tally = makeTally();
    let played = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryStory, async (story) => {
        played += 1;
        expect(await playStory(story, tally)).toEqual([]);
      }),
      { numRuns: runs, interruptAfterTimeLimit: shrinkBoundMs },
    );
    // A law that is only ever asked of plans that are blocked says nothing.
    const count = (name: string): number => tally.counts.get(name) ?? 0;
    if (played >= 50) expect(count('end apply done')).toBeGreaterThan(played / 2);
    if (played >= 50) expect(count('end undo done')).toBeGreaterThan(played / 4);
  });
});
