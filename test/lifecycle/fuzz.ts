import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { arbitraryStory } from './arbitrary-story.ts';
import { arbitraryCommandStory } from './commands/arbitrary-command-story.ts';
import { playCommandStory } from './commands/play-command-story.ts';
import { playStory } from './play-story.ts';
import { makeTally, type Tally, tallyText } from './tally.ts';

/** How many stories share a seed: after a failure the next ones begin with another. */
const storiesPerSeed = 50;
/** Shrinking a story takes hundreds of its like. */
const shrinkBoundMs = 180_000;

export type FuzzOptions = {
  readonly stories: number;
  readonly seed: number;
  readonly folder: string;
  readonly kinds: readonly string[];
};

/** The options of a long run: `--stories N --seed S --kind commands|requests`. */
export function fuzzOptions(args: readonly string[], folder: string): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stories: { type: 'string', default: '1000' },
      seed: { type: 'string' },
      kind: { type: 'string', multiple: true, default: Object.keys(kinds) },
    },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  return { stories: Number(values.stories), seed, folder, kinds: values.kind };
}

/** A kind of stories: how to make one up, and how to tell it. */
type Kind<Story> = {
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Story>;
  readonly play: (story: Story, tally: Tally) => Promise<readonly string[]>;
  /** Where those are kept that broke a promise. */
  readonly kept: string;
  /** What to count at the end: a heading, and how the names begin. */
  readonly counts: readonly (readonly [string, string])[];
};

type Teller = (options: FuzzOptions, say: (line: string) => void) => Promise<number>;

const kinds: Readonly<Record<string, Teller>> = {
  commands: teller({
    name: 'of commands',
    arbitrary: arbitraryCommandStory,
    play: playCommandStory,
    kept: join('commands', 'regressions'),
    counts: [['commands and how they ended', '']],
  }),
  requests: teller({
    name: 'of requests',
    arbitrary: arbitraryStory,
    play: playStory,
    kept: 'regressions',
    counts: [
      ['faults', 'fault '],
      ['runs', 'end '],
      ['refused at the end', 'refused by '],
      ['steps', 'step '],
    ],
  }),
};

/** Tells so many stories of each kind, keeps each that broke a promise, and gives the number of those. */
export async function fuzz(options: FuzzOptions, say: (line: string) => void): Promise<number> {
  let bugs = 0;
  for (const name of options.kinds) {
    const tell = kinds[name];
    if (tell === undefined) throw new Error(`there are no stories of the kind ${name}`);
    bugs += await tell(options, say);
  }
  return bugs;
}

function teller<Story>(kind: Kind<Story>): Teller {
  return (options, say) => fuzzKind(kind, options, say);
}

async function fuzzKind<Story>(
  kind: Kind<Story>,
  { stories, seed, folder }: FuzzOptions,
  say: (line: string) => void,
): Promise<number> {
  const tally = makeTally();
  let bugs = 0;
  for (let told = 0; told < stories; told += storiesPerSeed) {
    const own = seed + told / storiesPerSeed;
    const found = await firstBroken(kind, { seed: own, count: Math.min(storiesPerSeed, stories - told) }, tally);
    if (found !== null) {
      bugs += 1;
      keep(found, join(folder, kind.kept, `seed-${own}.json`), say);
    }
    say(`${Math.min(told + storiesPerSeed, stories)} of ${stories} stories ${kind.name}, ${bugs} of them broken`);
  }
  say(`seeds ${seed} to ${seed + Math.ceil(stories / storiesPerSeed) - 1}`);
  for (const [heading, prefix] of kind.counts) say(`${heading}: ${tallyText(tally, prefix)}`);
  say(`bugs found in ${stories} stories ${kind.name}: ${bugs}`);
  return bugs;
}

type Broken = {
  readonly story: unknown;
  readonly seed: number;
  readonly path: string;
  readonly promises: readonly string[];
};

async function firstBroken<Story>(
  { arbitrary, play }: Kind<Story>,
  { seed, count }: { readonly seed: number; readonly count: number },
  tally: Tally,
): Promise<Broken | null> {
  const property = fc.asyncProperty(arbitrary, async (story) => {
    const broken = await play(story, tally);
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
