import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTally } from '../tally.ts';
import { arbitraryCommandStory } from './arbitrary-command-story.ts';
import { playCommandStory } from './play-command-story.ts';
import type { CommandStory } from './story.ts';

// More of them, with other seeds, are told by `npm run fuzz`.
const runs = Number(process.env['CAPSTAN_STORIES'] ?? 10);
const folder = join(import.meta.dirname, 'regressions');

describe('whatever people do with the commands', () => {
  it('each does what it says, and nothing else', async () => {
    const tally = makeTally();
    await fc.assert(
      fc.asyncProperty(arbitraryCommandStory, async (story) => {
        expect(await playCommandStory(story, tally)).toEqual([]);
      }),
      // Shrinking a story takes hundreds of its like, and `npm run fuzz` does it: here it is shown as it was found.
      { numRuns: runs, endOnFailure: true },
    );
    // Stories in which nothing ever happens would keep every promise.
    const count = (name: string): number => tally.counts.get(name) ?? 0;
    expect(count('apply file 0')).toBeGreaterThan(runs);
    for (const ended of ['apply file 5', 'apply saved 0', 'plan 2', 'undo 0', 'absorb 0'])
      expect(count(ended), ended).toBeGreaterThan(0);
  });

  it.each(readdirSync(folder))('a story that once broke a promise, or is a hard one: %s', async (name) => {
    const { story } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly story: CommandStory };
    expect(await playCommandStory(story, makeTally())).toEqual([]);
  });
});
