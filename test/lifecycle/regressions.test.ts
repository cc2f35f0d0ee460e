import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playStory } from './play-story.ts';
import type { Story } from './story.ts';
import { makeTally } from './tally.ts';

const folder = join(import.meta.dirname, 'regressions');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('a story that is kept, since it once broke a promise or is a hard one', () => {
  it.each(names)('keeps them all: %s', async (name) => {
    const { story } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly story: Story };
    expect(await playStory(story, makeTally())).toEqual([]);
  });
});
