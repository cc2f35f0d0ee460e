import fc from 'fast-check';
import { files } from './arbitrary-files.ts';
import { turn } from './arbitrary-turns.ts';
import { liveClient, liveScope } from './arbitrary-values.ts';
import type { CommandStory, Turn } from './story.ts';

// Without a baseline little can be told, and no one would have made one by chance.
const begun: Turn[] = [
  { do: 'apply', only: [], against: 'none', overwrites: false, meanwhile: null },
  { do: 'commit' },
  { do: 'keep-file' },
  { do: 'snapshot' },
];

/** A random application with three versions of a configuration, and what people do with them. */
export const arbitraryCommandStory: fc.Arbitrary<CommandStory> = fc
  .record({
    scope: liveScope,
    clients: fc.tuple(liveClient(0), liveClient(1), liveClient(2)),
    versions: fc.tuple(files, files, files),
    protect: fc.constantFrom([], [], [], ['settings.rpx_realm']),
    begun: fc.oneof({ weight: 1, arbitrary: fc.subarray(begun) }, { weight: 2, arbitrary: fc.constant(begun) }),
    turns: fc.array(turn, { minLength: 1, maxLength: 6 }),
  })
  .map(({ scope, clients, versions, protect, begun: first, turns }) => ({
    live: { ...scope, settings: { cache_settings: 0, ...scope.settings }, clients },
    versions,
    protect,
    turns: [...first, ...turns.flat()],
  }));
