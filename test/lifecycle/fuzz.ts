import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { arbitraryStory } from './arbitrary-story.ts';
import { playStory } from './play-story.ts';
import type { Story } from './story.ts';
import { makeTally, type Tally, tallyText } from './tally.ts';

/** How many stories share a seed: after a failure the next ones begin with another. */
const storiesPerSeed = 50;
/** Shrinking a story takes hundreds of its like. */
const shrinkBoundMs = 180_000;

export type FuzzOptions = { readonly stories: number; readonly seed: number; readonly folder: string };

/** The options of a long run: `--stories N --seed S`. */
export function fuzzOptions(args: readonly string[], folder: string): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { stories: { type: 'string', default: '1000' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  return { stories: Number(values.stories), seed, folder };
}

/** Tells stories until so many are told, keeps each that broke a promise, and gives the number of those. */
export async function fuzz({ stories, seed, folder }: FuzzOptions, say: (line: string) => void): Promise<number> {
  const tally = makeTally();
  let bugs = 0;
  for (let told = 0; told < stories; told += storiesPerSeed) {
    const own = seed + told / storiesPerSeed;
    const found = await firstBroken(own, Math.min(storiesPerSeed, stories - told), tally);
    if (found !== null) {
      bugs += 1;
      keep(found, join(folder, `seed-${own}.json`), say);
    }
    say(`${Math.min(told + storiesPerSeed, stories)} of ${stories} stories, ${bugs} of them broken`);
  }
  say(`seeds ${seed} to ${seed + Math.ceil(stories / storiesPerSeed) - 1}`);
  say(`faults: ${tallyText(tally, 'fault ')}`);
  say(`runs: ${tallyText(tally, 'end ')}`);
  say(`refused at the end: ${tallyText(tally, 'refused by ')}`);
  say(`${stories} stories, steps: ${tallyText(tally, 'step ')}; bugs found: ${bugs}`);
  return bugs;
}

type Broken = {
  readonly story: Story;
  readonly seed: number;
  readonly path: string;
  readonly promises: readonly string[];
};

async function firstBroken(seed: number, count: number, tally: Tally): Promise<Broken | null> {
  const property = fc.asyncProperty(arbitraryStory, async (story) => {
    const broken = await playStory(story, tally);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });
  const result = await fc.check(property, { numRuns: count, seed, interruptAfterTimeLimit: shrinkBoundMs });
  const [story] = result.counterexample ?? [];
  if (!result.failed || story === undefined) return null;
  const { errorInstance, counterexamplePath } = result;
  const text = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { story, seed, path: counterexamplePath ?? '', promises: text.split('\n') };
}

function keep({ story, seed, path, promises }: Broken, file: string, say: (line: string) => void): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ seed, path, promises, story }, null, 1)}\n`);
  say(`BROKEN, seed ${seed}, kept as ${file}:`);
  for (const promise of promises) say(`  ${promise}`);
}
